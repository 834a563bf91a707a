import Foundation

/// Turns the lines of a `.jsonl` file into samples.
struct SampleReader {
  let url: URL
  let inputShape: [Int]
  let classes: Int
  let preprocessing: Preprocessing

  func samples(in data: Data) throws -> [Sample] {
    var samples: [Sample] = []
    var firstLine: [String: Int] = [:]
    let decoder = JSONDecoder()
    let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (number, line) in zip(1..., lines) {
      guard !line.isBlankLine else { continue }
      let parsed: SampleLine
      do {
        parsed = try decoder.decode(SampleLine.self, from: Data(line))
      } catch let error as DecodingError {
        throw failure(
          number, JSONProblem(error, in: Data(line)).problem, next: "correct the line or remove it")
      }
      if let first = firstLine.updateValue(number, forKey: parsed.id) {
        throw failure(
          number, "id \"\(parsed.id)\" is used before, in line \(first)", next: "give each sample its own id")
      }
      samples.append(try sample(parsed, line: number))
    }
    return samples
  }

  private func sample(_ line: SampleLine, line number: Int) throws -> Sample {
    let count = inputShape.reduce(1, *)
    guard line.input.count == count else {
      throw failure(
        number,
        "\"input\" of \(line.id) has \(line.input.count) elements, "
          + "the manifest's shape \(inputShape) has \(count)",
        next: "correct the sample")
    }
    guard (0..<classes).contains(line.label) else {
      throw failure(
        number, "\"label\" of \(line.id) is \(line.label), expected 0…\(classes - 1)",
        next: "correct the label")
    }
    do {
      let stored = try Tensor(shape: inputShape, scalars: line.input)
      let input = try preprocessing.apply(stored)
      return Sample(
        id: line.id, input: input, label: line.label, slices: line.slices ?? [], group: line.group)
    } catch {
      throw failure(
        number, "preprocessing '\(preprocessing.version)' failed on \(line.id): \(error)",
        next: "correct the preprocessing")
    }
  }

  private func failure(_ line: Int, _ problem: String, next: String) -> SampleSetError {
    SampleSetError(url, line: line, problem: problem, next: next)
  }
}
