/// The shape that a set's inputs have by its manifest, and whether what a file holds is laid out like that.
struct InputShape {
  let shape: [Int]
  /// The number of elements, at least 1.
  let count: Int

  /// - Throws: ``TensorFileError`` when it is no shape of a tensor.
  init(_ shape: [Int], of file: MappedFile) throws(TensorFileError) {
    guard shape.allSatisfy({ $0 > 0 }), let count = ElementType.uint8.bytes(of: shape) else {
      throw file.failure("cannot have the input shape \(shape)", next: "correct the manifest's inputShape")
    }
    self.shape = shape
    self.count = count
  }

  /// Takes the same lengths in the same order, where those of 1 don't count, and flat arrays for all shapes and
  /// all arrays for flat shapes. Refuses others with the same number of elements: an image with its channels
  /// first would be read as one with its channels last, and every accuracy measured with it be of noise.
  func check(layout found: [Int], what: String, _ file: MappedFile) throws(TensorFileError) {
    let expected = shape.filter { $0 != 1 }
    let given = found.filter { $0 != 1 }
    guard given == expected || given.count <= 1 || expected.count <= 1 else {
      throw file.failure(
        "\(what)has shape \(found), the input shape is \(shape): as many elements, but in another order",
        next:
          "store the input in the manifest's inputShape, or change inputShape and reorder in preprocessing")
    }
  }
}
