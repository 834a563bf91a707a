import Foundation
import NetWeight
import NetWeightCore
import Testing

/// The chain of methods, each in a process of its own that is told to use it.
@Suite(.measuresMemory) struct MemoryMethodTests {
  /// One child's reading; nil only in a child that was started for another.
  private func read(
    _ variant: TestVariant, by method: MemoryMethod? = nil, library: JemallocLibrary = .standard,
    inputs: @escaping @Sendable (any LoadedVariant) throws -> [Tensor] = { _ in oneInput },
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> ChildReadings? {
    let asked = method?.rawValue ?? ProcessInfo.processInfo.environment[MemoryMethod.variable]
    let found = try await MeasuringChild.readings(
      of: variant, inputs: inputs, key: "claim", library: library, method: asked, children: 1)
    #expect(found != nil || MeasuringChild.isChild, sourceLocation: sourceLocation)
    return found
  }

  private static let retainingTouched = TestVariant(loads: {
    let block = Block(bytes: 32 * mebibyte)
    memset(block.address, 1, 32 * mebibyte)
    return [block]
  })

  @Test(arguments: [MemoryMethod.allocationHooks, .importedFunctions])
  func `counted blocks are exact`(method: MemoryMethod) async throws {
    let variant = TestVariant(loads: {
      Block(bytes: 48 * mebibyte).free()
      return [Block(bytes: 32 * mebibyte)]
    })
    guard let reading = try await read(variant, by: method)?.each.first else { return }
    let loading = try CountedPhase(reading.memory.loading)
    #expect((loading.peakRequestedBytes - 48 * mebibyte).magnitude < 65536)
    #expect((loading.retainedBytes - 32 * mebibyte).magnitude < 65536)
    #expect(reading.refusals == [])
  }

  @Test func `statistics give a lower bound, and resident pages an upper one`() async throws {
    guard let reading = try await read(Self.retainingTouched, by: .sampledStatistics)?.each.first else {
      return
    }
    let memory = reading.memory
    #expect(memory.peakRequestedBytes == nil)
    let seen = try #require(memory.loading.sampledPeakBytes)
    #expect((seen - 32 * mebibyte).magnitude < mebibyte)
    let peak = try #require(memory.peak)
    #expect(peak.lowerBound < Double(33 * mebibyte))
    #expect(peak.upperBound > Double(32 * mebibyte))
    #expect(memory.backend.hasPrefix("statistics of "))
    #expect(memory.backend.hasSuffix(", read every 100 µs"))
  }

  @Test func `resident pages alone have no lower bound`() async throws {
    guard let reading = try await read(Self.retainingTouched, by: .residentPages)?.each.first else { return }
    let peak = try #require(reading.memory.peak)
    #expect(peak.lowerBound == 0)
    #expect(peak.upperBound > Double(32 * mebibyte))
    #expect(reading.memory.loading.sampledPeakBytes == nil)
  }

  @Test func `a method that does not exist reads nothing`() async {
    let error = await #expect(throws: MeasuringChildError.self) {
      try await MeasuringChild.readings(
        of: retaining(1), inputs: { _ in oneInput }, key: "claim", method: "guess", children: 1)
    }
    #expect(
      error
        == .notCounting(
          reason: "NETWEIGHT_MEMORY_METHOD is 'guess', which is none of hooks, imports, sampled, resident"))
  }

  @Test func `without jemalloc calls are counted where they are made, and it is said`() async throws {
    let nowhere = JemallocLibrary(candidates: ["/nowhere/libjemalloc.so.2"])
    guard let memory = try await read(retaining(3), library: nowhere)?.memory else { return }
    #expect(memory.median.backend == "\(Allocator.current), counted where it is called")
    #expect(
      memory.remarks == [
        "no libjemalloc.so.2 was found; apt-get install libjemalloc-dev, or make setup",
        "jemalloc is not in the process",
      ])
  }

  @Test func `a library that is not jemalloc is passed over, and it is said`() async throws {
    let other = JemallocLibrary(candidates: ["/etc/hostname"], isAskedFor: true)
    guard let memory = try await read(retaining(3), library: other)?.memory else { return }
    #expect(memory.median.backend == "\(Allocator.current), counted where it is called")
    #expect(memory.remarks == ["jemalloc is not in the process"])
  }

  @Test func `what a set of inputs takes is not the variant's`() async throws {
    let inputs = { @Sendable (_: any LoadedVariant) throws -> [Tensor] in
      try (0..<4).map { _ in try Tensor(shape: [1 << 20], scalars: [Float](repeating: 0, count: 1 << 20)) }
    }
    guard let memory = try await read(retaining(1), inputs: inputs)?.memory.median else { return }
    #expect(try CountedPhase(memory.running).peakRequestedBytes < 2 * mebibyte)
  }

  @Test func `mapped files are told apart`() async throws {
    let path = #filePath
    let bytes = try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
    let variant = TestVariant(
      artefactFiles: [URL(filePath: path)],
      loads: {
        let descriptor = open(path, O_RDONLY)
        defer { close(descriptor) }
        _ = mmap(nil, bytes, PROT_READ, MAP_PRIVATE, descriptor, 0)
        return []
      })
    guard let memory = try await read(variant)?.memory.median else { return }
    let page = Int(getpagesize())
    let mapped = (bytes + page - 1) / page * page
    #expect(memory.loading.mappedWeightBytes == mapped)
    #expect(memory.running.mappedWeightBytes == mapped)
    #expect(try CountedPhase(memory.loading).peakRequestedBytes < 65536)
  }

  @Test func `a spike of 100 µs is in the picture`() async throws {
    let variant = TestVariant(loads: {
      usleep(20_000)
      Block(bytes: 32 * mebibyte).free()
      usleep(20_000)
      return []
    })
    guard let timeline = try await read(variant)?.memory.timeline else { return }
    let high = timeline.loading.highestBytes.filter { $0 > 16 * mebibyte }
    // Two where a look came in its midst.
    #expect((1...2).contains(high.count))
    #expect((try #require(high.max()) - 32 * mebibyte).magnitude < 65536)
    #expect(timeline.loading.nanoseconds >= 40_000_000)
    #expect(!timeline.running.highestBytes.isEmpty)
  }
}
