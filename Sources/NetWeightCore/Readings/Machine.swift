import Foundation

#if canImport(Darwin)
  import Darwin
#endif

/// Where readings were taken. Costs measured on one machine say nothing of another, so they are kept apart by it.
public struct Machine: Sendable, Hashable, Codable, CustomStringConvertible {
  /// The processor as it names itself.
  public var processor: String
  /// The widest vector instructions that it has: `AVX2`, `AVX-512 VNNI`, `NEON`. Cloud providers give one name to
  /// processors that differ by a factor of two here.
  public var vectorInstructions: String
  /// How many logical cores there are.
  public var cores: Int
  /// The operating system and the architecture: `Linux x86_64`.
  public var system: String

  /// Describes a machine.
  public init(processor: String, vectorInstructions: String, cores: Int, system: String) {
    self.processor = processor
    self.vectorInstructions = vectorInstructions
    self.cores = cores
    self.system = system
  }

  /// One line that is also the key in a baseline: `AMD EPYC with AVX2, 2 cores, Linux x86_64`.
  public var description: String { "\(processor) with \(vectorInstructions), \(cores) cores, \(system)" }

  /// This machine.
  public static let current = Machine(
    processor: processorName(), vectorInstructions: vectorInstructionsName(),
    cores: ProcessInfo.processInfo.activeProcessorCount, system: systemName)

  private static var systemName: String {
    #if os(Linux)
      let system = "Linux"
    #elseif os(macOS)
      let system = "macOS"
    #else
      let system = "other"
    #endif
    #if arch(x86_64)
      return "\(system) x86_64"
    #elseif arch(arm64)
      return "\(system) arm64"
    #else
      return system
    #endif
  }

  private static func vectorInstructionsName() -> String {
    #if arch(x86_64) && os(Linux)
      let flags = SystemFile.processorInformation("flags")?.split(separator: " ") ?? []
      if flags.contains("avx512_vnni") { return "AVX-512 VNNI" }
      if flags.contains("avx512f") { return "AVX-512" }
      if flags.contains("avx2") { return "AVX2" }
      return "SSE2"
    #elseif arch(arm64)
      return "NEON"
    #else
      return "unknown vector instructions"
    #endif
  }

  private static func processorName() -> String {
    #if canImport(Darwin)
      var size = 0
      guard sysctlbyname("machdep.cpu.brand_string", nil, &size, nil, 0) == 0, size > 0 else {
        return "unknown processor"
      }
      var bytes = [UInt8](repeating: 0, count: size)
      guard sysctlbyname("machdep.cpu.brand_string", &bytes, &size, nil, 0) == 0 else {
        return "unknown processor"
      }
      return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    #else
      return ["model name", "Model", "CPU part"].lazy.compactMap(SystemFile.processorInformation).first
        ?? "unknown processor"
    #endif
  }
}
