/// Bytes as the tables print them.
enum Figure {
  static func megabytes(_ bytes: Int) -> String { "\((Double(bytes) / 1e5).rounded() / 10)" }

  /// A part of the whole in percent, to three digits after the point: what is wrong is mostly less than 0.01.
  static func percent(_ part: Int, of whole: Int) -> String {
    "\((Double(part) / Double(whole) * 1e5).rounded() / 1e3)"
  }

  /// All digits, in groups of three.
  static func bytes(_ number: Int) -> String {
    var digits = String(abs(number))
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (number < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }

  /// The lowest and the highest, or one of them when they read the same.
  static func range(_ values: [Int], _ text: (Int) -> String) -> String {
    guard let lowest = values.min(), let highest = values.max() else { return "not read" }
    let ends = [text(lowest), text(highest)]
    return ends[0] == ends[1] ? ends[0] : ends.joined(separator: " … ")
  }
}
