import Foundation
import NetWeightCore
import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The child's side: measures one variant, writes the result down and ends the process.
struct ChildMeasurement: Sendable {
  let variant: any Variant
  /// What to predict; asked once the variant is loaded, since only then may it say the shape.
  let inputs: @Sendable (any LoadedVariant) throws -> [Tensor]
  let task: MemoryTask
  let request: ChildRequest

  /// Whose memory was asked for inside this measurement. That claim is never judged, so this measurement fails.
  static let nestedVariant = Mutex<String?>(nil)

  func runAndExit() async -> Never {
    // In a task of its own: how deep the test's own calls are nested decides when a task needs another slab of memory,
    // and no figure may hang on that. This one is suspended before the other starts, or it would ask for a slab meanwhile.
    await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in
      MeasuringChild.$isMeasuring.withValue(true) { _ = Task { await measureAndExit() } }
    }
    fatalError("nobody resumes what waits for the end of its process")
  }

  private func measureAndExit() async -> Never {
    do {
      try request.write(await result())
      fflush(nil)
      // Not `exit`: handlers of runtimes may hang or crash, and the rest of the test is nobody's business here.
      _exit(0)
    } catch {
      FileHandle.standardError.write(Data("netweight: the result could not be written: \(error)\n".utf8))
      fflush(nil)
      _exit(74)  // EX_IOERR
    }
  }

  private func result() async throws -> ChildResult {
    var stage = ChildStage.preparing
    do {
      try request.write(stage)
      // Before the runtime is loaded, so that its imports are counted from the start.
      let reader = try MemoryReader.best(environment: ProcessInfo.processInfo.environment)
      try await variant.prepare()
      stage = .loading
      try request.write(stage)
      let phases = try MemoryPhases(reader: reader, files: variant.artefactFiles)
      let loaded = try await variant.load()
      let loading = phases.read()
      // Neither the inputs nor the writing of files are the variant's.
      let inputs = try phases.aside { try self.inputs(loaded) }.prefix(task.mostInputs)
      stage = .running
      try phases.aside { try request.write(stage) }
      phases.restart()
      var retained = RetainedBytes(runs: task, inputs: inputs.count)
      for run in 0..<retained.runs {
        keep(try await loaded.predict(inputs[run % inputs.count]))
        retained.note()
      }
      let running = phases.read()
      guard !AllocationCounter.missesImports else {
        return .notCounting(
          "some libraries call another allocator than \(Allocator.current), or were loaded unseen, and are not counted"
        )
      }
      if let inner = Self.nestedVariant.withLock({ $0 }) { throw MeasuringChildError.nested(variant: inner) }
      // To the end, or the optimizer may free the weights after the last prediction has begun.
      return withExtendedLifetime(loaded) {
        .measured(
          MemoryReading(
            memory: PeakMemory(backend: reader.name, loading: loading.phase, running: running.phase),
            timeline: phases.timeline(loading, running),
            retainedBytes: retained.bytes, residentBytes: retained.resident, refusals: reader.refusals))
      }
    } catch let error as MemoryUnreadable {
      return .notCounting("\(error)")
    } catch {
      return .failed(stage: stage, message: "\(error)")
    }
  }

  @inline(never) private func keep(_ output: Tensor) {}
}
