import CMemoryPatterns
import Foundation
import NetWeightCore

/// A variant that does one known thing to memory. Each step says whether it could do it: memory that could not be had
/// would be read as memory that was not needed.
struct PatternVariant: Variant {
  let name: String
  let numericFormat = NumericFormat.fp32
  let runtime = RuntimeIdentity(name: "memory patterns", version: "1")
  let artefactFiles: [URL]
  private let prepares: @Sendable () -> Bool
  private let keeps: @Sendable () -> (any Sendable)?
  private let predicts: @Sendable () -> Bool
  private let loads: @Sendable () async -> Bool

  /// - Parameters:
  ///   - loads: what loading does first.
  ///   - keeps: what stays while the variant is loaded; nil when it cannot be had.
  init(
    _ name: String, artefactFiles: [URL] = [], loads: @escaping @Sendable () async -> Bool = { true },
    keeps: @escaping @Sendable () -> (any Sendable)? = { 0 },
    prepares: @escaping @Sendable () -> Bool = { true }, predicts: @escaping @Sendable () -> Bool = { true }
  ) {
    self.name = name
    self.artefactFiles = artefactFiles
    self.prepares = prepares
    self.keeps = keeps
    self.predicts = predicts
    self.loads = loads
  }

  func prepare() async throws {
    guard prepares() else { throw PatternFailure(pattern: name, step: "preparation") }
  }

  func load() async throws -> any LoadedVariant {
    guard await loads(), let kept = keeps() else { throw PatternFailure(pattern: name, step: "loading") }
    return Loaded(name: name, kept: kept, predicts: predicts)
  }

  private final class Loaded: LoadedVariant, InputShapeReporting {
    let name: String
    let kept: any Sendable
    let predicts: @Sendable () -> Bool
    let inputShape = [1]

    init(name: String, kept: any Sendable, predicts: @escaping @Sendable () -> Bool) {
      self.name = name
      self.kept = kept
      self.predicts = predicts
    }

    func predict(_ input: Tensor) async throws -> Tensor {
      guard predicts() else { throw PatternFailure(pattern: name, step: "prediction") }
      return input
    }
  }
}

/// A block, a thread or a file could not be had.
struct PatternFailure: Error, CustomStringConvertible {
  let pattern: String
  let step: String
  var description: String {
    "the \(step) of '\(pattern)' could not be done: memory, a thread or a file is missing"
  }
}

/// Memory that is there as long as this object.
final class KeptBlock: Sendable {
  private let address: UInt

  init?(bytes: Int) {
    guard let block = malloc(bytes) else { return nil }
    memset(block, 1, bytes)
    address = UInt(bitPattern: block)
  }

  deinit { free(UnsafeMutableRawPointer(bitPattern: address)) }
}

/// A file that is mapped as long as this object.
///
/// `@unchecked Sendable`: the mapping is only read.
final class Mapping: @unchecked Sendable {
  private let mapping: pattern_mapping

  init?(of path: String) {
    mapping = pattern_map(path)
    guard mapping.address != nil else { return nil }
  }

  deinit { pattern_unmap(mapping) }
}
