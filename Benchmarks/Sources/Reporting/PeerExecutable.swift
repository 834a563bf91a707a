public import Foundation

/// Another harness, in a package of its own below `Peers`. Both call their module "Benchmark", and SwiftPM's module
/// aliases let them into one package only on some of its runs.
public struct PeerExecutable: Sendable {
  private let folder: String
  private let products: [String]

  /// google/swift-benchmark.
  public static let google = PeerExecutable(folder: "Google", products: ["google-peer"])
  /// ordo-one/benchmark, with its own driver.
  public static let ordoOne = PeerExecutable(folder: "OrdoOne", products: ["ordo-peer", "BenchmarkTool"])

  private var package: URL {
    // Benchmarks/Sources/Reporting/PeerExecutable.swift, three steps up.
    var package = URL(filePath: #filePath)
    for _ in 0..<3 { package.deleteLastPathComponent() }
    return package.appending(path: "Peers/\(folder)")
  }

  /// Builds it, if that was not done yet. Takes a minute or two the first time.
  public func build() throws {
    for product in products {
      Progress.say("building \(product)")
      let outcome = try ChildProcess.run(
        URL(filePath: "/usr/bin/env"),
        ["swift", "build", "-c", "release", "--package-path", package.path, "--product", product])
      guard outcome.status == 0 else { throw BuildFailure(product: product, output: outcome.output) }
    }
  }

  /// The executable of its product, by default the benchmark.
  public func file(_ product: String? = nil) -> URL {
    package.appending(path: ".build/release/\(product ?? products[0])")
  }

  struct BuildFailure: Error, CustomStringConvertible {
    let product: String
    let output: String
    var description: String { "\(product) does not build:\n\(output)" }
  }
}
