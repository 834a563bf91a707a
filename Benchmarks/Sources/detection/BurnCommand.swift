import ArgumentParser
import Foundation
import Workloads
import Works

/// A neighbour: keeps one core busy until its parent is gone.
struct BurnCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "burn", shouldDisplay: false)

  @Option var core: Int
  @Option var seed: UInt64
  @Flag(help: "Burn and rest in turn, 1 to 50 ms each.")
  var bursts = false

  func run() throws {
    Affinity.hold(onCores: core..<core + 1)
    let parent = getppid()
    var generator = SplitMix64(seed: seed)
    // A child of a parent that was killed is handed to another: then nobody would stop it.
    while getppid() == parent {
      burn(seconds: (1 + 49 * generator.uniform()) / 1000)
      if bursts { Thread.sleep(forTimeInterval: (1 + 49 * generator.uniform()) / 1000) }
    }
  }

  private func burn(seconds: Double) {
    let watch = Stopwatch()
    while watch.seconds < seconds {}
  }
}
