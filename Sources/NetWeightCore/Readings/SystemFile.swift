import Foundation

/// What Linux says of itself in files.
enum SystemFile {
  /// nil where the system has no such file, which is how it says that it has no such figure.
  static func contents(of path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }

  /// Of a file with one value.
  static func value(in path: String) -> String? {
    contents(of: path)?.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// The first value of a key of `/proc/cpuinfo`; nil also where some containers do not have the file.
  static func processorInformation(_ key: String) -> String? {
    guard let text = contents(of: "/proc/cpuinfo") else { return nil }
    return text.split(separator: "\n").first { $0.hasPrefix(key) }?.split(separator: ":").last
      .map { $0.trimmingCharacters(in: .whitespaces) }
  }
}
