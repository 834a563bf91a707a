import Foundation
import NetWeight
import NetWeightCore
import Synchronization
import Testing

/// A variant that does one known thing to memory while loading or predicting.
struct TestVariant: Variant {
  var name = "double"
  var numericFormat: NumericFormat { .fp32 }
  var runtime: RuntimeIdentity { RuntimeIdentity(name: "test double", version: "1") }
  var artefactFiles: [URL] = []
  var prepares: @Sendable () throws -> Void = {}
  var predicts: @Sendable () throws -> Void = {}
  /// Returns what stays allocated while the variant is loaded.
  var loads: @Sendable () throws -> [Block] = { [] }
  /// The same where loading suspends; it comes first.
  var asyncLoads: @Sendable () async throws -> [Block] = { [] }

  func prepare() async throws { try prepares() }
  func load() async throws -> any LoadedVariant {
    let waited = try await asyncLoads()
    return Loaded(blocks: waited + (try loads()), predicts: predicts)
  }

  final class Loaded: LoadedVariant {
    let blocks: [Block]
    let predicts: @Sendable () throws -> Void
    init(blocks: [Block], predicts: @escaping @Sendable () throws -> Void) {
      self.blocks = blocks
      self.predicts = predicts
    }
    deinit { for block in blocks { block.free() } }
    func predict(_ input: Tensor) async throws -> Tensor {
      try predicts()
      return input
    }
  }
}

/// Memory from malloc that crosses threads.
struct Block: @unchecked Sendable {
  let address: UnsafeMutableRawPointer

  /// Asks malloc, in a way that the optimizer cannot remove together with the matching free.
  @inline(never) init(bytes: Int) {
    address = malloc(bytes)!
    lastAddress.store(UInt(bitPattern: address), ordering: .relaxed)
  }
  init(address: UnsafeMutableRawPointer) {
    self.address = address
    lastAddress.store(UInt(bitPattern: address), ordering: .relaxed)
  }
  func free() { Foundation.free(address) }
}

private let lastAddress = Atomic<UInt>(0)

let mebibyte = 1 << 20
let oneInput = [Tensor(vector: [1])]

extension Trait where Self == ConditionTrait {
  /// Where peak memory can be read at all. A missing jemalloc is no reason to skip: that must be seen.
  static var measuresMemory: Self {
    #if os(Linux)
      .enabled(if: true)
    #else
      .disabled("peak memory is read on Linux only")
    #endif
  }
}

extension MeasuringChild {
  /// The counted figures of inputs that are known before.
  static func peakMemory(
    of variant: any Variant, inputs: [Tensor], key: String, library: JemallocLibrary = .standard,
    limit: Duration = .seconds(60), children: Int = 3
  ) async throws -> CountedMemory? {
    let found = try await readings(
      of: variant, inputs: { _ in inputs }, key: key, library: library, limit: limit, children: children)
    return try (found?.memory.median).map(CountedMemory.init)
  }
}

/// A reading of counted blocks.
struct CountedMemory {
  let loading, running: CountedPhase
  let peakRequestedBytes: Int
  let backend: String

  init(_ memory: PeakMemory) throws {
    loading = try CountedPhase(memory.loading)
    running = try CountedPhase(memory.running)
    peakRequestedBytes = try #require(memory.peakRequestedBytes)
    backend = memory.backend
  }
}

/// One phase of it.
struct CountedPhase {
  let peakRequestedBytes, totalRequestedBytes, allocations, retainedBytes: Int
  let peakResidentBytes: Int?

  init(_ phase: PeakMemory.Phase) throws {
    peakRequestedBytes = try #require(phase.peakRequestedBytes)
    totalRequestedBytes = try #require(phase.totalRequestedBytes)
    allocations = try #require(phase.allocations)
    retainedBytes = try #require(phase.retainedBytes)
    peakResidentBytes = phase.peakResidentBytes
  }
}
