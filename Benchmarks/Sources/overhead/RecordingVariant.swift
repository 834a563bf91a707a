import CAllocationCount
import Foundation
import NetWeightCore
import Works

/// A short variant that writes down when each call begins and ends, and how much had been allocated. What lies between
/// the end of one call and the beginning of the next is the harness. The timed loop needs no door of its own for this.
///
/// `@unchecked Sendable`: calls never overlap.
final class RecordingVariant: SynchronousLoadedVariant, @unchecked Sendable {
  struct Call {
    var start: UInt64
    var end: UInt64
    /// Blocks allocated on this thread before the call.
    var allocations: UInt64
  }

  private let work = WorkCalls(ComputeWork(), units: RecordingVariant.units, slowUnits: units, seed: 1)
  private let calls: UnsafeMutablePointer<Call>
  private let capacity: Int
  private var count = 0

  /// About 4 µs: long enough that the engine times calls one by one, short enough for many.
  static let units = 2_000

  init(capacity: Int) {
    self.capacity = capacity
    calls = .allocate(capacity: capacity)
    // Written, so that no call pays for a page that nobody has touched yet.
    calls.initialize(repeating: Call(start: 0, end: 0, allocations: 0), count: capacity)
  }

  deinit { calls.deallocate() }

  func predict(_ input: Tensor) throws -> Tensor {
    let allocations = allocation_count_of_thread()
    let start = Clock.nanoseconds()
    try work.call()
    let end = Clock.nanoseconds()
    if count < capacity {
      calls[count] = Call(start: start, end: end, allocations: allocations)
      count += 1
    }
    return input
  }

  func clear() { count = 0 }

  /// From the end of each call to the beginning of the next, in nanoseconds, and blocks allocated meanwhile.
  var gaps: [(nanoseconds: Double, allocations: UInt64)] {
    (1..<max(count, 1)).map {
      (Double(calls[$0].start - calls[$0 - 1].end), calls[$0].allocations - calls[$0 - 1].allocations)
    }
  }
}

/// The clock that the engine reads too.
enum Clock {
  @inline(__always)
  static func nanoseconds() -> UInt64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
  }
}
