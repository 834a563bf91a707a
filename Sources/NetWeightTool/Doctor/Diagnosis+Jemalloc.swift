import Foundation
import NetWeightCore
import Subprocess

extension Diagnosis {
  /// Whether allocations can be counted: asked of a child process with jemalloc preloaded, as the measuring child has
  /// it. That the file is there says neither that it is jemalloc nor that its hooks work.
  static func jemalloc(_ library: JemallocLibrary = .standard) async throws -> Diagnosis {
    #if os(Linux)
      var path: String?
      var absence: [String] = []
      do throws(JemallocMissing) {
        path = try library.find()
      } catch {
        absence = ["not found; tried"] + error.tried.map { "  \($0)" }
      }
      let install =
        "apt-get install libjemalloc-dev (or make setup), or set \(JemallocLibrary.variable) to the file"
      // Whoever asks for one file is not served by another way.
      if path == nil, library.isAskedFor {
        return Diagnosis(
          part: .jemalloc, state: .missing, found: absence, consequence: "memory claims are inconclusive",
          next: install)
      }
      let answer = try await AllocationProbe.answer(preloading: path)
      if let path, answer.method == .allocationHooks {
        return Diagnosis(
          part: .jemalloc, state: .ok, found: ["\(path): \(answer.name), counts every block"])
      }
      let found = path.map { ["\($0): \(answer.problems.first ?? "it does not count")"] } ?? absence
      guard let method = answer.method else {
        return Diagnosis(
          part: .jemalloc, state: .missing, found: found + answer.problems.dropFirst(),
          consequence: "memory claims are inconclusive", next: install)
      }
      let loss =
        method.isExact ? ", which does not see what the dynamic linker asks for" : ", which is no count"
      return Diagnosis(
        part: .jemalloc, state: .limited, found: found,
        consequence: "memory is read by \(answer.name)\(loss)",
        next: path == nil
          ? install
          : "install jemalloc 5.2.1 to 5.3.1 for this processor, or set \(JemallocLibrary.variable) to one")
    #else
      return Diagnosis(
        part: .jemalloc, state: .limited, found: ["allocations are counted on Linux only, so far"],
        consequence: "memory is read as the physical footprint, which is no count",
        next: "run the memory gates on Linux")
    #endif
  }
}
