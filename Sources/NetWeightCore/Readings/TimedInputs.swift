/// The inputs of a timed loop, handed to a variant without counting references.
///
/// An element of an array is copied before it is passed on, and counting the references to a tensor's two buffers
/// costs about as much as the clock.
struct TimedInputs {
  private final class Element {
    let tensor: Tensor
    init(_ tensor: Tensor) { self.tensor = tensor }
  }

  private let owned: [Element]
  private let unowned: [Unmanaged<Element>]

  init(_ tensors: [Tensor]) {
    owned = tensors.map(Element.init)
    unowned = owned.map(Unmanaged.passUnretained)
  }

  var count: Int { owned.count }

  subscript(index: Int) -> Tensor { owned[index].tensor }

  /// Runs a variant on one of the inputs.
  @inline(__always)
  func run(_ variant: any SynchronousLoadedVariant, at index: Int) throws {
    _ = try unowned[index]._withUnsafeGuaranteedRef { try variant.predict($0.tensor) }
  }
}
