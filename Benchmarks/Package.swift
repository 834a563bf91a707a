// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let core = Target.Dependency.product(name: "NetWeightCore", package: "NetWeight")

// A package of its own, so that nobody who depends on NetWeight builds it.
let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  // For the packages below Peers, which run the same work under other harnesses.
  products: [
    .library(name: "Works", targets: ["Works"]),
    // A file of its own, so that a row of the memory table can load it while it is measured.
    .library(name: "LateLibrary", type: .dynamic, targets: ["CLateLibrary"]),
  ],
  dependencies: [
    // No traits: no macros, so swift-syntax is not built.
    .package(name: "NetWeight", path: "..", traits: []),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
  ],
  targets: [
    .target(name: "Works", swiftSettings: strict),
    .target(
      name: "Workloads",
      dependencies: ["Works", core, .product(name: "ModelCompression", package: "NetWeight")],
      swiftSettings: strict),
    .target(name: "Reporting", dependencies: [core, arguments], swiftSettings: strict),
    .target(name: "RivalRules", swiftSettings: strict),
    .target(name: "CAffinity"),
    .target(name: "CAllocationCount"),
    .executableTarget(
      name: "detection",
      dependencies: ["Workloads", "Works", "Reporting", "RivalRules", "CAffinity", core, arguments],
      swiftSettings: strict),
    .executableTarget(
      name: "overhead",
      dependencies: ["Workloads", "Works", "Reporting", "CAllocationCount", core, arguments],
      swiftSettings: strict),
    .executableTarget(
      name: "scaling", dependencies: ["Workloads", "Works", "Reporting", core, arguments],
      swiftSettings: strict),
    .executableTarget(
      name: "quality-judgment", dependencies: ["Reporting", core, arguments], swiftSettings: strict),
    .executableTarget(
      name: "large-sets",
      dependencies: [
        "Reporting", core, .product(name: "ModelCompression", package: "NetWeight"), arguments,
      ],
      swiftSettings: strict),
    // Sees the declarations of CONNXRuntime through the product that is built on them.
    .target(name: "CONNXCalls", dependencies: [.product(name: "NetWeightONNX", package: "NetWeight")]),
    .executableTarget(
      name: "onnx-overhead",
      dependencies: [
        "CONNXCalls", "Reporting", core, .product(name: "NetWeightONNX", package: "NetWeight"), arguments,
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "onnx-fixtures",
      dependencies: [
        "Reporting", core, .product(name: "NetWeightONNX", package: "NetWeight"), arguments,
      ],
      swiftSettings: strict),
    .testTarget(name: "RivalRulesTests", dependencies: ["RivalRules"], swiftSettings: strict),
    // glibc has dlopen in a library of its own before 2.34.
    .target(name: "CMemoryPatterns", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .target(name: "CLateLibrary"),
    .executableTarget(name: "memory-neighbour", dependencies: ["CMemoryPatterns"]),
    // A reading of memory runs its test binary again, so that the table is a test.
    .testTarget(
      name: "MemoryTable",
      dependencies: [
        "CMemoryPatterns", "Reporting", core, .product(name: "NetWeight", package: "NetWeight"),
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      path: "memory", swiftSettings: strict),
    // Sees the declarations of CReadings through the product that is built on them.
    .target(name: "CMemoryCounting", dependencies: [core]),
    .executableTarget(
      name: "memory-slowdown",
      dependencies: [
        "CMemoryCounting", "Reporting", "RivalRules", core,
        .product(name: "ModelCompression", package: "NetWeight"),
        .product(name: "NetWeightONNX", package: "NetWeight"),
        .product(name: "Subprocess", package: "swift-subprocess"), arguments,
      ],
      swiftSettings: strict),
  ]
)
