import Foundation
import NetWeightCore

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
  let request: ChildRequest

  func runAndExit() async -> Never {
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
    switch AllocationCounter.mode {
    case .counted(let jemalloc): return try await measure(backend: "jemalloc \(jemalloc), allocation hooks")
    case .noHooks(let jemalloc):
      return .notCounting("its version \(jemalloc) has no working allocation hooks (the self-test failed)")
    case .notServing: return .notCounting("another allocator serves malloc")
    case .noJemalloc: return .notCounting("the loader did not take it (another processor, or not a library)")
    }
  }

  private func measure(backend: String) async throws -> ChildResult {
    var stage = ChildStage.preparing
    do {
      try request.write(stage)
      try await variant.prepare()
      stage = .loading
      try request.write(stage)
      let base = Base()
      AllocationCounter.reset()
      let loaded = try await variant.load()
      let loading = base.phase()
      let inputs = try inputs(loaded)
      stage = .running
      try request.write(stage)
      base.restartPeaks()
      for input in inputs { keep(try await loaded.predict(input)) }
      let running = base.phase()
      // To the end, or the optimizer may free the weights after the last prediction has begun.
      return withExtendedLifetime(loaded) {
        .measured(PeakMemory(backend: backend, loading: loading, running: running))
      }
    } catch {
      return .failed(stage: stage, message: "\(error)")
    }
  }

  @inline(never) private func keep(_ output: Tensor) {}
}

/// What was resident before loading.
private struct Base {
  private let resident = ProcessMemory.residentBytes
  private let ownBytes = AllocationCounter.ownBytes
  private let canRestart = ProcessMemory.resetPeak()

  func restartPeaks() {
    AllocationCounter.restart()
    _ = ProcessMemory.resetPeak()
  }

  func phase() -> PeakMemory.Phase {
    let counts = AllocationCounter.read()
    var peakResident: Int?
    if canRestart, let resident, let peak = ProcessMemory.peakResidentBytes {
      // The table of live blocks has grown with the model, but is no part of it.
      peakResident = max(0, peak - resident - (AllocationCounter.ownBytes - ownBytes))
    }
    return PeakMemory.Phase(
      peakRequestedBytes: counts.peak, totalRequestedBytes: counts.total, allocations: counts.allocations,
      retainedBytes: counts.live, peakResidentBytes: peakResident)
  }
}
