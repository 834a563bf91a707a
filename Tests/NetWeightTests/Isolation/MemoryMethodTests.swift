import Foundation
import NetWeight
import NetWeightCore
import Testing

/// The chain of methods, each in a process of its own that is told to use it.
@Suite(.measuresMemory) struct MemoryMethodTests {
  private func read(_ variant: TestVariant, by method: MemoryMethod) async throws -> ChildReadings? {
    try await MeasuringChild.readings(
      of: variant, inputs: { _ in oneInput }, key: "claim", method: method.rawValue, children: 1)
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
    guard let reading = try await read(variant, by: method)?.each.first else {
      #expect(MeasuringChild.isChild)
      return
    }
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
    guard let reading = try await read(Self.retainingTouched, by: .residentPages)?.each.first else {
      #expect(MeasuringChild.isChild)
      return
    }
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
    let found = try await MeasuringChild.readings(
      of: retaining(3), inputs: { _ in oneInput }, key: "claim", library: nowhere, children: 1)
    guard let memory = found?.memory else {
      #expect(MeasuringChild.isChild)
      return
    }
    #expect(memory.median.backend == "\(Allocator.current), counted where it is called")
    #expect(
      memory.remarks == [
        "no libjemalloc.so.2 was found; apt-get install libjemalloc-dev, or make setup",
        "jemalloc is not in the process",
      ])
  }

  @Test func `a library that is not jemalloc is passed over, and it is said`() async throws {
    let other = JemallocLibrary(candidates: ["/etc/hostname"], isAskedFor: true)
    let found = try await MeasuringChild.readings(
      of: retaining(3), inputs: { _ in oneInput }, key: "claim", library: other, children: 1)
    guard let memory = found?.memory else {
      #expect(MeasuringChild.isChild)
      return
    }
    #expect(memory.median.backend == "\(Allocator.current), counted where it is called")
    #expect(memory.remarks == ["jemalloc is not in the process"])
  }

  @Test func `what a set of inputs takes is not the variant's`() async throws {
    let inputs = { @Sendable (_: any LoadedVariant) throws -> [Tensor] in
      try (0..<4).map { _ in try Tensor(shape: [1 << 20], scalars: [Float](repeating: 0, count: 1 << 20)) }
    }
    let found = try await MeasuringChild.readings(of: retaining(1), inputs: inputs, key: "claim", children: 1)
    guard let memory = found?.memory.median else {
      #expect(MeasuringChild.isChild)
      return
    }
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
    let found = try await MeasuringChild.readings(
      of: variant, inputs: { _ in oneInput }, key: "claim", children: 1)
    guard let memory = found?.memory.median else {
      #expect(MeasuringChild.isChild)
      return
    }
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
    let found = try await MeasuringChild.readings(
      of: variant, inputs: { _ in oneInput }, key: "claim", children: 1)
    guard let timeline = found?.memory.timeline else {
      #expect(MeasuringChild.isChild)
      return
    }
    let high = timeline.loading.highestBytes.filter { $0 > 16 * mebibyte }
    // Two where a look came in its midst.
    #expect((1...2).contains(high.count))
    #expect((try #require(high.max()) - 32 * mebibyte).magnitude < 65536)
    #expect(timeline.loading.nanoseconds >= 40_000_000)
    #expect(!timeline.running.highestBytes.isEmpty)
  }
}
