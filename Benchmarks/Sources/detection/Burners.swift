import Foundation

/// Neighbours that are only there to disturb: children of this process, one for each core.
final class Burners {
  private var children: [Process] = []

  /// Starts them, and holds this process on the first core where that is the state's meaning.
  init(_ state: NoiseState, seed: UInt64) throws {
    let count = ProcessInfo.processInfo.processorCount
    Affinity.hold(onCores: state == .otherCore ? 0..<1 : 0..<count)
    for core in state.burningCores(of: count) {
      let child = Process()
      child.executableURL = Bundle.main.executableURL
      child.arguments =
        ["burn", "--core", "\(core)", "--seed", "\(seed &+ UInt64(core))"]
        + (state.hasBursts ? ["--bursts"] : [])
      try child.run()
      children.append(child)
    }
    // Until they have reached their cores.
    if !children.isEmpty { Thread.sleep(forTimeInterval: 0.2) }
  }

  /// Whether all still burn; a measurement beside dead neighbours is not what its row says.
  var areAlive: Bool { children.allSatisfy(\.isRunning) }

  func stop() {
    for child in children { child.terminate() }
    for child in children { child.waitUntilExit() }
    children = []
    Affinity.hold(onCores: 0..<ProcessInfo.processInfo.processorCount)
  }
}
