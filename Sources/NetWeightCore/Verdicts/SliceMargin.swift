/// How far a metric may fall in one slice, where that is not what all slices are allowed.
public struct SliceMargin: Sendable, Hashable, CustomStringConvertible {
  /// The slice; nil for all that are not named.
  public let name: String?
  /// How far the metric may fall in it.
  public let margin: Drop

  /// The drop in a slice that is named beforehand is a fact, as that of the whole set: `.slice("safety", of: .points(0))`
  /// is broken by one failure more.
  public static func slice(_ name: String, of margin: Drop) -> SliceMargin {
    SliceMargin(name: name, margin: margin)
  }

  /// All slices that are not named: broken where "the drop is within the margin" is rejected, with a correction for how
  /// many slices there are. Twice the whole's margin and at least 2 points unless said.
  public static func each(of margin: Drop) -> SliceMargin { SliceMargin(name: nil, margin: margin) }

  /// `1 point in slice 'safety'`.
  public var description: String {
    "\(margin) in \(name.map { "slice '\($0)'" } ?? "each slice")"
  }
}
