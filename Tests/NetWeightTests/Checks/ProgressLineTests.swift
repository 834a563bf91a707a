import NetWeight
import Synchronization
import Testing

@Suite struct ProgressLineTests {
  private func written(isTerminal: Bool, seconds: [Double]) -> [String] {
    let log = Log()
    let line = ProgressLine(subject: "int8 against fp32", isTerminal: isTerminal) { log.add($0) }
    for second in seconds {
      line.show(LatencyProgress(pairs: Int(second) * 10, seconds: second, budget: 120))
    }
    return log.lines
  }

  @Test func `a terminal's line is written over each second`() {
    #expect(
      written(isTerminal: true, seconds: [1.2, 2.3]) == [
        "\r\u{1B}[Knetweight: timing int8 against fp32, 10 pairs, 1 of at most 120 s\r",
        "\r\u{1B}[Knetweight: timing int8 against fp32, 20 pairs, 2 of at most 120 s\r",
      ])
  }

  @Test func `a log has a heartbeat every 30 seconds`() {
    #expect(
      written(isTerminal: false, seconds: [1, 29, 30, 31, 59, 60, 61]) == [
        "netweight: timing int8 against fp32, 300 pairs, 30 of at most 120 s\n",
        "netweight: timing int8 against fp32, 600 pairs, 60 of at most 120 s\n",
      ])
  }
}

private final class Log: Sendable {
  private let text = Mutex<[String]>([])
  var lines: [String] { text.withLock { $0 } }
  func add(_ line: String) { text.withLock { $0.append(line) } }
}
