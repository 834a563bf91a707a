import Foundation

/// What the process of an isolated case recorded, as Swift Testing writes it: a JSON object a line.
struct EventStream: Sendable {
  /// The first version with warnings.
  static let version = "6.3"

  private(set) var events: [Event] = []

  /// An event, as far as it is of use here.
  struct Event: Decodable, Sendable {
    var kind: String
    var testID: String?
    var messages: [Message]
    var issue: Issue?
    var attachment: Attached?
  }
  struct Message: Decodable, Sendable { var text: String }
  struct Issue: Decodable, Sendable {
    var isFailure: Bool
    var isKnown: Bool
    var severity: String
    var sourceLocation: Location?
  }
  struct Location: Decodable, Sendable {
    var fileID: String
    var filePath: String
    var line: Int
    var column: Int
  }
  struct Attached: Decodable, Sendable {
    var path: String?
    /// Its bytes, which outlive the file.
    var bytes: Data?

    private enum CodingKeys: CodingKey { case path }
  }

  private struct Line: Decodable {
    var kind: String
    var payload: Event?

    private enum CodingKeys: CodingKey { case kind, payload }
    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      kind = try container.decode(String.self, forKey: .kind)
      // Other kinds describe the tests, and have another form.
      if kind == "event" { payload = try container.decode(Event.self, forKey: .payload) }
    }
  }

  /// Reads a stream with the attachments that it names.
  /// - Parameters:
  ///   - file: the stream; a missing one is empty, since a process may die before it writes anything.
  ///   - isWhole: whether the process ended by itself; otherwise its last line may be cut off.
  /// - Throws: ``IsolatedCaseError`` for a line that cannot be understood.
  init(file: URL, isWhole: Bool) throws {
    guard FileManager.default.fileExists(atPath: file.path) else { return }
    let data = try Data(contentsOf: file)
    let lines = data.split(separator: UInt8(ascii: "\n"))
    let decoder = JSONDecoder()
    for (index, line) in lines.enumerated() {
      do {
        guard var event = try decoder.decode(Line.self, from: Data(line)).payload else { continue }
        if let path = event.attachment?.path {
          // Mapped: it may be large, and stays readable after the folder is gone.
          event.attachment?.bytes = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
        }
        events.append(event)
      } catch {
        if !isWhole && index == lines.count - 1 { break }
        throw IsolatedCaseError.unreadable(line: index + 1, reason: "\(error)")
      }
    }
  }

  /// Whether anything was recorded that fails the test.
  var hasFailure: Bool { events.contains { $0.issue?.isFailure == true } }

  /// What Swift Testing says of a test that it skipped; nil when it did not.
  func skipReason(of test: String) -> String? {
    events.first { $0.kind == "testSkipped" && $0.testID == test }.map {
      $0.messages.map(\.text).joined(separator: " ")
    }
  }
}
