import Foundation
import NetWeightCore
import Testing

@Suite(.serialized) struct ProcessMemoryTests {
  @Test func peakRemembersWhatWasGivenBack() throws {
    let size = 64 << 20
    let before = try #require(ProcessMemory.residentBytes)
    #expect(before > 1 << 20)
    let block = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 4096)
    memset(block, 1, size)
    block.deallocate()
    #expect(try #require(ProcessMemory.peakResidentBytes) > before + size / 2)
  }

  #if os(Linux)
    @Test func peakStartsOver() throws {
      let size = 64 << 20
      let block = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 4096)
      memset(block, 1, size)
      let high = try #require(ProcessMemory.peakResidentBytes)
      block.deallocate()
      let canReset = ProcessMemory.resetPeak()
      try #require(canReset)
      #expect(try #require(ProcessMemory.peakResidentBytes) < high - size / 2)
    }
  #endif
}
