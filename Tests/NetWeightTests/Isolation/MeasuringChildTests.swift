import Foundation
import NetWeight
import NetWeightCore
import Testing

@Suite(.measuresMemory) struct MeasuringChildTests {
  @Test func twoClaimsOfOneTestAreMeasuredApart() async throws {
    let small = try await MeasuringChild.peakMemory(of: retaining(1), inputs: oneInput, key: "small")
    let large = try await MeasuringChild.peakMemory(of: retaining(5), inputs: oneInput, key: "large")
    // In the child of the second claim the first is nil, and the second does not return.
    if MeasuringChild.isChild { return }
    #expect(try #require(small).loading.retainedBytes / mebibyte == 1)
    #expect(try #require(large).loading.retainedBytes / mebibyte == 5)
  }

  @Test(arguments: [2, 3, 4])
  func eachCaseIsMeasuredByItself(mebibytes: Int) async throws {
    guard
      let peak = try await MeasuringChild.peakMemory(
        of: retaining(mebibytes), inputs: oneInput, key: "claim", children: 1)
    else { return }
    #expect(peak.loading.retainedBytes / mebibyte == mebibytes)
  }

  enum Size: CaseIterable { case one, two }

  @Test(arguments: Size.allCases, ["a", "b"])
  func argumentsThatAreNotEncodable(size: Size, text: String) async throws {
    let mebibytes = (size == .one ? 1 : 2) + (text == "a" ? 10 : 20)
    guard
      let peak = try await MeasuringChild.peakMemory(
        of: retaining(mebibytes), inputs: oneInput, key: "claim", children: 1)
    else { return }
    #expect(peak.loading.retainedBytes / mebibyte == mebibytes)
  }

  @Test func `a name with spaces, (brackets) and a + sign`() async throws {
    let peak = try await MeasuringChild.peakMemory(
      of: retaining(1), inputs: oneInput, key: "claim", children: 1)
    #expect(try #require(peak).loading.retainedBytes / mebibyte == 1)
  }

  @Test func equalWorkGivesEqualFigures() async throws {
    let first = try await MeasuringChild.peakMemory(of: retaining(1), inputs: oneInput, key: "first")
    let second = try await MeasuringChild.peakMemory(of: retaining(1), inputs: oneInput, key: "second")
    if MeasuringChild.isChild { return }
    #expect(first?.peakRequestedBytes == second?.peakRequestedBytes)
    #expect(first?.loading.allocations == second?.loading.allocations)
  }

  @Test(.timeLimit(.minutes(5))) func sixteenAtTheSameTime() async throws {
    try await withThrowingTaskGroup(of: CountedMemory?.self) { group in
      for index in 0..<16 {
        group.addTask {
          try await MeasuringChild.peakMemory(
            of: retaining(1 + index), inputs: oneInput, key: "\(index)", children: 1)
        }
      }
      var sizes: Set<Int> = []
      for try await peak in group {
        if let peak { sizes.insert(peak.loading.retainedBytes / mebibyte) }
      }
      if MeasuringChild.isChild { return }
      #expect(sizes == Set(1...16))
    }
  }
}

func retaining(_ mebibytes: Int) -> TestVariant {
  TestVariant(loads: { [Block(bytes: mebibytes * mebibyte)] })
}
