import CONNXRuntime
package import Foundation

/// What a session says of how it runs.
extension ONNXSession {
  /// A node, and who runs it.
  package struct AssignedNode: Sendable, Hashable {
    /// The execution provider, as ``ONNXRuntimeLibrary/providers`` has it.
    package let provider: String
    package let name: String
    package let operatorType: String

    package init(provider: String, name: String, operatorType: String) {
      self.provider = provider
      self.name = name
      self.operatorType = operatorType
    }
  }

  /// Ends the profile that the session was opened with.
  /// - Returns: the file that it is in.
  /// - Throws: ``ONNXError``.
  package func endProfiling() throws(ONNXError) -> URL {
    let api = library.api
    return try saying("gives no profile") { () throws(RuntimeFailure) in
      let path = try api.ownText(from: library.allocator) {
        api.SessionEndProfiling(pointer, library.allocator, $0)
      }
      guard !path.isEmpty else {
        throw RuntimeFailure(code: 0, message: "the session was opened without a prefix for one")
      }
      return URL(filePath: path)
    }
  }

  /// Which execution provider took which node of the rewritten graph.
  /// - Returns: nil of a library before 1.24; empty of a session whose configuration does not have
  ///   `session.record_ep_graph_assignment_info`.
  /// - Throws: ``ONNXError``.
  package func assignedNodes() throws(ONNXError) -> [AssignedNode]? {
    let api = library.api
    guard let assignments = api.Session_GetEpGraphAssignmentInfo,
      let providerOf = api.EpAssignedSubgraph_GetEpName, let nodesOf = api.EpAssignedSubgraph_GetNodes,
      let nameOf = api.EpAssignedNode_GetName, let operatorOf = api.EpAssignedNode_GetOperatorType
    else { return nil }
    return try saying("does not say who runs its nodes") { () throws(RuntimeFailure) in
      var assigned: [AssignedNode] = []
      for subgraph in try list({ assignments(pointer, $0, $1) }) {
        let provider = try api.text { providerOf(subgraph, $0) }
        for node in try list({ nodesOf(subgraph, $0, $1) }) {
          assigned.append(
            AssignedNode(
              provider: provider, name: try api.text { nameOf(node, $0) },
              operatorType: try api.text { operatorOf(node, $0) }
            ))
        }
      }
      return assigned
    }
  }

  /// What a call lists. The session owns it.
  private func list(
    _ call: (UnsafeMutablePointer<UnsafePointer<OpaquePointer?>?>, UnsafeMutablePointer<Int>) ->
      OpaquePointer?
  ) throws(RuntimeFailure) -> [OpaquePointer] {
    var first: UnsafePointer<OpaquePointer?>?
    let count = try library.api.count { call(&first, $0) }
    return UnsafeBufferPointer(start: first, count: first == nil ? 0 : count).compactMap { $0 }
  }

  private func saying<Value>(
    _ what: String, _ body: () throws(RuntimeFailure) -> Value
  ) throws(ONNXError) -> Value {
    do throws(RuntimeFailure) { return try body() } catch {
      throw ONNXError(
        .run, model, "ONNX Runtime \(library.version) \(what): \(error.message)",
        next: "open the session for it")
    }
  }
}
