import Foundation
public import NetWeightCore

/// Where and how figures were measured. Every output starts with it, since a figure without it cannot be repeated.
public struct Conditions: Codable, Sendable {
  /// The machine.
  public let machine: Machine
  /// Where its random choices start. NetWeight's own coin flips have a system generator and no seed.
  public let seed: UInt64
  /// Running processes on average over the last minute before the start; well under 1 on a quiet machine.
  public let loadBefore: Double?
  /// The command as typed, without the folder of the executable.
  public let command: String
  /// Whether it was built with optimization.
  public let isRelease: Bool

  /// Describes this run.
  /// - Parameter command: what repeats it; nil for the arguments of this process, run by `swift run`.
  public init(seed: UInt64, command: String? = nil) {
    machine = .current
    self.seed = seed
    let averages = try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)
    loadBefore = averages?.split(separator: " ").first.flatMap { Double($0) }
    let name = URL(filePath: CommandLine.arguments[0]).lastPathComponent
    self.command =
      command ?? (["swift run -c release", name] + CommandLine.arguments.dropFirst()).joined(separator: " ")
    #if DEBUG
      isRelease = false
    #else
      isRelease = true
    #endif
  }

  /// Lines for the head of a table.
  public var text: String {
    var parts = ["measured on \(machine)", "seed \(seed)"]
    if let loadBefore { parts.append("load average before the start \(loadBefore)") }
    if !isRelease { parts.append("**debug build: these figures mean nothing**") }
    return parts.joined(separator: "; ") + "\n`\(command)`"
  }
}

/// Results as JSON: sorted keys, so that two runs can be compared line by line.
public func prettyJSON(_ value: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  encoder.nonConformingFloatEncodingStrategy = .convertToString(
    positiveInfinity: "infinity", negativeInfinity: "-infinity", nan: "nan")
  return String(decoding: try encoder.encode(value), as: UTF8.self)
}
