/// Activation ranges cannot be had.
public struct CalibrationError: Error, Equatable, CustomStringConvertible {
  /// The index of the calibration input to blame, where it is one.
  public let input: Int?
  /// What is wrong and what was expected.
  public let problem: String
  /// What to do next.
  public let next: String

  /// `calibration input 3 has nan at 20, expected finite numbers. Next: …`
  public var description: String {
    "\(input.map { "calibration input \($0) " } ?? "")\(problem). Next: \(next)."
  }

  static let noInputs = CalibrationError(
    input: nil, problem: "there is no calibration input, expected at least one",
    next: "pass inputs such as the model will see, a hundred or more")

  static func notFinite(input: Int, afterLayer layer: Int, position: Int, value: Float) -> CalibrationError {
    guard layer > 0 else {
      return CalibrationError(
        input: input, problem: "has \(value) at \(position), expected finite numbers",
        next: "correct its preprocessing or leave it out")
    }
    return CalibrationError(
      input: input, problem: "makes layer\(layer) give \(value) at \(position), expected finite numbers",
      next: "check the scale of the input, and the model's weights")
  }

  static func unusablePercentile(_ percent: Double) -> CalibrationError {
    CalibrationError(
      input: nil, problem: "the percentile \(percent) is none, expected one over 50 and up to 100",
      next: "pass .percentile(99.9), or .minMax")
  }

  static func infiniteRange(layer: Int, _ range: ClosedRange<Float>) -> CalibrationError {
    CalibrationError(
      input: nil,
      problem: "the range of layer\(layer)'s input is \(range.lowerBound) to \(range.upperBound), "
        + "expected finite ends",
      next: "calibrate on inputs, or correct the range")
  }
}
