/// What a calibration set has to have, in one respect.
public enum CalibrationLimit: Sendable, Hashable, CustomStringConvertible {
  /// So many samples.
  case samples(atLeast: Int)
  /// A sample of each class of the sets that it is to cover.
  case classes
  /// A sample of each slice of the sets that it is to cover.
  case slices
  /// At most this share of the elements of inputs, of a set and of each of its slices, beyond the range of its own.
  case inputs(beyond: Share)

  /// Nothing else is asked for unless said: 100 samples, every class, and at most 0.1 % of inputs beyond its range.
  public static let standard: [CalibrationLimit] = [
    .samples(atLeast: 100), .classes, .inputs(beyond: .percent(0.1)),
  ]

  /// Whether it asks for anything at all.
  public var isValid: Bool {
    switch self {
    case .samples(let count): count > 0
    case .inputs(let share): share.isValid
    case .classes, .slices: true
    }
  }

  /// `at least 100 samples`.
  public var description: String {
    switch self {
    case .samples(let count): "at least \(count) \(count == 1 ? "sample" : "samples")"
    case .classes: "every class"
    case .slices: "every slice"
    case .inputs(let share): "at most \(share) of inputs beyond its range"
    }
  }
}
