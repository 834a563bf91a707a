/// How alike the outputs of two variants have to be, in one respect.
public struct AgreementLimit: Sendable, Hashable {
  /// In which respect.
  public enum Measure: String, Sendable, Hashable, CustomStringConvertible {
    /// The share of samples to which both give the same class, 0…1.
    case top1 = "top-1 agreement"
    /// The signal-to-quantization-noise ratio: 10 · log₁₀ of the squares of the reference's scores over the squares of
    /// the differences, summed over all samples; in decibels.
    case sqnr = "SQNR"
    /// The cosine of the angle between all scores of the one and all scores of the other, −1…1.
    case cosine = "cosine similarity"
    /// The largest difference of two scores, in the scores' own unit.
    case maximumError = "maximum error"
    /// Kullback and Leibler's divergence of the candidate's softmax from the reference's, in nats, the mean of all
    /// samples.
    case klDivergence = "KL divergence"
    /// Samples on which the reference is right and the candidate wrong.
    case newFailures = "new failures"

    /// The field's own name of it.
    public var description: String { rawValue }

    /// Whether more of it is better.
    var isBetterHigher: Bool {
      switch self {
      case .top1, .sqnr, .cosine: true
      case .maximumError, .klDivergence, .newFailures: false
      }
    }

    /// Whether it says something of layers, which give no answers.
    var isOfLayersToo: Bool {
      switch self {
      case .sqnr, .cosine, .maximumError: true
      case .top1, .klDivergence, .newFailures: false
      }
    }

    /// What a limit may be.
    var range: ClosedRange<Double> {
      switch self {
      case .top1: 0...1
      case .cosine: -1...1
      case .sqnr: -.greatestFiniteMagnitude ... .greatestFiniteMagnitude
      case .maximumError, .klDivergence, .newFailures: 0 ... .greatestFiniteMagnitude
      }
    }

    /// The value in its unit, with more digits than usual where they are asked for.
    func text(_ value: Double, extraDigits: Int = 0) -> String {
      switch self {
      case .top1: "\(Format.fixed(value * 100, 2 + extraDigits)) %"
      case .sqnr: "\(Format.fixed(value, 1 + extraDigits)) dB"
      case .cosine: Format.fixed(value, 5 + extraDigits)
      case .maximumError: Format.significant(value, 3 + extraDigits)
      case .klDivergence: "\(Format.significant(value, 3 + extraDigits)) nats"
      case .newFailures: Format.fixed(value, 0)
      }
    }

    /// The bound as it was given.
    func text(ofBound bound: Double) -> String {
      switch self {
      case .top1: "\(Format.short(bound * 100)) %"
      case .sqnr: "\(Format.short(bound)) dB"
      case .klDivergence: "\(Format.short(bound)) nats"
      case .cosine, .maximumError, .newFailures: Format.short(bound)
      }
    }
  }

  /// In which respect.
  public let measure: Measure
  /// At least or at most so much, in the measure's unit.
  public let bound: Double

  /// The share of samples, 0…1, to which both give the same class.
  public static func top1(atLeast share: Double) -> Self { Self(measure: .top1, bound: share) }
  /// The signal-to-quantization-noise ratio, in decibels.
  public static func sqnr(atLeast decibels: Double) -> Self { Self(measure: .sqnr, bound: decibels) }
  /// The cosine similarity, −1…1.
  public static func cosine(atLeast cosine: Double) -> Self { Self(measure: .cosine, bound: cosine) }
  /// The largest difference of two scores, 0 or more.
  public static func maximumError(atMost error: Double) -> Self { Self(measure: .maximumError, bound: error) }
  /// The mean divergence, in nats, 0 or more.
  public static func klDivergence(atMost nats: Double) -> Self { Self(measure: .klDivergence, bound: nats) }
  /// How many samples may be wrong that were right, 0 or more.
  public static func newFailures(atMost count: Int) -> Self {
    Self(measure: .newFailures, bound: Double(count))
  }

  /// Whether the bound is one that the measure can have.
  public var isValid: Bool { measure.range.contains(bound) }

  /// Whether a value keeps the promise. NaN never does.
  func isKept(by value: Double) -> Bool { measure.isBetterHigher ? value >= bound : value <= bound }
}

extension AgreementLimit: CustomStringConvertible {
  /// `SQNR at least 20 dB`.
  public var description: String { "\(measure) \(promise)" }

  /// `at least 20 dB`.
  var promise: String { "\(measure.isBetterHigher ? "at least" : "at most") \(measure.text(ofBound: bound))" }

  /// A value with as many digits as it takes to show on which side of the bound it is: not "14.0 dB, promised at least
  /// 14 dB: broken".
  func text(of value: Double) -> String {
    for extra in 0..<8 {
      let text = measure.text(value, extraDigits: extra)
      let number = text.prefix { $0 != " " }
      guard let shown = Double(number) else { return text }
      if isKept(by: measure == .top1 ? shown / 100 : shown) == isKept(by: value) { return text }
    }
    return "\(value)"
  }
}
