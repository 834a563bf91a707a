import Foundation
import NetWeight

/// The FP32 model behind a preprocessing that went wrong.
struct Misfed: Variant {
  let name: String
  let change: @Sendable (Tensor) -> Tensor
  var numericFormat: NumericFormat { .fp32 }
  var runtime: RuntimeIdentity { Digits.fp32.runtime }
  var artefactFiles: [URL] { Digits.fp32.artefactFiles }

  func load() async throws -> any LoadedVariant {
    Loaded(base: try await Digits.fp32.load(), change: change)
  }

  private struct Loaded: LoadedVariant {
    let base: any LoadedVariant
    let change: @Sendable (Tensor) -> Tensor
    func predict(_ input: Tensor) async throws -> Tensor { try await base.predict(change(input)) }
  }
}

extension Misfed {
  /// Pixels of 0…16 go into a model that was trained on 0…1.
  static let unscaled = Misfed(name: "unscaled") { Tensor(vector: $0.scalars.map { $0 * 16 }) }

  /// Columns for rows.
  static let transposed = Misfed(name: "transposed") { input in
    Tensor(vector: (0..<64).map { input.scalars[$0 % 8 * 8 + $0 / 8] })
  }
}
