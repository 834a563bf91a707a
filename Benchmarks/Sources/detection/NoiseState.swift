/// What else the machine does during a measurement.
enum NoiseState: String, Codable, CaseIterable {
  /// Nothing of ours.
  case quiet = "Q"
  /// A neighbour with bursts on the other core; the measuring process is held on the first.
  case otherCore = "O"
  /// A neighbour with bursts on every core.
  case bothCores = "B"
  /// A neighbour that never rests on every core.
  case steady = "S"

  /// On which of so many cores there is a neighbour.
  func burningCores(of count: Int) -> [Int] {
    switch self {
    case .quiet: []
    case .otherCore: Array(1..<max(count, 1))
    case .bothCores, .steady: Array(0..<count)
    }
  }

  var hasBursts: Bool { self != .steady }

  var description: String {
    switch self {
    case .quiet: "quiet"
    case .otherCore: "bursty neighbour on the other cores"
    case .bothCores: "bursty neighbour on every core"
    case .steady: "steady neighbour on every core"
    }
  }
}
