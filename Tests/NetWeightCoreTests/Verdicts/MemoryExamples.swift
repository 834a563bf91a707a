import NetWeightCore

extension PeakMemory {
  /// Counted figures, each phase with twelve allocations of as many bytes as its peak.
  static func counted(loading: Int, running: Int, kept: Int) -> PeakMemory {
    func phase(_ peak: Int) -> Phase {
      Phase(peakRequestedBytes: peak, totalRequestedBytes: peak, allocations: 12, retainedBytes: kept)
    }
    return PeakMemory(
      backend: "jemalloc 5.3.0, allocation hooks", loading: phase(loading), running: phase(running))
  }

  /// What statistics and pages say.
  static func sampled(seen: Int?, resident: Int?) -> PeakMemory {
    let phase = Phase(retainedBytes: seen, sampledPeakBytes: seen, peakResidentBytes: resident)
    return PeakMemory(
      backend: "statistics of glibc 2.36, read every 100 µs", loading: phase, running: phase)
  }
}

extension MemoryReadings {
  /// The same in each of three processes.
  static func same(_ memory: PeakMemory) -> MemoryReadings { MemoryReadings([memory, memory, memory]) }
}
