import NetWeightCore

/// A model with the abilities that it has: whoever asks for one asks by protocol.
enum LoadedModels {
  static func variant(_ model: ONNXModel) -> any LoadedVariant {
    switch (model.batch == .none, model.sampleShape) {
    case (true, nil): model
    case (true, let shape?): Shaped(model: model, inputShape: shape)
    case (false, nil): Batching(model: model)
    case (false, let shape?): ShapedAndBatching(model: model, inputShape: shape)
    }
  }

  private struct Shaped: SynchronousLoadedVariant, InputShapeReporting {
    let model: ONNXModel
    let inputShape: [Int]
    func predict(_ input: Tensor) throws -> Tensor { try model.predict(input) }
  }

  private struct Batching: BatchPredicting {
    let model: ONNXModel
    func predict(_ input: Tensor) throws -> Tensor { try model.predict(input) }
    func predict(batch: [Tensor]) throws -> [Tensor] { try model.predict(batch: batch) }
  }

  private struct ShapedAndBatching: BatchPredicting, InputShapeReporting {
    let model: ONNXModel
    let inputShape: [Int]
    func predict(_ input: Tensor) throws -> Tensor { try model.predict(input) }
    func predict(batch: [Tensor]) throws -> [Tensor] { try model.predict(batch: batch) }
  }
}
