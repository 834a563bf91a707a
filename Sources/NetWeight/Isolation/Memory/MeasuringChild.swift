import Foundation
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

  /// Whether this task is part of a measurement, in which no other can begin.
  @TaskLocal static var isMeasuring = false

  /// Reads what loading the variant and running it on the inputs costs in memory.
  ///
  /// In the selected child this does not return: the process ends with its result written.
  /// - Parameters:
  ///   - inputs: all are predicted once, the first included, unless the task says otherwise. Asked in the child, of the
  ///     loaded variant: loading it before, to learn its shape, would keep from the figures what a runtime keeps for
  ///     the whole process.
  ///   - task: what is done in each child.
  ///   - key: tells this claim from every other of the same test; a source location does.
  ///   - library: where jemalloc is looked for.
  ///   - method: the only method to read by, as ``MemoryMethod`` names it; nil takes the best that works.
  ///   - limit: how long one child may take, from its start to its end; nil allows what the task usually takes.
  ///   - children: how many children read; at least one.
  /// - Returns: nil in a child that measures another claim: there is nothing to judge then.
  /// - Throws: ``MeasuringChildError``, ``JemallocMissing`` where one was asked for, or CancellationError after the child
  ///   was killed.
  package static func readings(
    of variant: any Variant, inputs: @escaping @Sendable (any LoadedVariant) throws -> [Tensor],
    task: MemoryTask = .onePass, key: String, library: JemallocLibrary = .standard,
    method: String? = ProcessInfo.processInfo.environment[MemoryMethod.variable],
    limit: Duration? = nil, children: Int = 3
  ) async throws -> ChildReadings? {
    if isMeasuring {
      ChildMeasurement.nestedVariant.withLock { $0 = variant.name }
      throw MeasuringChildError.nested(variant: variant.name)
    }
    if let request = ChildRequest.current, request.memoryClaim != nil {
      guard isSelected(key) else { return nil }
      await ChildMeasurement(variant: variant, inputs: inputs, task: task, request: request).runAndExit()
    }
    #if os(Linux) || os(macOS)
      guard let test = Test.current else { throw MeasuringChildError.outsideTest(claim: key) }
      guard let testCase = (Test.Case.current.map { $0.stableIdentity } ?? "") else {
        throw MeasuringChildError.caseUnidentified(test: "\(test.id)")
      }
      if let sanitizer = ProcessMemory.sanitizer { throw MeasuringChildError.sanitizer(sanitizer) }
      let preload = try Preload(library, method: method)
      let run = MemoryRun(
        variant: variant.name, test: "\(test.id)",
        key: ChildRequest.Key(test: "\(test.id)", testCase: testCase, claim: key),
        preload: preload.file, method: method, limit: limit ?? task.limit)
      var readings: [MemoryReading] = []
      for _ in 0..<max(1, children) { readings.append(try await run.measure()) }
      return ChildReadings(each: readings, remark: preload.remark)
    #else
      throw MeasuringChildError.unsupportedPlatform("this system")
    #endif
  }
}

/// What several children read of the same work.
package struct ChildReadings: Sendable {
  /// One reading of each, at least one.
  package let each: [MemoryReading]
  let remark: String?
  /// What it ran on, in words.
  var workload: String?

  /// The figures for a judgment.
  package var memory: MemoryReadings {
    let processes = each.map { reading in
      var memory = reading.memory
      memory.workload = workload
      return memory
    }
    return MemoryReadings(
      processes, timeline: each.last?.timeline,
      remarks: (remark.map { [$0] } ?? []) + (each.last?.refusals ?? []))
  }
}

/// What a measuring child is started with to count allocations by.
private struct Preload {
  /// The library; nil starts it without one.
  let file: String?
  /// Why there is none, for whoever reads figures that another method took.
  let remark: String?

  /// - Throws: ``JemallocMissing`` where one was asked for.
  init(_ library: JemallocLibrary, method: String?) throws(JemallocMissing) {
    #if os(Linux)
      if let method, method != MemoryMethod.allocationHooks.rawValue {
        (file, remark) = (nil, "\(MemoryMethod.variable)=\(method) asks for this method")
        return
      }
      guard !Allocator.isInProgram else {
        (file, remark) = (
          nil, "an allocator is linked into the test binary, beside which jemalloc cannot count"
        )
        return
      }
      do throws(JemallocMissing) {
        (file, remark) = (try library.find(), nil)
      } catch {
        guard !library.isAskedFor else { throw error }
        (file, remark) = (
          nil, "no libjemalloc.so.2 was found; apt-get install libjemalloc-dev, or make setup"
        )
      }
    #else
      (file, remark) = (nil, nil)
    #endif
  }
}
