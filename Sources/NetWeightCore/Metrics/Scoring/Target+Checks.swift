/// What metrics ask of a sample before they score it: a target of their kind, and an output that fits it.
extension Target {
  /// The right class, one of `0..<classes`.
  func label(ofClasses classes: Int, for metric: String) throws(TargetMismatch) -> Int {
    guard case .label(let label) = self else { throw mismatch(metric, needs: "a label") }
    guard (0..<classes).contains(label) else {
      throw TargetMismatch(
        metric: metric, problem: "label \(label) is not one of the output's classes, 0 to \(classes - 1)")
    }
    return label
  }

  /// The right numbers, as many as the output has.
  func values(of output: Tensor, for metric: String) throws(TargetMismatch) -> [Float] {
    guard case .values(let values) = self else { throw mismatch(metric, needs: "values") }
    return try values.fitting(output, "values", for: metric)
  }

  /// How relevant each document is, as many as the output has scores.
  func relevances(of output: Tensor, for metric: String) throws(TargetMismatch) -> [Float] {
    guard case .relevances(let relevances) = self else { throw mismatch(metric, needs: "relevances") }
    if let negative = relevances.first(where: { $0 < 0 }) {
      throw TargetMismatch(metric: metric, problem: "relevance \(negative) is below 0")
    }
    return try relevances.fitting(output, "relevances", for: metric)
  }

  /// The texts that would be right, at least one.
  func texts(for metric: String) throws(TargetMismatch) -> [String] {
    guard case .texts(let texts) = self else { throw mismatch(metric, needs: "texts") }
    guard !texts.isEmpty else {
      throw TargetMismatch(metric: metric, problem: "the sample has no reference text, expected at least one")
    }
    return texts
  }

  /// The right tokens, one for each row of the output, whose length is the vocabulary's.
  func tokens(of output: Tensor, for metric: String) throws(TargetMismatch) -> [Int] {
    guard case .tokens(let tokens) = self else { throw mismatch(metric, needs: "tokens") }
    guard output.shape.count == 2, output.shape[0] == tokens.count else {
      throw TargetMismatch(
        metric: metric,
        problem: "the output has shape \(output.shape), expected [\(tokens.count), vocabulary]: "
          + "logits for each of the \(tokens.count) tokens")
    }
    let vocabulary = output.shape[1]
    if let position = tokens.firstIndex(where: { !(0..<vocabulary).contains($0) }) {
      throw TargetMismatch(
        metric: metric,
        problem: "token \(tokens[position]) at position \(position) is not in the vocabulary, "
          + "0 to \(vocabulary - 1)")
    }
    return tokens
  }

  /// The boxes that are there, possibly none.
  func boxes(for metric: String) throws(TargetMismatch) -> [Box] {
    guard case .boxes(let boxes) = self else { throw mismatch(metric, needs: "boxes") }
    return boxes
  }

  private func mismatch(_ metric: String, needs kind: String) -> TargetMismatch {
    let found =
      switch self {
      case .label: "a label"
      case .values: "values"
      case .texts: "texts"
      case .tokens: "tokens"
      case .relevances: "relevances"
      case .boxes: "boxes"
      }
    return TargetMismatch(metric: metric, problem: "it needs \(kind), and the sample has \(found)")
  }
}

extension Tensor {
  /// The elements: at least one, and all of them finite.
  func finiteScalars(for metric: String) throws(TargetMismatch) -> [Float] {
    guard !scalars.isEmpty else { throw TargetMismatch(metric: metric, problem: "the output is empty") }
    if let index = scalars.firstIndex(where: { !$0.isFinite }) {
      throw TargetMismatch(
        metric: metric,
        problem: "element \(index) of the output is \(scalars[index]), expected finite numbers")
    }
    return scalars
  }
}

extension [Float] {
  /// Itself, when it is finite and as long as the output.
  fileprivate func fitting(
    _ output: Tensor, _ name: String, for metric: String
  ) throws(TargetMismatch) -> [Float] {
    guard count == output.scalars.count else {
      throw TargetMismatch(
        metric: metric,
        problem: "the output has \(output.scalars.count) elements, the sample \(count) \(name)")
    }
    guard allSatisfy(\.isFinite) else {
      throw TargetMismatch(metric: metric, problem: "the sample's \(name) are not all finite")
    }
    return self
  }
}
