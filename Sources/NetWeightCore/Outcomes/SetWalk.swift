import Foundation

/// Asks something of every sample of a set: blocks of samples on all cores, the answers in the order of the set.
///
/// No more than a few blocks are in memory at a time, however many samples the set has. Quality only: while time is
/// measured nothing may run beside.
package struct SetWalk: Sendable {
  private let set: SampleSet
  private let progress: @Sendable (EvaluationProgress) -> Void

  /// Few enough for a set of a few hundred to use all cores, enough for a block to be worth a task.
  private static let block = 32

  /// Begins at the first sample.
  package init(_ set: SampleSet, progress: @escaping @Sendable (EvaluationProgress) -> Void = { _ in }) {
    self.set = set
    self.progress = progress
  }

  /// - Parameters:
  ///   - ask: answers for one sample; runs on all cores.
  ///   - body: takes the answers, in the order of the set.
  /// - Throws: of the first sample that fails: ``SampleSetError``, and what the closures throw.
  package func run<Answer: Sendable>(
    ask: @escaping @Sendable (Sample) async throws -> Answer, _ body: (Sample, Answer) throws -> Void
  ) async throws {
    var blocks = try set.blocks(of: Self.block)
    var ids = UniqueIDs(expecting: set.count)
    let start = ContinuousClock.now
    var done = 0
    try await withThrowingTaskGroup(of: (Int, Result<[(Sample, Answer)], any Error>).self) { group in
      var started = 0
      func startNext() throws {
        guard let block = try blocks.next() else { return }
        let number = started
        started += 1
        group.addTask { (number, await Self.result { try await Self.answers(to: block, ask) }) }
      }
      for _ in 0..<2 * ProcessInfo.processInfo.activeProcessorCount { try startNext() }
      var waiting: [Int: Result<[(Sample, Answer)], any Error>] = [:]
      var next = 0
      while let (number, result) = try await group.next() {
        waiting[number] = result
        // In order, so that a failure is always that of the same sample.
        while let result = waiting.removeValue(forKey: next) {
          next += 1
          for (sample, answer) in try result.get() {
            try body(sample, answer)
            ids.insert(sample.id)
            done += 1
          }
          // Only now: what waits for an earlier block counts as in flight.
          try startNext()
        }
        progress(
          EvaluationProgress(done: done, samples: set.count, seconds: (ContinuousClock.now - start).seconds))
      }
    }
    if let suspects = ids.suspects { try set.refuseDuplicates(among: suspects) }
  }

  private static func result<Value>(_ body: () async throws -> Value) async -> Result<Value, any Error> {
    do { return .success(try await body()) } catch { return .failure(error) }
  }

  private static func answers<Answer>(
    to block: SampleBlock, _ ask: @Sendable (Sample) async throws -> Answer
  ) async throws -> [(Sample, Answer)] {
    var answers: [(Sample, Answer)] = []
    for sample in try block.samples() {
      try Task.checkCancellation()
      answers.append((sample, try await ask(sample)))
    }
    return answers
  }
}

/// How far an evaluation is.
public struct EvaluationProgress: Sendable, Hashable {
  /// Samples that were answered.
  public let done: Int
  /// Samples that there are.
  public let samples: Int
  /// Seconds since it began.
  public let seconds: Double
}

extension Duration {
  /// In seconds.
  var seconds: Double { self / .seconds(1) }
}
