/// Something that takes time in proportion to a whole number, so that a slowdown is injected by amount of work and
/// not by sleeping: 1 % slower is exactly 1 % more of the same.
///
/// Both variants of a comparison share one `Work` and its memory. Two copies would differ by where they lie
/// (identical code on other buffers: sd 0.35 %), and the injected ratio would no longer be the true one. The state
/// is not synchronized: calls of one `Work` follow each other and never overlap.
public protocol Work: AnyObject, Sendable {
  /// Does so many units of work.
  func perform(_ units: Int) throws
}

/// The kinds of work that are timed. The lengths of blocks, and what is dropped after a preemption, were chosen on
/// recordings of ``memory`` and ``cache``; nothing was tuned on the others.
public enum Workload: String, CaseIterable, Codable, Sendable {
  /// A chain of integer and floating-point operations in registers.
  case compute
  /// One word of each cache line of 64 MiB, read in order.
  case memory
  /// The same of 4 MiB: more than the second-level cache of a core, and within the third, which neighbours of a virtual
  /// machine disturb less than they do its memory.
  case cache
  /// Lines of 64 MiB, each of which says where the next one is: the lookups of an embedding table.
  case lookup
  /// Rows of an INT8 matrix times an INT8 vector, within the second-level cache.
  case int8
  /// Answers of the INT8 digits model of this repository, run by NetWeight's embedded runtime.
  case digits
  /// Nothing at all: what is left is the harness.
  case empty

  /// The work ready to run, for which the large ones fill memory; nil for the model, which needs NetWeight and is made
  /// by the module Workloads. Peers have only this module, so that they build in seconds.
  public var plainWork: (any Work)? {
    switch self {
    case .compute: ComputeWork()
    case .memory: MemoryWork(mebibytes: 64)
    case .cache: MemoryWork(mebibytes: 4)
    case .lookup: LookupWork(mebibytes: 64)
    case .int8: IntegerDenseWork()
    case .digits: nil
    case .empty: EmptyWork()
    }
  }
}

final class EmptyWork: Work {
  func perform(_ units: Int) {}
}

/// A workload cannot be used.
public struct WorkloadError: Error, CustomStringConvertible {
  /// The message for people.
  public let description: String

  /// Says what is wrong.
  public init(problem: String) { description = problem }
}
