import Foundation

/// Turns the lines of a `.jsonl` file into samples.
struct SampleReader: Sendable {
  let url: URL
  let inputShape: [Int]
  let classes: Int?
  let preprocessing: Preprocessing
  let picture: PictureFormat?
  /// The files that lines refer to.
  let inputs: PinnedInputs

  /// All samples of a file.
  /// - Throws: ``SampleSetError`` naming file, line and key, also for an id that stands twice.
  func samples() throws -> [Sample] {
    var samples: [Sample] = []
    var firstLine: [String: Int] = [:]
    let lines = try SampleLines(url)
    while let line = try lines.next() {
      let sample = try sample(line.bytes, line: line.number)
      if let first = firstLine.updateValue(line.number, forKey: sample.id) {
        throw repeated(sample.id, line: line.number, first: first)
      }
      samples.append(sample)
    }
    return samples
  }

  /// Looks for ids that stand twice.
  /// - Parameter suspects: the ids that may.
  /// - Throws: ``SampleSetError`` for the first that does.
  func refuseDuplicates(among suspects: Set<String>) throws {
    var firstLine: [String: Int] = [:]
    let lines = try SampleLines(url)
    while let line = try lines.next() {
      let id = try parsed(line.bytes, line: line.number).id
      guard suspects.contains(id) else { continue }
      if let first = firstLine.updateValue(line.number, forKey: id) {
        throw repeated(id, line: line.number, first: first)
      }
    }
  }

  private func repeated(_ id: String, line: Int, first: Int) -> SampleSetError {
    failure(line, "id \"\(id)\" is used before, in line \(first)", next: "give each sample its own id")
  }

  private func parsed(_ bytes: Data, line number: Int) throws -> SampleLine {
    do {
      return try JSONDecoder().decode(SampleLine.self, from: bytes)
    } catch let error as DecodingError {
      throw failure(number, JSONProblem(error, in: bytes).problem, next: "correct the line or remove it")
    }
  }

  /// The sample of one line.
  /// - Throws: ``SampleSetError``.
  func sample(_ bytes: Data, line number: Int) throws -> Sample {
    let line = try parsed(bytes, line: number)
    let target = try target(of: line, line: number)
    let stored = try stored(line, line: number)
    do {
      return Sample(
        id: line.id, input: try preprocessing.apply(stored), target: target, slices: line.slices ?? [],
        group: line.group)
    } catch {
      throw failure(
        number, "preprocessing '\(preprocessing.version)' failed on \(line.id): \(error)",
        next: "correct the preprocessing")
    }
  }

  /// The input of one line as it is stored, before preprocessing.
  /// - Throws: ``SampleSetError``.
  func stored(_ bytes: Data, line number: Int) throws -> Tensor {
    try stored(try parsed(bytes, line: number), line: number)
  }

  private func stored(_ line: SampleLine, line number: Int) throws -> Tensor {
    let count = inputShape.reduce(1, *)
    switch line.input {
    case .elements(let elements):
      guard elements.count == count else {
        throw failure(
          number,
          "\"input\" of \(line.id) has \(elements.count) elements, "
            + "the manifest's shape \(inputShape) has \(count)",
          next: "correct the sample")
      }
      return try Tensor(shape: inputShape, scalars: elements)
    case .file(let reference):
      do {
        return try inputs.tensor(reference, shape: inputShape)
      } catch let error as TensorFileError {
        throw failure(number, "\"input\" of \(line.id): \(error.file) \(error.problem)", next: error.next)
      }
    }
  }

  private func target(of line: SampleLine, line number: Int) throws -> Target {
    let targets = line.targets
    guard let target = targets.first else {
      let problem =
        classes == nil
        ? "\(line.id) expects nothing: one of \(SampleLine.targetKeys) is missing" : "\"label\" is missing"
      throw failure(number, problem, next: "correct the line or remove it")
    }
    guard targets.count == 1 else {
      throw failure(
        number, "\(line.id) expects \(targets.count) things, of which a metric scores one",
        next: "keep one of \(SampleLine.targetKeys)")
    }
    if target.label == nil, classes != nil {
      throw failure(
        number, "\(line.id) has no \"label\", and the manifest says how many classes there are",
        next: "give it a label, or take \"classes\" out of the manifest")
    }
    if let label = target.label {
      guard let classes else {
        throw failure(
          number,
          "\"label\" of \(line.id) is \(label), and the manifest does not say how many classes there are",
          next: "write \"classes\" into the manifest")
      }
      guard (0..<classes).contains(label) else {
        throw failure(
          number, "\"label\" of \(line.id) is \(label), expected 0…\(classes - 1)", next: "correct the label")
      }
    }
    return target
  }

  private func failure(_ line: Int, _ problem: String, next: String) -> SampleSetError {
    SampleSetError(url, line: line, problem: problem, next: next)
  }
}
