/// A model in a runtime's memory, whatever of it is shown to those who use it.
package protocol AnsweringModel: Sendable {
  func predict(_ input: Tensor) throws -> Tensor
  func predict(batch: [Tensor]) throws -> [Tensor]
}

/// A model with the abilities that it has: whoever asks for one asks by protocol.
package enum LoadedModels {
  /// - Parameters:
  ///   - takesBatches: whether several samples go in at once.
  ///   - inputShape: the shape of one sample, where it is known.
  package static func variant(
    _ model: some AnsweringModel, takesBatches: Bool, inputShape: [Int]?
  ) -> any LoadedVariant {
    switch (takesBatches, inputShape) {
    case (false, nil): Plain(model: model)
    case (false, let shape?): Shaped(model: model, inputShape: shape)
    case (true, nil): Batching(model: model)
    case (true, let shape?): ShapedAndBatching(model: model, inputShape: shape)
    }
  }

  private struct Plain<Model: AnsweringModel>: SynchronousLoadedVariant {
    let model: Model
    func predict(_ input: Tensor) throws -> Tensor { try model.predict(input) }
  }

  private struct Shaped<Model: AnsweringModel>: SynchronousLoadedVariant, InputShapeReporting {
    let model: Model
    let inputShape: [Int]
    func predict(_ input: Tensor) throws -> Tensor { try model.predict(input) }
  }

  private struct Batching<Model: AnsweringModel>: BatchPredicting {
    let model: Model
    func predict(_ input: Tensor) throws -> Tensor { try model.predict(input) }
    func predict(batch: [Tensor]) throws -> [Tensor] { try model.predict(batch: batch) }
  }

  private struct ShapedAndBatching<Model: AnsweringModel>: BatchPredicting, InputShapeReporting {
    let model: Model
    let inputShape: [Int]
    func predict(_ input: Tensor) throws -> Tensor { try model.predict(input) }
    func predict(batch: [Tensor]) throws -> [Tensor] { try model.predict(batch: batch) }
  }
}
