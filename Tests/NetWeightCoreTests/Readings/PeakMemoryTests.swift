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

  @Test func leastIsTakenFigureByFigure() {
    let runs = [
      PeakMemory(backend: "b", loading: phase(10, resident: 5), running: phase(2, resident: nil)),
      PeakMemory(backend: "b", loading: phase(9, resident: 6), running: phase(3, resident: 8)),
    ]
    #expect(
      PeakMemory.least(of: runs)
        == PeakMemory(backend: "b", loading: phase(9, resident: 5), running: phase(2, resident: 8)))
  }

  @Test func survivesEncoding() throws {
    let peak = PeakMemory(backend: "b", loading: phase(10), running: phase(4, resident: nil))
    #expect(try JSONDecoder().decode(PeakMemory.self, from: JSONEncoder().encode(peak)) == peak)
  }
}
