/// What one variant gave in one metric on one set: its value, and what each sample added to it, so that another variant
/// can be paired with it later.
public struct MetricRecord: Sendable, Hashable, Codable {
  /// The metric over all samples, in its unit; nil where it is undefined.
  public var value: Double?
  /// The metric of each slice; those in which it is undefined are left out.
  public var slices: [String: Double]
  /// Right (1) or wrong (0), sample by sample in the order of the set; nil of a metric that is no share of right ones.
  public var correct: BitString?
  /// What each sample adds, in the order of the set; nil of right and wrong, and of more than 300,000 numbers: ten
  /// thousand samples of ten classes.
  public var statistics: SampleStatistics?

  static let mostNumbers = 300_000
}

/// Numbers of each sample, as text: samples are separated by semicolons; of many numbers that mostly are 0 the others
/// follow their index and a colon, else numbers follow each other.
public struct SampleStatistics: Sendable, Hashable, Codable {
  /// One row a sample.
  public private(set) var rows: [[Double]]

  /// Takes rows as they are, to nine significant digits.
  public init(_ rows: [[Double]]) {
    self.rows = rows.map(Self.kept)
  }

  /// A row as it is kept.
  static func kept(_ row: [Double]) -> [Double] {
    // Most are counts, which are what they are.
    row.map { $0 == $0.rounded() && abs($0) < 1e9 ? $0 : Baseline.stable($0, digits: 9) }
  }

  /// Reads the text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    rows = []
    guard !text.isEmpty else { return }
    var numbers = 0
    for row in text.split(separator: ";", omittingEmptySubsequences: false) {
      guard let found = Self.numbers(row, atMost: MetricRecord.mostNumbers - numbers) else {
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "\"\(row.prefix(40))\" is not a row of numbers")
      }
      rows.append(found)
      numbers += found.count
    }
  }

  /// Writes the text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rows.map(Self.text).joined(separator: ";"))
  }

  private static func text(_ row: [Double]) -> String {
    // An empty text would be no row at all.
    guard !row.isEmpty else { return "0|" }
    let nonzero = row.indices.filter { row[$0] != 0 }
    guard row.count > 3, 2 * nonzero.count < row.count else {
      return row.map(Format.short).joined(separator: " ")
    }
    return "\(row.count)|" + nonzero.map { "\($0):\(Format.short(row[$0]))" }.joined(separator: " ")
  }

  /// - Parameter most: how many numbers there may be; more are never written, and would be a way to take all memory.
  private static func numbers(_ text: Substring, atMost most: Int) -> [Double]? {
    guard let bar = text.firstIndex(of: "|") else {
      let numbers = text.split(separator: " ").compactMap { Double($0) }.filter(\.isFinite)
      return numbers.count <= most && numbers.count == text.split(separator: " ").count ? numbers : nil
    }
    guard let count = Int(text[..<bar]), count >= 0, count <= most else { return nil }
    var row = [Double](repeating: 0, count: count)
    for item in text[text.index(after: bar)...].split(separator: " ") {
      let parts = item.split(separator: ":")
      guard parts.count == 2, let index = Int(parts[0]), row.indices.contains(index),
        let value = Double(parts[1]), value.isFinite
      else { return nil }
      row[index] = value
    }
    return row
  }
}
