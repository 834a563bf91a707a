import Foundation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What a parent asks of the child process that it starts, passed in the environment.
///
/// Requests nest: a memory claim of an isolated case is measured by a child of the case's child, which is told
/// both what to measure and on the way to which case.
struct ChildRequest: Sendable, Equatable {
  /// A folder that both may use; the child writes there what its parent shall know.
  let folder: URL
  /// After how many seconds the parent gives up.
  let secondsLimit: Int
  /// The only case to run of an isolated test.
  var isolatedCase: Key?
  /// The only claim to measure; the process ends with it.
  var memoryClaim: Key?

  /// Names that belong together: test and case, and the claim if there is one. The parts cannot contain the
  /// separator in practice, and a mix-up would only ever end in "never reached".
  struct Key: Sendable, Equatable {
    let text: String

    init(test: String, testCase: String, claim: String? = nil) {
      text = [test, testCase, claim].compactMap { $0 }.joined(separator: "\u{1F}")
    }

    fileprivate init?(_ text: String?) {
      guard let text else { return nil }
      self.text = text
    }
  }

  private static let folderVariable = "NETWEIGHT_CHILD_FOLDER"
  private static let limitVariable = "NETWEIGHT_CHILD_SECONDS"
  private static let caseVariable = "NETWEIGHT_CHILD_CASE"
  private static let claimVariable = "NETWEIGHT_CHILD_KEY"

  /// The request that this process was started with; nil in an ordinary test run.
  static let current: ChildRequest? = {
    guard let request = ChildRequest(environment: ProcessInfo.processInfo.environment) else { return nil }
    request.acceptFate()
    return request
  }()

  init(folder: URL, secondsLimit: Int, isolatedCase: Key? = nil, memoryClaim: Key? = nil) {
    self.folder = folder
    self.secondsLimit = secondsLimit
    self.isolatedCase = isolatedCase
    self.memoryClaim = memoryClaim
  }

  init?(environment: [String: String]) {
    guard let folder = environment[Self.folderVariable],
      let limit = environment[Self.limitVariable].flatMap({ Int($0) })
    else { return nil }
    self.init(
      folder: URL(fileURLWithPath: folder), secondsLimit: limit,
      isolatedCase: Key(environment[Self.caseVariable]), memoryClaim: Key(environment[Self.claimVariable]))
    if isolatedCase == nil && memoryClaim == nil { return nil }
  }

  /// The given variables with this request in place of any other among them.
  func environment(in variables: [String: String]) -> [String: String] {
    var variables = variables
    variables[Self.folderVariable] = folder.path
    variables[Self.limitVariable] = String(secondsLimit)
    variables[Self.caseVariable] = isolatedCase?.text
    variables[Self.claimVariable] = memoryClaim?.text
    return variables
  }

  /// Sees to it that this process neither outlives its parent nor takes others with it.
  private func acceptFate() {
    // The child is in a process group of its own, so an interrupt at the terminal does not reach it, and a
    // killed parent cannot end it. The alarm is for the moment before the line to the parent is held.
    alarm(UInt32(clamping: secondsLimit + 5))
    Lifeline.hold(in: folder)
    volunteerForEviction()
  }
}

/// When memory runs out the kernel shall end this process and not its parent. Where that is not allowed, as in
/// some containers, it is no worse than before.
private func volunteerForEviction() {
  #if os(Linux)
    let score = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC)
    guard score >= 0 else { return }
    _ = write(score, "1000", 4)
    close(score)
  #endif
}
