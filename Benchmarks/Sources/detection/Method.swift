import ArgumentParser
import Reporting

/// A way to say whether the candidate got slower.
enum Method: String, Codable, CaseIterable {
  case netWeightP50 = "netweight-p50"
  case netWeightP95 = "netweight-p95"
  case aThenBP95 = "a-then-b-p95"
  case aThenBMedian = "a-then-b-median"
  case mannWhitney = "mann-whitney"
  case abbaSigns = "abba-signs"
  case google
  case ordo

  static let netWeight: [Method] = [.netWeightP50, .netWeightP95]
  static let peers: [Method] = [.google, .ordo]

  /// The row's name in tables.
  var title: String {
    switch self {
    case .netWeightP50: "**NetWeight, p50, margin 2 %**"
    case .netWeightP95: "**NetWeight, p95, margin 5 %**"
    case .aThenBP95: "A then B, p95 > 5 %"
    case .aThenBMedian: "A then B, median > 5 %"
    case .mannWhitney: "Mann–Whitney, 9 repetitions, p < 0.01"
    case .abbaSigns: "ABBA sign test, p < 0.01"
    case .google: "google/swift-benchmark, median > 5 %, live"
    case .ordo: "ordo-one/benchmark, default rule, live"
    }
  }

  /// The other harness, where the method is one.
  var peer: PeerExecutable? {
    switch self {
    case .google: .google
    case .ordo: .ordoOne
    default: nil
    }
  }

  /// Reads what `--methods` says. NetWeight's come first, because the others get as many calls as it took.
  static func list(_ text: String) throws -> [Method] {
    switch text {
    case "all": return allCases
    case "netweight": return netWeight
    case "streams": return allCases.filter { !peers.contains($0) }
    case "peers": return peers
    default:
      let names = text.split(separator: ",").map(String.init)
      if let unknown = names.first(where: { Method(rawValue: $0) == nil }) {
        let known = allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("'\(unknown)' is no method; known are \(known)")
      }
      return allCases.filter { names.contains($0.rawValue) }
    }
  }
}

/// What methods can be told.
struct MethodSettings {
  var budget: Double
  var leastPairs: Int?
  var peerSeconds: Double?
}
