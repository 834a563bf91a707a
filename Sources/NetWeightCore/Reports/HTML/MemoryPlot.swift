/// Live bytes over time: loading on the left half, running on the right, each on its own time, against what was promised.
struct MemoryPlot: Sendable {
  private let picture: MemoryPicture
  /// The top of the axis, in bytes.
  private let most: Double

  private static let width = 640.0
  private static let top = 16.0
  private static let bottom = 136.0
  /// So many columns for each phase: more could not be told apart.
  private static let columns = 160

  /// Draws what was followed; nil when there is nothing in it.
  init?(_ picture: MemoryPicture) {
    self.picture = picture
    let phases = [picture.timeline.loading, picture.timeline.running]
    guard phases.allSatisfy({ !$0.highestBytes.isEmpty }) else { return nil }
    let seen = Double(phases.flatMap(\.highestBytes).max() ?? 0)
    most = 1.05 * max(seen, picture.allowedBytes.map { $0.isFinite ? $0 : 0 } ?? 0)
    guard most > 0 else { return nil }
  }

  /// A drawing that takes its colours from the style sheet.
  var html: HTML {
    let (loading, running) = (picture.timeline.loading, picture.timeline.running)
    return """
      <svg class="memory" viewBox="0 0 640 152" role="img" aria-label="\(description)">
      <path class="live" d="\(area(loading, from: 0))"/>
      <path class="live" d="\(area(running, from: Self.width / 2))"/>
      <line class="axis" x1="0" y1="136" x2="640" y2="136"/>
      <line class="phase" x1="320" y1="16" x2="320" y2="136"/>
      \(limit)
      <text x="2" y="149">loading, peak \(peak(loading)), \(duration(loading))</text>
      <text x="324" y="149">running, peak \(peak(running)), \(duration(running))</text>
      </svg>
      """
  }

  private var limit: HTML {
    guard let allowed = picture.allowedBytes else { return .empty }
    let height = y(allowed)
    return """
      <line class="limit" x1="0" y1="\(Format.fixed(height, 1))" x2="640" y2="\(Format.fixed(height, 1))"/>
      <text x="638" y="\(Format.fixed(max(10, height - 4), 1))" text-anchor="end">promised at most \
      \(Format.bytes(allowed))</text>
      """
  }

  private var description: String {
    let (loading, running) = (picture.timeline.loading, picture.timeline.running)
    return "live bytes over time: loading, peak \(peak(loading)), then running, peak \(peak(running))"
  }

  private func peak(_ phase: MemoryTimeline.Phase) -> String {
    Format.bytes(Double(phase.highestBytes.max() ?? 0))
  }

  private func duration(_ phase: MemoryTimeline.Phase) -> String {
    Format.duration(nanoseconds: Double(phase.nanoseconds))
  }

  private func y(_ bytes: Double) -> Double { Self.bottom - bytes / most * (Self.bottom - Self.top) }

  /// Steps, since between two points memory does not go up in a line.
  private func area(_ phase: MemoryTimeline.Phase, from left: Double) -> String {
    let heights = columns(phase.highestBytes)
    let step = Self.width / 2 / Double(heights.count)
    var path = "M\(Format.fixed(left, 1)) \(Format.fixed(Self.bottom, 1))"
    for (column, bytes) in heights.enumerated() {
      path += "V\(Format.fixed(y(Double(bytes)), 1))H\(Format.fixed(left + Double(column + 1) * step, 1))"
    }
    return path + "V\(Format.fixed(Self.bottom, 1))Z"
  }

  /// The most of each stretch, so that no spike is lost on the way.
  private func columns(_ highest: [Int]) -> [Int] {
    let count = min(Self.columns, highest.count)
    return (0..<count).map { column in
      let (start, end) = (column * highest.count / count, (column + 1) * highest.count / count)
      return highest[start..<max(end, start + 1)].max() ?? 0
    }
  }
}
