package import Foundation

/// Which files this process has mapped into its memory.
package enum MappedFiles {
  /// How many bytes of the given files are mapped, page by page, read or not; nil where the system does not say.
  ///
  /// Not what of them is resident: that depends on what else the machine has read lately.
  package static func bytes(of files: [URL]) -> Int? {
    guard let maps = SystemFile.contents(of: "/proc/self/maps") else { return nil }
    return bytes(of: files.map { $0.resolvingSymlinksInPath().path }, in: maps)
  }

  /// As the other, of a table as Linux writes it: `7f01-7f02 r--p 00000000 08:01 1234 /models/int8.onnx`.
  package static func bytes(of paths: [String], in maps: String) -> Int {
    let wanted = Set(paths)
    return maps.split(separator: "\n").reduce(0) { sum, line in
      let fields = line.split(separator: " ", maxSplits: 5)
      // The path is padded to a column, and may have spaces of its own.
      guard fields.count == 6, wanted.contains(fields[5].trimmingCharacters(in: .whitespaces)) else {
        return sum
      }
      let ends = fields[0].split(separator: "-").compactMap { Int($0, radix: 16) }
      return ends.count == 2 && ends[1] > ends[0] ? sum + ends[1] - ends[0] : sum
    }
  }
}
