/// Samples by name: the first ones, and how many there are.
public struct SampleList: Sendable, Hashable, CustomStringConvertible {
  /// The ids of the first ten.
  public private(set) var first: [String] = []
  /// How many there are.
  public private(set) var count = 0

  private static let most = 10

  /// Names none.
  public init() {}

  /// Names some.
  public init(_ ids: some Sequence<String>) { for id in ids { add(id) } }

  /// Adds one.
  public mutating func add(_ id: String) {
    count += 1
    if first.count < Self.most { first.append(id) }
  }

  /// Whether there is none.
  public var isEmpty: Bool { count == 0 }

  /// The first ten, and how many more there are.
  public var description: String {
    first.joined(separator: ", ") + (count > first.count ? " and \(count - first.count) more" : "")
  }
}
