/// A dense array of 32-bit floats in row-major order: what goes into a variant and what comes out.
public struct Tensor: Sendable, Hashable, Codable {
  /// The length of each dimension, outermost first; all are positive.
  public let shape: [Int]
  /// The elements in row-major order; as many as the product of `shape`.
  public let scalars: [Float]

  /// Makes a tensor of the given shape.
  /// - Throws: ``ShapeMismatch`` when `scalars` does not hold exactly the product of `shape` elements.
  public init(shape: [Int], scalars: [Float]) throws {
    guard shape.allSatisfy({ $0 > 0 }), shape.reduce(1, *) == scalars.count else {
      throw ShapeMismatch(what: "tensor", expected: shape, found: [scalars.count])
    }
    self.shape = shape
    self.scalars = scalars
  }

  /// Makes a tensor of a shape that was just counted: positive, with as many elements as there are.
  package init(trusting shape: [Int], scalars: [Float]) {
    assert(shape.reduce(1, *) == scalars.count)
    self.shape = shape
    self.scalars = scalars
  }

  /// Makes a tensor of one dimension.
  public init(vector scalars: [Float]) {
    shape = [scalars.count]
    self.scalars = scalars
  }

  /// Whether no element is NaN or infinite.
  public var isFinite: Bool { scalars.allSatisfy(\.isFinite) }
}

/// A tensor has another shape than the place it was given to wants.
public struct ShapeMismatch: Error, Hashable, CustomStringConvertible {
  /// The tensor that is wrong, for example `input of variant 'int8'`.
  public let what: String
  /// The shape that was wanted.
  public let expected: [Int]
  /// The shape that was found.
  public let found: [Int]

  /// Says that `what` was expected to have one shape and has another.
  public init(what: String, expected: [Int], found: [Int]) {
    self.what = what
    self.expected = expected
    self.found = found
  }

  /// The message for people.
  public var description: String {
    "\(what) has shape \(found), expected \(expected): check the sample set and the model's input size"
  }
}
