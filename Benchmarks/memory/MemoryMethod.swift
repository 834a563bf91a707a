import Foundation

/// The method of reading that this run is for.
enum MemoryMethod: String, Codable {
  /// The first of the chain that works here.
  case standard
  case hooks, imports, sampled, resident

  /// The variable by which NetWeight, too, is told to use one method and no other.
  private static let variable = "NETWEIGHT_MEMORY_METHOD"

  static var asked: MemoryMethod {
    get throws {
      guard let name = ProcessInfo.processInfo.environment[variable], !name.isEmpty else { return .standard }
      guard let method = MemoryMethod(rawValue: name) else { throw UnknownMethod(name: name) }
      return method
    }
  }

  /// Whether it counts every call: then errors over the limit are failures. The others miss what they miss.
  var isExact: Bool { self != .sampled && self != .resident }

  /// Where in README.md its table is.
  var place: String { self == .standard ? "memory" : "memory-\(rawValue)" }

  struct UnknownMethod: Error, CustomStringConvertible {
    let name: String
    var description: String {
      "\(MemoryMethod.variable) is '\(name)'; expected hooks, imports, sampled or resident"
    }
  }
}
