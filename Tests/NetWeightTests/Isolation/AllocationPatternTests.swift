import Foundation
import NetWeight
import NetWeightCore
import Testing

/// Each pattern's true peak is known; all of these but the first two fool at least one other way of reading.
@Suite(.measuresMemory) struct AllocationPatternTests {
  @Test func spikeThatIsNeverTouched() async throws {
    let variant = TestVariant(loads: {
      Block(bytes: 32 * mebibyte).free()
      return []
    })
    let loading = try await loadingPhase(of: variant)
    #expect(loading.peakRequestedBytes - 32 * mebibyte == tolerance)
    #expect(loading.retainedBytes == tolerance)
  }

  @Test func whatLoadingRetainsCountsWhileRunning() async throws {
    let variant = TestVariant(
      predicts: { Block(bytes: 4 * mebibyte).free() },
      loads: {
        Block(bytes: 8 * mebibyte).free()
        return [Block(bytes: 6 * mebibyte)]
      })
    let peak = try await #require(
      MeasuringChild.peakMemory(of: variant, inputs: oneInput + oneInput, key: "claim"))
    let (loading, running) = (peak.loading, peak.running)
    #expect(loading.peakRequestedBytes - 8 * mebibyte == tolerance)
    #expect(loading.retainedBytes - 6 * mebibyte == tolerance)
    #expect(running.peakRequestedBytes - 10 * mebibyte == tolerance)
    #expect(running.totalRequestedBytes - 8 * mebibyte == tolerance)
    #expect(peak.peakRequestedBytes == peak.running.peakRequestedBytes)
    #expect(peak.backend.hasPrefix("jemalloc 5."))
  }

  @Test func manySmallObjects() async throws {
    let count = 200_000
    let slotBytes = count * MemoryLayout<UnsafeMutableRawPointer?>.stride
    let variant = TestVariant(loads: {
      // By hand: in a debug build the language would ask for as much again.
      let slots = Block(bytes: slotBytes)
      let pointers = slots.address.bindMemory(to: UnsafeMutableRawPointer?.self, capacity: count)
      for index in 0..<count { pointers[index] = malloc(64) }
      return [slots]
    })
    let loading = try await loadingPhase(of: variant)
    #expect(loading.peakRequestedBytes - count * 64 - slotBytes == tolerance)
    #expect(loading.retainedBytes - count * 64 - slotBytes == tolerance)
    #expect(loading.allocations > count)
    #expect(loading.allocations < count + 100)
    // The table that counts them has grown to as much again, and is not reported as the model's.
    #expect(try #require(loading.peakResidentBytes) < 2 * (count * 64 + slotBytes))
  }

  @Test func preparationDoesNotCount() async throws {
    let variant = TestVariant(prepares: { _ = Block(bytes: 64 * mebibyte) }, loads: { [] })
    #expect(try await loadingPhase(of: variant).peakRequestedBytes == tolerance)
  }

  @Test func blocksOfOtherThreadsFreedElsewhere() async throws {
    let variant = TestVariant(loads: {
      let blocks = onThreads(4) { _ in Block(bytes: 8 * mebibyte) }
      _ = onThreads(4) { index in
        blocks[index].free()
        return blocks[index]
      }
      return []
    })
    let loading = try await loadingPhase(of: variant)
    #expect(loading.peakRequestedBytes - 32 * mebibyte == tolerance)
    #expect(loading.retainedBytes == tolerance)
  }

  @Test func reallocationCountsAsGrowingInPlace() async throws {
    let variant = TestVariant(loads: {
      var block = Block(bytes: 4096)
      var size = 4096
      while size < 64 * mebibyte {
        size *= 2
        block = Block(address: realloc(block.address, size)!)
      }
      block = Block(address: realloc(block.address, 64)!)
      return [block]
    })
    let loading = try await loadingPhase(of: variant)
    #expect(loading.peakRequestedBytes - 64 * mebibyte == tolerance)
    #expect(loading.totalRequestedBytes - 64 * mebibyte == tolerance)
    #expect(loading.retainedBytes == tolerance)
  }

  @Test func clearedAlignedAndSwiftMemory() async throws {
    let variant = TestVariant(loads: {
      var aligned: UnsafeMutableRawPointer?
      guard posix_memalign(&aligned, 4096, 3 * mebibyte) == 0 else { throw CocoaError(.fileReadUnknown) }
      let cleared = Block(address: calloc(1024, 1024)!)
      let array = [UInt8](repeating: 7, count: 2 * mebibyte)
      let copied = Block(bytes: mebibyte)
      array.withUnsafeBytes { copied.address.copyMemory(from: $0.baseAddress!, byteCount: mebibyte) }
      return withExtendedLifetime(array) { [Block(address: aligned!), cleared, copied] }
    })
    let loading = try await loadingPhase(of: variant)
    #expect(loading.peakRequestedBytes - 7 * mebibyte == tolerance)
    #expect(loading.retainedBytes - 5 * mebibyte == tolerance)
  }

  @Test func residentMemorySeesTouchedPages() async throws {
    let variant = TestVariant(loads: {
      let block = Block(bytes: 32 * mebibyte)
      memset(block.address, 1, 32 * mebibyte)
      return [block]
    })
    let resident = try #require(try await loadingPhase(of: variant).peakResidentBytes)
    #expect(resident > 30 * mebibyte)
    #expect(resident < 38 * mebibyte)
  }

  private func loadingPhase(of variant: TestVariant) async throws -> CountedPhase {
    try await #require(MeasuringChild.peakMemory(of: variant, inputs: oneInput, key: "claim")).loading
  }
}

/// What the language and the thread library ask for besides the pattern.
private let tolerance = Within(bytes: 64 * 1024)

private struct Within: CustomStringConvertible {
  let bytes: Int
  var description: String { "at most \(bytes) bytes off" }
  static func == (difference: Int, tolerance: Within) -> Bool { abs(difference) <= tolerance.bytes }
}

/// Runs the work on threads that all have ended on return.
private func onThreads(_ count: Int, _ work: @escaping @Sendable (Int) -> Block) -> [Block] {
  let results = Results()
  let group = DispatchGroup()
  for index in 0..<count {
    group.enter()
    Thread.detachNewThread {
      results.set(work(index), at: index)
      group.leave()
    }
  }
  group.wait()
  return results.sorted()
}

private final class Results: @unchecked Sendable {
  private let lock = NSLock()
  private var blocks: [Int: Block] = [:]
  func set(_ block: Block, at index: Int) { lock.withLock { blocks[index] = block } }
  func sorted() -> [Block] { lock.withLock { blocks.sorted { $0.key < $1.key }.map(\.value) } }
}
