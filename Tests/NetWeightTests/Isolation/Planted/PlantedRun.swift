import Foundation
import NetWeight
import Subprocess
import Testing

/// One run of the planted tests in a process of its own, shared by the tests that read its results.
struct PlantedRun {
  static var shared: PlantedRun { get async throws { try await task.value } }
  private static let task = Task { try await PlantedRun() }

  struct Issue: Hashable {
    var symbol: String
    var text: String
    var line: Int?
    /// The line that the text names.
    var lineInText: Int? { text.matches(of: /on line (\d+)/).last.flatMap { Int($0.1) } }
    var textWithoutLine: String { text.replacing(/on line \d+/, with: "on line N") }
  }

  let output: String
  /// What was attached, by name.
  let attachments: [String: Data]
  /// The record of suite `planted`.
  let record: Data
  private let events: [Line.Payload]

  private init() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("netweight-planted-\(UUID().uuidString)")
    let attached = folder.appendingPathComponent("attachments")
    let stream = folder.appendingPathComponent("events.jsonl")
    let log = folder.appendingPathComponent("output.txt")
    try FileManager.default.createDirectory(at: attached, withIntermediateDirectories: true)
    defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
    try Data().write(to: log)
    let file = try FileHandle(forWritingTo: log)
    let arguments =
      TestBinary.arguments(runningOnly: "").dropLast() + [
        "/Planted", "--event-stream-output-path", stream.path, "--event-stream-version", "6.3",
        "--attachments-path", attached.path,
      ]
    _ = try await Subprocess.run(
      .path(.init(try TestBinary.path)), arguments: Arguments(Array(arguments)),
      environment: .inherit.updating([Planted.variable: folder.path]),
      output: .fileDescriptor(.init(rawValue: file.fileDescriptor), closeAfterSpawningProcess: false),
      error: .combinedWithOutput)
    output = try String(contentsOf: log, encoding: .utf8)
    events = try String(contentsOf: stream, encoding: .utf8).split(separator: "\n").compactMap {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8)).payload
    }
    attachments = Dictionary(
      uniqueKeysWithValues: try FileManager.default.contentsOfDirectory(atPath: attached.path).map {
        ($0, try Data(contentsOf: attached.appendingPathComponent($0)))
      })
    record = try Data(contentsOf: folder.appending(path: "Reports/planted.run.json"))
  }

  /// The issues of a planted test, in order.
  func issues(of test: String) -> [Issue] {
    events.filter { $0.kind == "issueRecorded" && $0.isOf(test) }.map { event in
      Issue(
        symbol: event.messages.first?.symbol ?? "", text: event.messages.map(\.text).joined(separator: "\n"),
        line: event.issue?.sourceLocation?.line)
    }
  }

  /// What is said when the test has ended.
  func ending(of test: String) -> String? {
    events.last { $0.kind == "testEnded" && $0.isOf(test) }?.messages.first?.text
  }

  private struct Line: Decodable {
    var payload: Payload?
    private enum CodingKeys: CodingKey { case kind, payload }
    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      guard try container.decode(String.self, forKey: .kind) == "event" else { return }
      payload = try container.decode(Payload.self, forKey: .payload)
    }
    struct Payload: Decodable {
      var kind: String
      var testID: String?
      var messages: [Message]
      var issue: Recorded?
      func isOf(_ test: String) -> Bool { testID?.contains("/\(test)(") == true }
    }
    struct Message: Decodable { var symbol, text: String }
    struct Recorded: Decodable { var sourceLocation: Location? }
    struct Location: Decodable { var line: Int }
  }
}
