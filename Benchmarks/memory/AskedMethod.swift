import Foundation
import NetWeightCore

/// The method of reading that this run is for.
struct AskedMethod {
  /// nil for the first of the chain that works here.
  let method: MemoryMethod?

  /// By which NetWeight, too, is told to use one method and no other.
  static let variable = "NETWEIGHT_MEMORY_METHOD"

  init() throws {
    let name = ProcessInfo.processInfo.environment[Self.variable] ?? ""
    method = name.isEmpty ? nil : MemoryMethod(rawValue: name)
    guard name.isEmpty || method != nil else { throw UnknownMethod(name: name) }
  }

  /// Whether it counts every block: then errors over the limit are failures. The others miss what they miss. The first of
  /// the chain has to be one that counts.
  var isExact: Bool { method?.isExact ?? true }

  /// Where in README.md its table is.
  var place: String { method.map { "memory-\($0.rawValue)" } ?? "memory" }

  struct UnknownMethod: Error, CustomStringConvertible {
    let name: String
    var description: String {
      let known = MemoryMethod.allCases.map(\.rawValue).joined(separator: ", ")
      return "\(AskedMethod.variable) is '\(name)'; expected one of \(known)"
    }
  }
}
