import ArgumentParser
import CMemoryCounting
import Foundation
import NetWeightCore

/// The process that is timed. For each line that it reads it runs a block of calls, and prints nanoseconds of a call and
/// how many allocations a call made, where they are counted.
struct TimeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "time", shouldDisplay: false)

  @Argument var work: TimedWork
  @Argument var setting: Setting

  func run() async throws {
    // Before anything is loaded, as in the process that measures.
    try setting.begin()
    let call = try await work.makeCall()
    memory_counting_find_new_imports()
    for _ in 0..<10 * work.callsInBlock { try call() }
    while readLine() != nil {
      // The caches are full of what the other processes did meanwhile.
      for _ in 0...work.callsInBlock / 5 { try call() }
      let allocations = memory_counting_allocations()
      let clock = ContinuousClock()
      let start = clock.now
      for _ in 0..<work.callsInBlock { try call() }
      let time = (clock.now - start) / .nanoseconds(1)
      let made = Double(memory_counting_allocations() - allocations)
      print(time / Double(work.callsInBlock), made / Double(work.callsInBlock))
      fflush(nil)
    }
    try setting.end()
  }
}
