// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "OrdoPeer",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "Benchmarks", path: "../.."),
    // No traits: its interposers of malloc and of the Swift runtime would slow what is timed.
    .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "ordo-peer",
      dependencies: [
        .product(name: "Works", package: "Benchmarks"),
        .product(name: "Benchmark", package: "benchmark"),
      ],
      swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)])
  ]
)
