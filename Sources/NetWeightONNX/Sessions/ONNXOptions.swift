/// How ONNX Runtime runs a model.
public struct ONNXOptions: Sendable, Hashable {
  /// How far the graph is rewritten when it is loaded.
  public enum GraphOptimization: String, Sendable, Hashable, CaseIterable {
    /// As it is in the file.
    case nothing
    /// Constants folded, nodes without an effect removed.
    case basic
    /// Nodes fused as well, such as quantization into the operator between.
    case extended
    /// Layouts of memory chosen as well. What ONNX Runtime does by itself.
    case all
  }

  /// Which sessions answer calls that come at the same time.
  public enum SessionSharing: Sendable, Hashable {
    /// One session, which runs any number of calls at once: what ONNX Runtime is made for.
    case shared
    /// A session for each call that is under way at the same time, for execution providers whose sessions take one
    /// call at a time. Each has its own copy of the weights; the second is loaded when it is first needed.
    case perThread
  }

  /// Threads that work on one operator, at least 1, the calling one included; nil leaves it to ONNX Runtime, which takes
  /// one for each core.
  public var threads: Int?
  /// How far the graph is rewritten.
  public var graphOptimization: GraphOptimization
  /// Who may run nodes, the first first. The processor comes last and takes what others leave, named or not.
  public var providers: [ExecutionProvider]
  /// Entries of the session's configuration, by the keys that ONNX Runtime documents: `session.disable_prepacking`.
  public var config: [String: String]
  /// Whether threads stop looking for work when a call returns. Unless they do, those of one session take the cores from
  /// the next: interleaved, the p95 of a 1.1 ms model was 9.4 ms.
  public var stopsSpinning: Bool
  /// Whether memory for the processor comes from an arena, which asks the system for more than is needed now. Memory
  /// claims switch it off by themselves.
  public var usesArena: Bool
  /// Which sessions answer calls that come at the same time.
  public var sessions: SessionSharing

  /// What ONNX Runtime does by itself, but for spinning.
  public init(
    threads: Int? = nil, graphOptimization: GraphOptimization = .all, providers: [ExecutionProvider] = [.cpu],
    config: [String: String] = [:], stopsSpinning: Bool = true, usesArena: Bool = true,
    sessions: SessionSharing = .shared
  ) {
    self.threads = threads
    self.graphOptimization = graphOptimization
    self.providers = providers
    self.config = config
    self.stopsSpinning = stopsSpinning
    self.usesArena = usesArena
    self.sessions = sessions
  }
}
