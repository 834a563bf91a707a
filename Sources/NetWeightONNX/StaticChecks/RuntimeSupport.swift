/// What a version of ONNX Runtime loads.
///
/// Measured, with a model of one Identity in each version of each set, on the last patch of each release: the table in
/// the runtime's own documentation is behind its releases.
struct RuntimeSupport: Sendable, Hashable {
  /// The newest version of ONNX's own operators.
  let operatorSet: Int
  /// The newest version of `ai.onnx.ml`.
  let machineLearningSet: Int
  /// The newest version of the file format.
  let irVersion: Int

  /// - Returns: nil of a version 1.N that was not measured, newer than the last or older than the first.
  init?(minorVersion: Int) {
    guard let support = Self.measured[minorVersion] else { return nil }
    self = support
  }

  /// The versions 1.N that were measured.
  static var minorVersions: [Int] { measured.keys.sorted() }

  private static let measured: [Int: RuntimeSupport] = {
    var measured: [Int: RuntimeSupport] = [:]
    for minor in 19...20 { measured[minor] = .init(21, 10) }
    for minor in 21...22 { measured[minor] = .init(22, 10) }
    measured[23] = .init(23, 11)
    measured[24] = .init(25, 13)
    for minor in 25...31 { measured[minor] = .init(26, 13) }
    return measured
  }()

  private init(_ operatorSet: Int, _ irVersion: Int) {
    self.operatorSet = operatorSet
    self.irVersion = irVersion
    machineLearningSet = 5
  }
}
