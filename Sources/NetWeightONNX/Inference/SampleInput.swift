import NetWeightCore

/// The only input of a model, into which the tensor of a sample goes.
struct SampleInput: Sendable {
  /// How many samples go in at once.
  enum Batch: Sendable, Hashable {
    case any
    case exactly(Int)
    /// The model knows no batch, or one of a single sample.
    case none
  }

  let model: String
  let description: ValueDescription
  let type: ONNXElementType
  let dimensions: [ValueDescription.Dimension]

  /// - Throws: ``ONNXError`` when the model has several inputs, or one that no sample fits.
  init(of session: ONNXSession) throws(ONNXError) {
    model = session.model
    func refusal(_ problem: String) -> ONNXError {
      ONNXError(
        .input, session.model, problem,
        next:
          "make the values that it takes: ONNXVariant(…, inputs: { sample in [\"name\": TypedTensor(…)] })")
    }
    guard session.inputs.count == 1, let input = session.inputs.first else {
      throw refusal("a sample is one tensor, and the model has \(session.inputs.listed("input"))")
    }
    guard case .tensor(let type, let dimensions) = input.kind, type.isFedByFloats else {
      throw refusal("a sample is a tensor of floats, which does not fit the input \(input)")
    }
    description = input
    self.type = type
    self.dimensions = dimensions
  }

  /// Whether the tensor of a sample lacks the dimension of the batch, which is then put before its own.
  /// - Throws: ``ONNXError`` when it does not fit either way.
  @inline(__always)
  func lacksBatch(_ shape: [Int]) throws(ONNXError) -> Bool {
    if ValueDescription.fits(shape, dimensions) { return false }
    if shape.count + 1 == dimensions.count, ValueDescription.fits([1] + shape, dimensions) { return true }
    throw misfit(shape)
  }

  private func misfit(_ shape: [Int]) -> ONNXError {
    var next = "check the shape of the samples and the input size that the model was exported with"
    if case .exactly(let count) = batch, shape.count + 1 == dimensions.count {
      next = "export the model with a dynamic batch; this one takes \(count) samples at once and no fewer"
    } else if count == shape.reduce(1, *) {
      next = "it has as many elements: reshape it in ONNXVariant(…, inputs: { sample in … })"
    }
    return ONNXError(.input, model, "input \(description) was given a sample of shape \(shape)", next: next)
  }

  /// Elements of the input, dynamic dimensions taken as 1; nil when there are too many to count.
  private var count: Int? {
    dimensions.reduce(1) { product, dimension in
      guard let product, case .fixed(let length) = dimension else { return product }
      let (result, overflow) = product.multipliedReportingOverflow(by: length)
      return overflow ? nil : result
    }
  }

  var batch: Batch {
    switch dimensions.first {
    case .dynamic: .any
    case .fixed(let length) where length > 1 && dimensions.count > 1: .exactly(length)
    default: .none
    }
  }

  /// The shape of a sample, without the dimension of the batch; nil when a length is dynamic. Of floats only: numbers
  /// that are made up are no tokens.
  var sampleShape: [Int]? {
    guard type.isFloat else { return nil }
    let hasBatch =
      switch dimensions.first {
      case .dynamic: true
      case .fixed(let length): length == 1 && dimensions.count > 1
      case nil: false
      }
    let lengths = dimensions.dropFirst(hasBatch ? 1 : 0).map { dimension -> Int? in
      if case .fixed(let length) = dimension { length } else { nil }
    }
    let known = lengths.compactMap { $0 }
    return known.isEmpty || known.count < lengths.count ? nil : known
  }

  /// The value for a sample, whose elements are not copied where the input is of floats.
  /// - Throws: ``ONNXError`` naming the first element that its type cannot hold.
  func value(_ scalars: [Float], shape: [Int]) throws -> TypedTensor {
    let elements: TypedTensor.Elements?
    do throws(TypedTensor.Elements.Misfit) {
      elements = try TypedTensor.Elements.converting(scalars, to: type)
    } catch {
      throw ONNXError(
        .input, model,
        "input \(description) cannot hold element \(error.index) of the sample, which is \(error.value)",
        next:
          "check the preprocessing of the samples, or convert them in ONNXVariant(…, inputs: { sample in … })"
      )
    }
    // Refused when the model was loaded; see `init`.
    guard let elements else { throw misfit(shape) }
    return try TypedTensor(elements, shape: shape)
  }
}

extension ONNXElementType {
  /// Whether floats can be made into it.
  var isFedByFloats: Bool { stored != nil }
}
