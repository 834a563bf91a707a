import ArgumentParser
import NetWeightCore

extension ExitCode {
  /// A promise was broken, or a file could not be read or written.
  static let broken = ExitCode(1)
  /// Nothing was broken, and not all is known. 2 is left to shells, which use it for errors of their own.
  static let inconclusive = ExitCode(3)

  /// What the numbers mean, for the help of every command.
  static let legend = """
    Exit codes: 0 all is well; 1 a promise was broken, or a file is damaged, missing or cannot be written; 3 a verdict \
    is inconclusive or no run was recorded; 64 the command was not understood.
    """

  /// The code for the last run of a suite. No run and no verdict are not a pass, nor is one in which all was skipped.
  init(_ run: RunRecord?) {
    self =
      switch run?.worstRuling {
      case .held: .success
      case .broken: .broken
      case .inconclusive, .skipped, nil: .inconclusive
      }
  }

  /// The worst of several: broken before inconclusive before success.
  static func worst(of codes: some Sequence<ExitCode>) -> ExitCode {
    let order: [ExitCode] = [.success, .inconclusive, .broken]
    return codes.max { order.firstIndex(of: $0) ?? 0 < order.firstIndex(of: $1) ?? 0 } ?? .inconclusive
  }
}
