import CAffinity
import Foundation

/// On which cores this process may run.
enum Affinity {
  /// Holds every thread of this process, and children made from now on, on the given cores. Only Linux can; elsewhere
  /// neighbours go where the system puts them.
  static func hold(onCores cores: Range<Int>) {
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
    for thread in threads.compactMap({ Int32($0) }) {
      // Refused for a thread that has ended since the listing, which is no fault.
      _ = affinity_hold(thread, Int32(cores.lowerBound), Int32(cores.upperBound))
    }
  }
}
