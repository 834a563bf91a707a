import Foundation
import NetWeightCore
import Testing

@Suite struct PeakMemoryTests {
  private func phase(_ peak: Int, resident: Int? = 7) -> PeakMemory.Phase {
    PeakMemory.Phase(
      peakRequestedBytes: peak, totalRequestedBytes: peak + 1, allocations: peak + 2, retainedBytes: peak + 3,
      peakResidentBytes: resident)
  }

  @Test func overallPeakIsTheHigherOfBoth() {
    let peak = PeakMemory(backend: "b", loading: phase(10), running: phase(4, resident: 9))
    #expect(peak.peakRequestedBytes == 10)
    #expect(peak.peakResidentBytes == 9)
    let unknown = PeakMemory(backend: "b", loading: phase(1, resident: nil), running: phase(2))
    #expect(unknown.peakResidentBytes == nil)
  }

  @Test func `the median is taken figure by figure, of two the lower`() {
    let runs = [
      PeakMemory(backend: "b", loading: phase(10, resident: 5), running: phase(2, resident: nil)),
      PeakMemory(backend: "b", loading: phase(9, resident: 6), running: phase(3, resident: 8)),
      PeakMemory(backend: "b", loading: phase(700, resident: 7), running: phase(3, resident: 9)),
    ]
    #expect(
      MemoryReadings(runs).median
        == PeakMemory(backend: "b", loading: phase(10, resident: 6), running: phase(3, resident: 8)))
  }

  @Test func `a baseline keeps no count of which no two processes have the same`() {
    func counted(_ allocations: Int) -> PeakMemory {
      var phase = phase(10)
      phase.allocations = allocations
      return PeakMemory(backend: "b", loading: phase, running: phase)
    }
    #expect(MemoryReadings([counted(1), counted(2), counted(3)]).record.running.allocations == nil)
    #expect(MemoryReadings([counted(1), counted(2), counted(3)]).median.running.allocations == 2)
    #expect(MemoryReadings([counted(1), counted(9), counted(1)]).record.running.allocations == 1)
    #expect(MemoryReadings([counted(1)]).record.running.allocations == 1)
    #expect(MemoryReadings([counted(1), counted(2), counted(3)]).record.peakRequestedBytes == 10)
  }

  @Test func `what was not counted is between what was seen and what was resident`() {
    func sampled(_ seen: Int?, _ resident: Int?) -> PeakMemory.Phase {
      PeakMemory.Phase(sampledPeakBytes: seen, peakResidentBytes: resident)
    }
    #expect(phase(10).peak == 10...10)
    #expect(sampled(1_000_000, 2_000_000).peak == 500_000...2_552_000)
    #expect(sampled(nil, 2_000_000).peak == 0...2_552_000)
    #expect(sampled(3_000_000, 2_000_000).peak == 1_500_000...3_000_000)
    #expect(sampled(1, nil).peak == 0.5...Double.infinity)
    #expect(sampled(nil, nil).peak == nil)
    let memory = PeakMemory(backend: "b", loading: sampled(1_000_000, 2_000_000), running: sampled(9, 9))
    #expect(memory.peak == 500_000...2_552_000)
    #expect(memory.peakRequestedBytes == nil)
    #expect(memory.peakText == "500 kB … 2.55 MB")
  }

  @Test func survivesEncoding() throws {
    let peak = PeakMemory(backend: "b", loading: phase(10), running: phase(4, resident: nil))
    #expect(try JSONDecoder().decode(PeakMemory.self, from: JSONEncoder().encode(peak)) == peak)
  }
}
