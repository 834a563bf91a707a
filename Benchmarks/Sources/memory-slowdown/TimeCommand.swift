import ArgumentParser
import NetWeightCore

/// The process that is timed: it prints nanoseconds of a call, the median of its blocks.
struct TimeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "time", shouldDisplay: false)

  @Argument var work: TimedWork
  @Argument var setting: Setting
  @Option var blocks: Int

  func run() async throws {
    // Before anything is loaded, as in the process that measures.
    try setting.begin()
    let call = try await work.makeCall()
    var times: [Double] = []
    let clock = ContinuousClock()
    // A quarter of the blocks to warm up.
    for block in -(blocks + 3) / 4..<blocks {
      let start = clock.now
      for _ in 0..<work.callsInBlock { try call() }
      let time = (clock.now - start) / .nanoseconds(1)
      if block >= 0 { times.append(time / Double(work.callsInBlock)) }
    }
    try setting.end()
    print(times.sorted()[times.count / 2])
  }
}
