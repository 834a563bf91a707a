package import Foundation

/// What ONNX Runtime's profiler wrote of one session: which kernels were called, in what order, on what, and how long.
package struct SessionProfile: Sendable {
  /// One node and all its calls.
  package struct Node: Sendable {
    /// The name that the runtime gave it.
    package let name: String
    package let operatorType: String
    package let provider: String
    /// The inputs and outputs of the first call; optional inputs that are not given are left out.
    package let inputs: [TypedShape]
    package let outputs: [TypedShape]
    /// Bytes of the inputs that are constants of the session.
    package let constantBytes: Double
    /// How long each call took, in microseconds.
    package fileprivate(set) var durations: [Double]
  }

  /// The nodes in the order in which they were called first.
  package let nodes: [Node]
  /// How often the session was run.
  package let runs: Int

  /// Reads a profile.
  /// - Parameter name: for messages: `the profile of 'int8'`.
  /// - Throws: ``ProfileError`` when it is damaged, or tells of no kernel.
  package init(_ data: Data, name: String) throws(ProfileError) {
    let events: [ProfileEvent]
    do {
      events = try JSONDecoder().decode([ProfileEvent].self, from: data)
    } catch {
      throw ProfileError(
        name, Self.problem(error, in: data),
        next: "run again; this profile was not written to its end, or changed since")
    }
    var nodes: [Node] = []
    var known: [[String]: Int] = [:]
    var runs = 0
    for event in events {
      switch event {
      case .other: break
      case .run: runs += 1
      case .kernel(let call):
        let arguments = call.arguments
        // A name is not unique, and neither is an index where there are graphs in the graph.
        let key = [call.node, arguments.operatorType, arguments.index ?? ""]
        let place = known[key] ?? nodes.count
        if place == nodes.count {
          known[key] = place
          nodes.append(
            Node(
              name: call.node, operatorType: arguments.operatorType, provider: arguments.provider,
              inputs: arguments.inputs, outputs: arguments.outputs, constantBytes: arguments.constantBytes,
              durations: []))
        }
        nodes[place].durations.append(call.microseconds)
      }
    }
    guard !nodes.isEmpty else {
      throw ProfileError(
        name, "tells of no kernel that was called",
        next: "check that the session was run while profiling was on")
    }
    self.nodes = nodes
    // Versions that do not tell their runs call at least one node in each.
    self.runs = runs > 0 ? runs : nodes.reduce(1) { max($0, $1.durations.count) }
  }

  private static func problem(_ error: any Error, in data: Data) -> String {
    guard !data.isEmpty else { return "is empty" }
    guard let error = error as? DecodingError else { return "cannot be read: \(error)" }
    let context: DecodingError.Context
    let what: String
    switch error {
    case .keyNotFound(let key, let found): (context, what) = (found, "has no \"\(key.stringValue)\"")
    case .typeMismatch(_, let found), .valueNotFound(_, let found):
      (context, what) = (found, "is of another type than it is in profiles")
    case .dataCorrupted(let found): (context, what) = (found, found.debugDescription)
    @unknown default: return "cannot be read: \(error)"
    }
    guard let event = context.codingPath.first?.intValue else { return "is no list of events in JSON" }
    let keys = context.codingPath.dropFirst().filter { $0.intValue == nil }.map(\.stringValue)
    let place = keys.isEmpty ? "that" : "whose \"\(keys.joined(separator: "."))\""
    return "has an event, number \(event + 1), \(place) \(what)"
  }
}
