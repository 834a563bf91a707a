import NetWeightCore

/// Answers a whole batch whenever it is called, so that what is timed is the batch.
enum BatchedVariant {
  static func wrapping(_ base: any LoadedVariant, _ batch: [Tensor]) -> any LoadedVariant {
    switch base {
    case let base as any BatchPredicting: AtOnce(base: base, batch: batch)
    case let base as any SynchronousLoadedVariant: OneByOne(base: base, batch: batch)
    default: OneByOneSuspending(base: base, batch: batch)
    }
  }

  private struct AtOnce: SynchronousLoadedVariant {
    let base: any BatchPredicting
    let batch: [Tensor]

    func predict(_ input: Tensor) throws -> Tensor {
      let answers = try base.answers(to: batch)
      return answers[answers.count - 1]
    }
  }

  private struct OneByOne: SynchronousLoadedVariant {
    let base: any SynchronousLoadedVariant
    let batch: [Tensor]

    func predict(_ input: Tensor) throws -> Tensor {
      var last = input
      for input in batch { last = try base.predict(input) }
      return last
    }
  }

  private struct OneByOneSuspending: LoadedVariant {
    let base: any LoadedVariant
    let batch: [Tensor]

    func predict(_ input: Tensor) async throws -> Tensor {
      var last = input
      for input in batch { last = try await base.predict(input) }
      return last
    }
  }
}
