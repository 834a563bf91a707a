public import NetWeightCore

/// A tensor of any element type: what goes into a model by name, and what comes out.
public struct TypedTensor: Sendable, Hashable {
  /// The elements in row-major order.
  public let elements: Elements
  /// The length of each dimension, outermost first. Empty for a single number; lengths may be 0.
  public let shape: [Int]

  /// Gives elements a shape: `try TypedTensor(.int64(ids), shape: [1, ids.count])`.
  /// - Throws: ``ShapeMismatch`` when there are not exactly as many as the shape holds.
  public init(_ elements: Elements, shape: [Int]) throws(ShapeMismatch) {
    var count: Int? = 1
    for length in shape {
      guard let product = count?.multipliedReportingOverflow(by: length), !product.overflow, length >= 0
      else {
        count = nil
        break
      }
      count = product.partialValue
    }
    guard count == elements.count else {
      throw ShapeMismatch(what: "value of \(elements.type)", expected: shape, found: [elements.count])
    }
    self.elements = elements
    self.shape = shape
  }

  /// A tensor of floats.
  public init(_ tensor: Tensor) {
    elements = .float(tensor.scalars)
    shape = tensor.shape
  }

  /// As floats, rounded to the nearest where a type has more than 24 bits.
  /// - Throws: ``ShapeMismatch`` when it has no element; ``NotNumeric`` of strings.
  public func tensor() throws -> Tensor {
    guard let floats = elements.floats else { throw NotNumeric() }
    return try Tensor(shape: shape, scalars: floats)
  }

  /// Strings cannot be made into floats.
  public struct NotNumeric: Error, CustomStringConvertible {
    /// The message for people.
    public var description: String {
      "a tensor of strings is no tensor of numbers. Next: read its elements, which are .string"
    }
  }
}
