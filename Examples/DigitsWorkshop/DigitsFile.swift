import ArgumentParser
import Foundation
import NetWeightCore

/// The data as published: 64 pixels and the label in each line, with commas.
struct DigitsFile {
  let lines: [SampleLine]

  /// - Throws: `ValidationError` naming the line that is not as expected.
  init(path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ValidationError("\(path) cannot be read. Next: run Examples/DigitsWorkshop/fetch-digits.sh.")
    }
    lines = try String(decoding: data, as: UTF8.self).split(separator: "\n").enumerated().map { index, line in
      let numbers = line.split(separator: ",").compactMap { Int($0) }
      guard numbers.count == 65, numbers.dropLast().allSatisfy((0...16).contains),
        (0...9).contains(numbers[64])
      else {
        throw ValidationError(
          "\(path):\(index + 1): expected 64 numbers 0…16 and a digit. Next: fetch the file again.")
      }
      let number = String(repeating: "0", count: max(0, 4 - "\(index)".count)) + "\(index)"
      return SampleLine(id: "digits-\(number)", input: numbers.dropLast().map(Float.init), label: numbers[64])
    }
    guard lines.count == 1797 else {
      throw ValidationError("\(path) has \(lines.count) lines, expected 1797. Next: fetch the file again.")
    }
  }
}

extension SampleLine {
  /// The digit that it shows. Every line here was written with one.
  var digit: Int {
    guard let label else { preconditionFailure("\(id) has no label") }
    return label
  }
}
