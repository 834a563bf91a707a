// swift-tools-version: 6.2
import CompilerPluginSupport
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
  name: "NetWeight",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "NetWeight", targets: ["NetWeight"]),
    .library(name: "NetWeightCore", targets: ["NetWeightCore"]),
    .library(name: "NetWeightONNX", targets: ["NetWeightONNX"]),
    .library(name: "NetWeightOpenVINO", targets: ["NetWeightOpenVINO"]),
    .library(name: "ModelCompression", targets: ["ModelCompression"]),
    .executable(name: "netweight", targets: ["NetWeightTool"]),
    .plugin(name: "NetWeightPlugin", targets: ["NetWeightPlugin"]),
  ],
  traits: [
    .trait(
      name: "Macros",
      description:
        "The #expect… macros. Without it their function twins remain and swift-syntax is not built."),
    .default(enabledTraits: ["Macros"]),
  ],
  dependencies: [
    .package(url: "https://github.com/swiftlang/swift-syntax", "603.0.1"..<"604.0.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
    .package(url: "https://github.com/ordo-one/TextTable", from: "0.0.2"),
  ],
  targets: [
    .target(
      name: "NetWeight",
      dependencies: [
        "NetWeightCore",
        .target(name: "NetWeightMacros", condition: .when(traits: ["Macros"])),
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: strict),
    .macro(
      name: "NetWeightMacros",
      dependencies: [
        .product(name: "SwiftSyntaxMacros", package: "swift-syntax", condition: .when(traits: ["Macros"])),
        .product(name: "SwiftCompilerPlugin", package: "swift-syntax", condition: .when(traits: ["Macros"])),
      ],
      swiftSettings: strict),
    .target(
      name: "NetWeightCore",
      dependencies: ["CReadings", "CImages", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict),
    .target(name: "CReadings"),
    // glibc has dlopen in a library of its own before 2.34.
    .target(name: "CImages", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .target(
      name: "NetWeightONNX",
      dependencies: [
        "NetWeightCore", "CONNXRuntime", .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ],
      exclude: ["Model/Protobuf/onnx-model.proto"],
      swiftSettings: strict),
    .target(name: "CONNXRuntime", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    // Of NetWeightONNX it takes what reads ONNX files, and not ONNX Runtime.
    .target(
      name: "NetWeightOpenVINO",
      dependencies: ["NetWeightCore", "NetWeightONNX", "COpenVINO"],
      swiftSettings: strict),
    .target(name: "COpenVINO", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .target(
      name: "ModelCompression",
      dependencies: ["NetWeightCore", "CKernels"],
      swiftSettings: strict),
    .target(name: "CKernels"),
    .executableTarget(
      name: "NetWeightTool",
      dependencies: [
        "NetWeightCore", "NetWeightONNX", "NetWeightOpenVINO",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "TextTable", package: "TextTable"),
      ],
      swiftSettings: strict),
    .plugin(
      name: "NetWeightPlugin",
      capability: .command(
        intent: .custom(
          verb: "netweight",
          description: "Show, review and accept the baselines of compressed models."))),
    .executableTarget(
      name: "DigitsWorkshop",
      dependencies: [
        "ModelCompression",
        "NetWeightCore",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Examples/DigitsWorkshop",
      exclude: ["README.md", "fetch-digits.sh"],
      swiftSettings: strict),
    .testTarget(
      name: "DigitsGates",
      dependencies: [
        "NetWeight", "NetWeightCore", "NetWeightONNX", "ModelCompression",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      exclude: ["PlantedFaults/PlantedFaults.md"],
      swiftSettings: strict),
    .testTarget(
      name: "NetWeightTests",
      dependencies: [
        "NetWeight", "NetWeightCore",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "NetWeightCoreTests",
      dependencies: ["NetWeightCore"],
      exclude: ["Metrics/Oracles", "TensorFiles/Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "NetWeightONNXTests",
      dependencies: [
        "NetWeightONNX", "NetWeightCore", "CONNXRuntime",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      exclude: ["Fixtures", "Models", "Runtime/Models", "Placement/Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "NetWeightOpenVINOTests",
      dependencies: [
        "NetWeight", "NetWeightOpenVINO", "NetWeightONNX", "NetWeightCore",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "NetWeightMacrosTests",
      dependencies: [
        .target(name: "NetWeightMacros", condition: .when(traits: ["Macros"])),
        .product(
          name: "SwiftSyntaxMacrosGenericTestSupport", package: "swift-syntax",
          condition: .when(traits: ["Macros"])),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ModelCompressionTests",
      dependencies: ["ModelCompression", "NetWeightCore", "CKernels"],
      swiftSettings: strict),
    .testTarget(
      name: "NetWeightToolTests",
      dependencies: [
        "NetWeightTool", "NetWeightCore",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: strict),
  ]
)
