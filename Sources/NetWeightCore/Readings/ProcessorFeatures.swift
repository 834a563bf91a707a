import Foundation

#if canImport(Darwin)
  import Darwin
#endif

/// The instructions of this processor that kernels for compressed models are written for.
package struct ProcessorFeatures: Sendable, Hashable {
  /// One of them, by the name that people know it by.
  package enum Feature: String, Sendable, Hashable, CaseIterable {
    case avx2 = "AVX2"
    case avx512 = "AVX-512"
    /// Dot products of 8-bit integers, 256 bits wide.
    case avxVNNI = "AVX-VNNI"
    /// Dot products of 8-bit integers, 512 bits wide.
    case avx512VNNI = "AVX-512 VNNI"
    /// Products of tiles of 8-bit integers.
    case amxInt8 = "AMX INT8"
    case neon = "NEON"
    /// Dot products of 8-bit integers.
    case dotProduct = "NEON dot product"
    /// Products of matrices of 8-bit integers.
    case i8mm = "NEON I8MM"
    case sve = "SVE"
  }

  /// The architecture's features that are there.
  package var present: Set<Feature>
  /// The architecture's features that were looked for, in the order of their age; empty where nothing tells.
  package var lookedFor: [Feature]

  package init(present: Set<Feature>, lookedFor: [Feature]) {
    self.present = present
    self.lookedFor = lookedFor
  }

  /// Whether 8-bit products are added without losing any. AVX2 and AVX-512 without VNNI add two of them in 16 bits,
  /// which saturates; ARM has wider sums in all its instructions. nil where nothing tells.
  package var hasExactDotProduct: Bool? {
    if lookedFor.isEmpty { return nil }
    return !present.isDisjoint(with: [.avxVNNI, .avx512VNNI, .amxInt8, .neon])
  }

  /// This processor's.
  package static let current: ProcessorFeatures = {
    #if arch(x86_64) && os(Linux)
      let names: [(Feature, String)] = [
        (.avx2, "avx2"), (.avx512, "avx512f"), (.avxVNNI, "avx_vnni"), (.avx512VNNI, "avx512_vnni"),
        (.amxInt8, "amx_int8"),
      ]
      return named(names, among: SystemFile.processorInformation("flags"))
    #elseif arch(arm64) && os(Linux)
      let names: [(Feature, String)] = [
        (.neon, "asimd"), (.dotProduct, "asimddp"), (.i8mm, "i8mm"), (.sve, "sve"),
      ]
      return named(names, among: SystemFile.processorInformation("Features"))
    #elseif arch(arm64) && canImport(Darwin)
      let names: [(Feature, String)] = [
        (.dotProduct, "FEAT_DotProd"), (.i8mm, "FEAT_I8MM"),
      ]
      // Every 64-bit ARM has NEON.
      return ProcessorFeatures(
        present: Set([.neon] + names.filter { hasOption("hw.optional.arm.\($0.1)") }.map(\.0)),
        lookedFor: [.neon] + names.map(\.0))
    #else
      return ProcessorFeatures(present: [], lookedFor: [])
    #endif
  }()

  #if os(Linux)
    private static func named(_ names: [(Feature, String)], among line: String?) -> ProcessorFeatures {
      // Some containers hide the file; then nothing is known, and "none" would be wrong.
      guard let line else { return ProcessorFeatures(present: [], lookedFor: []) }
      let flags = Set(line.split(separator: " ").map(String.init))
      return ProcessorFeatures(
        present: Set(names.filter { flags.contains($0.1) }.map(\.0)), lookedFor: names.map(\.0))
    }
  #endif

  #if canImport(Darwin)
    private static func hasOption(_ name: String) -> Bool {
      var value: Int32 = 0
      var size = MemoryLayout<Int32>.size
      return sysctlbyname(name, &value, &size, nil, 0) == 0 && value != 0
    }
  #endif
}
