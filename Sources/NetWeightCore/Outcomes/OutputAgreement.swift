import Foundation

/// How alike the outputs of two variants are, sample by sample.
public struct OutputAgreement: Sendable {
  /// What one sample adds to it.
  public struct Pair: Sendable, Hashable {
    /// The sample.
    public var sampleID: String
    /// What it has in common with others; nil when it stands alone.
    public var group: String?
    /// Whether both give the same class the highest score.
    public var sharesTopClass: Bool
    /// Whether the reference was right and the candidate is wrong.
    public var isNewFailure: Bool
    /// The sum of the squares of the reference's scores.
    public var signal: Double
    /// The sum of the squares of the differences.
    public var noise: Double
    /// The sum of the products of both.
    public var product: Double
    /// The sum of the squares of the candidate's scores.
    public var candidateSignal: Double
    /// The largest difference of two scores.
    public var largestError: Double
    /// Kullback and Leibler's divergence of the candidate's softmax from the reference's, in nats.
    public var divergence: Double
    /// Whether all scores of the candidate are finite.
    public var isFinite: Bool
    /// Set where the candidate gave another number of scores; nothing else of such a pair says anything.
    public var mismatch: ShapeMismatch?
  }

  /// One a sample, in the order in which they were added.
  public private(set) var pairs: [Pair] = []

  /// Starts with no sample.
  public init() {}

  /// The outputs of each layer, in the order in which they run; none where nothing was asked of them.
  public private(set) var layers: [(name: String, pairs: [Pair])] = []

  /// Adds what both gave on one sample.
  /// - Parameter found: what each layer gave, the same layers each time.
  public mutating func add(_ pair: Pair, layers found: [(layer: String, pair: Pair)] = []) {
    pairs.append(pair)
    if layers.isEmpty { layers = found.map { ($0.layer, []) } }
    for index in found.indices where layers.indices.contains(index) {
      layers[index].pairs.append(found[index].pair)
    }
  }

  /// The factor by which the candidate's scores fit the reference's best, and the signal-to-noise ratio, in decibels,
  /// that is left when they are multiplied by it. A factor far from 1 with little noise is a lost scale.
  public var bestScale: (factor: Double, decibels: Double) {
    let product = pairs.reduce(0) { $0 + $1.product }
    let candidate = pairs.reduce(0) { $0 + $1.candidateSignal }
    let signal = pairs.reduce(0) { $0 + $1.signal }
    let factor = product / candidate
    return (factor, 10 * log10(signal / max(0, signal - factor * product)))
  }
}

extension OutputAgreement.Pair {
  /// Compares what both gave on one sample.
  /// - Parameters:
  ///   - reference: scores of shape `[classes]`, all finite.
  ///   - candidate: scores of the same shape.
  public init(_ sample: Sample, reference: Tensor, candidate: Tensor) {
    let before = Outcome(sample: sample, scores: reference)
    let after = Outcome(sample: sample, scores: candidate)
    self.init(
      sampleID: sample.id, group: sample.group,
      sharesTopClass: before.prediction == after.prediction
        && reference.scalars.count == candidate.scalars.count,
      isNewFailure: before.isCorrect && !after.isCorrect, signal: 0, noise: 0, product: 0, candidateSignal: 0,
      largestError: 0, divergence: Self.divergence(of: candidate.scalars, from: reference.scalars),
      isFinite: after.isFinite)
    guard reference.scalars.count == candidate.scalars.count else {
      mismatch = ShapeMismatch(
        what: "the output on \(sample.id)", expected: reference.shape, found: candidate.shape)
      // Outputs of different lengths agree in nothing, rather than in what both have.
      (noise, product, divergence, largestError) = (.nan, .nan, .nan, .infinity)
      return
    }
    for (first, second) in zip(reference.scalars, candidate.scalars) {
      let (first, second) = (Double(first), Double(second))
      signal += first * first
      candidateSignal += second * second
      product += first * second
      noise += (second - first) * (second - first)
      let error = abs(second - first)
      // The larger of a number and NaN is the number.
      largestError = error.isNaN ? .infinity : max(largestError, error)
    }
  }

  /// Σ p · ln(p / q) of two softmaxes.
  private static func divergence(of candidate: [Float], from reference: [Float]) -> Double {
    let (p, q) = (Softmax.logProbabilities(reference), Softmax.logProbabilities(candidate))
    // Rounding can leave a hair below zero, which no divergence is.
    return max(0, zip(p, q).reduce(0) { $0 + exp($1.0) * ($1.0 - $1.1) })
  }
}
