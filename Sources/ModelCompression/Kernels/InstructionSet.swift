import CKernels

/// The vector instructions that a kernel is written for.
public enum InstructionSet: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
  /// Plain C, for every machine.
  case portable
  /// 128 bits, every 64-bit ARM.
  case neon
  /// 256 bits with fused multiply-add.
  case avx2
  /// 512 bits with VNNI, the INT8 dot-product instruction.
  case avx512

  /// Whether this machine can execute it.
  public var isSupported: Bool { nw_is_supported(kernel) }

  /// The sets that this machine can execute, slowest first. Never empty: ``portable`` is always there.
  public static var supported: [InstructionSet] { allCases.filter(\.isSupported) }

  /// The fastest set of this machine.
  public static var fastest: InstructionSet {
    allCases.first { $0.kernel == nw_best() } ?? .portable
  }

  /// The name as placements print it: `avx512-vnni`.
  public var description: String { String(cString: nw_name(kernel)) }

  var kernel: nw_instruction_set {
    switch self {
    case .portable: nw_portable
    case .neon: nw_neon
    case .avx2: nw_avx2
    case .avx512: nw_avx512
    }
  }
}

/// Which kernels a variant runs.
public enum KernelSelection: Sendable, Hashable {
  /// Those of the fastest instruction set of the machine.
  case fastest
  /// Plain C, whatever the machine can do: what a machine without a hand-written kernel falls back to.
  case portable

  var instructionSet: InstructionSet {
    switch self {
    case .fastest: .fastest
    case .portable: .portable
    }
  }
}
