import Foundation
import NetWeightCore
import Subprocess

extension Diagnosis {
  /// Whether allocations can be counted: asked of a child process with jemalloc preloaded, as the measuring child has
  /// it. That the file is there says neither that it is jemalloc nor that its hooks work.
  static func jemalloc(_ library: JemallocLibrary = .standard) async throws -> Diagnosis {
    let consequence = "#expectPeakMemory is inconclusive"
    #if os(Linux)
      let path: String
      do throws(JemallocMissing) {
        path = try library.find()
      } catch {
        return Diagnosis(
          part: .jemalloc, state: .missing, found: ["not found; tried"] + error.tried.map { "  \($0)" },
          consequence: consequence,
          next:
            "apt-get install libjemalloc-dev (or make setup), or set \(JemallocLibrary.variable) to the file")
      }
      let answer = try await AllocationProbe.answer(preloading: path)
      if let release = answer.jemalloc {
        return Diagnosis(
          part: .jemalloc, state: .ok, found: ["\(release), \(path), counts every allocation"])
      }
      return Diagnosis(
        part: .jemalloc, state: .missing, found: ["\(path): \(answer.problem)"], consequence: consequence,
        next: "install jemalloc 5.2.1 to 5.3.1 for this processor, or set \(JemallocLibrary.variable) to one")
    #else
      return Diagnosis(
        part: .jemalloc, state: .missing, found: ["allocations are counted on Linux only, so far"],
        consequence: consequence, next: "run the memory gates on Linux")
    #endif
  }
}
