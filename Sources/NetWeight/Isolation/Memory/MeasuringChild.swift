package import NetWeightCore
import Testing

/// Reads the memory of one variant in a process of its own: this test binary, run again for the one test that
/// is running, with jemalloc preloaded.
///
/// Not in this process: neighbours put every process-wide figure off by what they allocate (±112 MB seen).
/// Not by a helper tool: it would have to be told how to build the variant, which only the test's code knows.
package enum MeasuringChild {
  /// Whether this process was started to measure. Every check but the selected one then returns at once and
  /// records nothing.
  package static var isChild: Bool { ChildRequest.current?.memoryClaim != nil }

  /// Whether this process was started to measure the claim with this key of the running test and case.
  package static func isSelected(_ key: String) -> Bool {
    guard let wanted = ChildRequest.current?.memoryClaim, let test = Test.current else { return false }
    guard let testCase = (Test.Case.current.map { $0.stableIdentity } ?? "") else { return false }
    return wanted == ChildRequest.Key(test: "\(test.id)", testCase: testCase, claim: key)
  }

  /// Reads what loading the variant and running it on the inputs costs in memory.
  ///
  /// In the selected child this does not return: the process ends with its result written.
  /// - Parameters:
  ///   - inputs: all are predicted once, the first included. Asked in the child, of the loaded variant: loading it
  ///     before, to learn its shape, would keep from the figures what a runtime keeps for the whole process.
  ///   - key: tells this claim from every other of the same test; a source location does.
  ///   - library: where jemalloc is looked for.
  ///   - limit: how long one child may take, from its start to its end.
  ///   - children: over how many children the least of each figure is taken; at least one.
  /// - Returns: nil in a child that measures another claim: there is nothing to judge then.
  /// - Throws: ``MeasuringChildError``, ``JemallocMissing``, or CancellationError after the child was killed.
  package static func peakMemory(
    of variant: any Variant, inputs: @escaping @Sendable (any LoadedVariant) throws -> [Tensor], key: String,
    library: JemallocLibrary = .standard,
    limit: Duration = .seconds(60), children: Int = 3
  ) async throws -> PeakMemory? {
    if let request = ChildRequest.current, request.memoryClaim != nil {
      guard isSelected(key) else { return nil }
      await ChildMeasurement(variant: variant, inputs: inputs, request: request).runAndExit()
    }
    #if os(Linux)
      guard let test = Test.current else { throw MeasuringChildError.outsideTest(claim: key) }
      guard let testCase = (Test.Case.current.map { $0.stableIdentity } ?? "") else {
        throw MeasuringChildError.caseUnidentified(test: "\(test.id)")
      }
      if let sanitizer = ProcessMemory.sanitizer { throw MeasuringChildError.sanitizer(sanitizer) }
      let run = MemoryRun(
        variant: variant.name, test: "\(test.id)",
        key: ChildRequest.Key(test: "\(test.id)", testCase: testCase, claim: key),
        library: try library.find(), limit: limit)
      var readings: [PeakMemory] = []
      for _ in 0..<max(1, children) { readings.append(try await run.measure()) }
      return .least(of: readings)
    #elseif os(macOS)
      throw MeasuringChildError.unsupportedPlatform("macOS")
    #else
      throw MeasuringChildError.unsupportedPlatform("this system")
    #endif
  }

  /// As the other, with inputs that are known before.
  package static func peakMemory(
    of variant: any Variant, inputs: [Tensor], key: String, library: JemallocLibrary = .standard,
    limit: Duration = .seconds(60), children: Int = 3
  ) async throws -> PeakMemory? {
    try await peakMemory(
      of: variant, inputs: { _ in inputs }, key: key, library: library, limit: limit, children: children)
  }
}
