import CMemoryPatterns
import Foundation
import NetWeightCore

extension Pattern {
  /// The pattern as a variant, which does it while it is loaded.
  /// - Parameter weights: the file of those rows that have one.
  func variant(weights: URL) -> PatternVariant {
    let name = rawValue
    switch self {
    case .spike: return PatternVariant(name) { pattern_spike(32 * mebibyte, 100_000) }
    case .churn: return PatternVariant(name) { pattern_churn(Self.objects, 64, 1_000_000) }
    case .buffer: return PatternVariant(name) { pattern_touch(64_000_000) }
    case .threadsInside: return PatternVariant(name) { pattern_threads(4, 8 * mebibyte) }
    case .threadsOutside:
      return PatternVariant(
        name, loads: { ThreadPool.hold(8 * mebibyte) }, prepares: { ThreadPool.isThere })
    case .freedElsewhere: return PatternVariant(name) { pattern_handover(16, 8, mebibyte) }
    case .growth: return PatternVariant(name) { pattern_growth(4096, 64 * mebibyte) }
    case .alignedAndCleared: return PatternVariant(name) { pattern_aligned(4 * mebibyte) }
    case .cxxNew: return PatternVariant(name) { pattern_new(1024, 16 * 1024) }
    case .swiftArrays: return PatternVariant(name) { copyOnWrite(8 * mebibyte) }
    case .lateLibrary:
      let library = BuiltFile.named(BuiltFile.lateLibrary).path(percentEncoded: false)
      return PatternVariant(name) { pattern_late_library(library, 24 * mebibyte) }
    case .predictions:
      return PatternVariant(
        name, loads: { pattern_touch(8 * mebibyte) }, keeps: { KeptBlock(bytes: 6 * mebibyte) },
        predicts: { pattern_touch(4 * mebibyte) })
    case .mappedWeights:
      let path = weights.path(percentEncoded: false)
      return PatternVariant(name, artefactFiles: [weights], keeps: { Mapping(of: path) })
    case .swiftTasks: return PatternVariant(name) { await holdInTasks(8, bytes: mebibyte) }
    }
  }
}

/// Threads that are there before a variant is loaded, and stay.
private enum ThreadPool {
  // Made once by the runtime's own lock; what it points to has one of its own.
  nonisolated(unsafe) private static let pool = pattern_pool_start(4)

  static var isThere: Bool { pool != nil }
  static func hold(_ bytes: Int) -> Bool { pool.map { pattern_pool_hold($0, bytes) } ?? false }
}

@inline(never) private func copyOnWrite(_ bytes: Int) -> Bool {
  let first = [UInt8](repeating: 1, count: bytes)
  var second = first
  second[bytes / 2] = 2
  return first[bytes / 2] != second[bytes / 2]
}

/// Each child task holds an array over three suspensions, none of which ends before all tasks have come to it.
private func holdInTasks(_ count: Int, bytes: Int) async -> Bool {
  let meeting = Meeting(of: count)
  return await withTaskGroup(of: Int.self) { group in
    for task in 0..<count {
      group.addTask {
        let held = [UInt8](repeating: 1, count: bytes)
        for _ in 0..<3 {
          await meeting.arrive()
          await Task.yield()
        }
        return Int(held[task])
      }
    }
    return await group.reduce(0, +) == count
  }
}

/// Lets no task on before all have arrived.
private actor Meeting {
  private let parties: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(of parties: Int) { self.parties = parties }

  func arrive() async {
    guard waiting.count + 1 == parties else {
      return await withCheckedContinuation { waiting.append($0) }
    }
    let others = waiting
    waiting = []
    for other in others { other.resume() }
  }
}
