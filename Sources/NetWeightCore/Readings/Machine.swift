import Foundation

#if canImport(Darwin)
  import Darwin
#endif

/// Where readings were taken. Costs measured on one machine say nothing of another, so they are kept apart by it.
public struct Machine: Sendable, Hashable, Codable, CustomStringConvertible {
  /// The processor as it names itself.
  public var processor: String
  /// How many logical cores there are.
  public var cores: Int
  /// The operating system and the architecture: `Linux x86_64`.
  public var system: String

  /// Describes a machine.
  public init(processor: String, cores: Int, system: String) {
    self.processor = processor
    self.cores = cores
    self.system = system
  }

  /// One line that is also the key in a baseline: `AMD EPYC, 2 cores, Linux x86_64`.
  public var description: String { "\(processor), \(cores) cores, \(system)" }

  /// This machine.
  public static let current = Machine(
    processor: processorName(), cores: ProcessInfo.processInfo.activeProcessorCount, system: systemName)

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
      // Not there in some containers; then the name is unknown, and that is what the baseline's key says.
      guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else {
        return "unknown processor"
      }
      for key in ["model name", "Model", "CPU part"] {
        if let line = text.split(separator: "\n").first(where: { $0.hasPrefix(key) }),
          let value = line.split(separator: ":").last
        {
          return value.trimmingCharacters(in: .whitespaces)
        }
      }
      return "unknown processor"
    #endif
  }
}
