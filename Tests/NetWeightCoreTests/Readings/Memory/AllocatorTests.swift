import Foundation
import NetWeightCore
import Testing

@Suite struct AllocatorTests {
  @Test(.enabled(if: ProcessInfo.processInfo.environment["LD_PRELOAD"] == nil))
  func `the allocator of this process is told`() {
    #if canImport(Glibc)
      #expect("\(Allocator.current)".wholeMatch(of: #/glibc 2\.[0-9]+/#) != nil, "\(Allocator.current)")
    #else
      #expect(!"\(Allocator.current)".isEmpty)
    #endif
  }
}
