// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "GooglePeer",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "Benchmarks", path: "../.."),
    .package(url: "https://github.com/google/swift-benchmark", exact: "0.1.2"),
  ],
  targets: [
    .executableTarget(
      name: "google-peer",
      dependencies: [
        .product(name: "Works", package: "Benchmarks"),
        .product(name: "Benchmark", package: "swift-benchmark"),
      ],
      swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)])
  ]
)
