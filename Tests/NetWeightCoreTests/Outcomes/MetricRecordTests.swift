import Foundation
import NetWeightCore
import Testing

@Suite struct SampleStatisticsTests {
  private func read(_ text: String) throws -> SampleStatistics {
    try JSONDecoder().decode(SampleStatistics.self, from: JSONEncoder().encode(text))
  }

  @Test(
    arguments: [
      ([], ""), ([[]], "0|"), ([[], []], "0|;0|"), ([[1, 2]], "1 2"),
      ([[1], [0.5], [-3e-5]], "1;0.5;-3e-05"),
      ([[0, 0, 0, 7]], "4|3:7"), ([[0, 0, 0, 0]], "4|"), ([[0, 0, 1, 1]], "0 0 1 1"), ([[0, 0, 0]], "0 0 0"),
    ] as [([[Double]], String)])
  func `rows are written short and read as they were`(rows: [[Double]], text: String) throws {
    let statistics = SampleStatistics(rows)
    let written = try JSONDecoder().decode(String.self, from: JSONEncoder().encode(statistics))
    #expect(written == text)
    #expect(try read(text) == statistics)
  }

  @Test func `numbers keep nine digits`() throws {
    let rows: [[Double]] = [
      [1.0 / 3, 1e300, -2e-280, 123_456_789, 0.1 + 0.2], [Double(Float(0.1)), 1e15, 2.5e-308, -0.0, 3],
    ]
    let statistics = SampleStatistics(rows)
    #expect(statistics.rows[0] == [0.333333333, 1e300, -2e-280, 123_456_789, 0.3])
    #expect(statistics.rows[1] == [0.100000001, 1e15, 0, 0, 3])
    #expect(try statistics.throughJSON() == statistics)
  }

  @Test(arguments: [
    "99999999999|", "99999999999999999999|", "300001|", "-1|", "|", "3|7:1", "3|-1:1", "3|1", "3|1:", "3|:1",
    "3|1:1:1", "3|1:a", "a b", "1,2", "nan", "inf", "3|1:nan", "1e999", "1 2;x", "∞", "0x|",
  ])
  func `what is no row of numbers is said to be none`(text: String) {
    #expect(throws: DecodingError.self) { try read(text) }
  }

  @Test func `the bad row is quoted`() throws {
    let error = #expect(throws: DecodingError.self) { try read("1 2;3|7:1") }
    guard case .dataCorrupted(let context) = error else {
      Issue.record("\(error as Any)")
      return
    }
    #expect(context.debugDescription == "\"3|7:1\" is not a row of numbers")
  }

  @Test func `many rows together cannot take more memory than one`() {
    let text = [String](repeating: "250000|", count: 100_000).joined(separator: ";")
    #expect(throws: DecodingError.self) { try read(text) }
  }
}

@Suite struct BitStringTests {
  @Test func `any number of bits comes back`() throws {
    var draws = SeededGenerator(seed: 7)
    for count in Array(0..<40) + [1_000, 4_097] {
      let bits = (0..<count).map { _ in draws.uniform() < 0.5 }
      let packed = BitString(bits)
      let read = try packed.throughJSON()
      #expect(read == packed)
      #expect(read.count == count)
      #expect(bits.indices.allSatisfy { read[$0] == bits[$0] })
    }
  }

  @Test(arguments: [
    "", ":", "1", "1:", "1:g", "4:ff", "5:f", "-1:", "99999999999999:f", "a:f", "9:fff:", "1: f",
  ])
  func `a text of other bits than it says is refused`(text: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(BitString.self, from: JSONEncoder().encode(text))
    }
  }

  @Test func `bits beyond the count do not tell two texts apart`() throws {
    let read = try JSONDecoder().decode([BitString].self, from: Data(#"["1:8","1:f"]"#.utf8))
    #expect(read[0] == read[1])
  }
}

@Suite struct BaselineQualityTests {
  @Test func `a record comes back from JSON`() throws {
    let text = #"{"correct":"2:8","slices":{"tail":0.25},"statistics":"1;0.5","value":0.5}"#
    let record = try JSONDecoder().decode(MetricRecord.self, from: Data(text.utf8))
    #expect(record.correct == BitString([true, false]))
    #expect(record.statistics == SampleStatistics([[1], [0.5]]))
    #expect(try record.throughJSON() == record)
    let empty = try JSONDecoder().decode(MetricRecord.self, from: Data(#"{"slices":{}}"#.utf8))
    #expect(empty.answers == nil)
    #expect(try empty.throughJSON() == empty)
  }

  @Test(arguments: [("\"2:c\"", "accuracy", 2), ("\"0:\"", "accuracy", 0)])
  func `as many answers as there are not samples are the trace of a merge by hand`(
    bits: String, name: String, answers: Int
  ) async throws {
    let quality = Baseline.Quality(try await Evaluation(of: ScriptedVariant(), on: .numbered(3)))
    let text = String(decoding: try JSONEncoder().encode(quality), as: UTF8.self)
    let damaged = text.replacing("\"3:e\"", with: bits)
    #expect(damaged != text)
    let error = #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Baseline.Quality.self, from: Data(damaged.utf8))
    }
    guard case .dataCorrupted(let context) = error else {
      Issue.record("\(error as Any)")
      return
    }
    #expect(context.debugDescription == "the \(answers) answers of \(name) are not the 3 of \"samples\"")
  }

  @Test func `an empty set has no accuracy rather than none right`() async throws {
    let evaluation = try await Evaluation(of: ScriptedVariant(), on: .numbered(0))
    #expect(evaluation.metrics["accuracy"]?.value == nil)
    #expect(evaluation.metrics["accuracy"]?.correct?.count == 0)
  }
}
