/// What the tensors of one type take.
package struct TensorTypeSize: Hashable, Sendable {
  package let elementType: ONNXElementType
  package fileprivate(set) var tensors = 0
  package fileprivate(set) var elements = 0
  /// Bytes, also of tensors in files beside the model.
  package fileprivate(set) var bytes = 0

  /// By type, the largest first.
  /// - Throws: ``ONNXModelFileError`` when a tensor is not all there: its size would be a claim of the file.
  static func all(of tensors: [ONNXTensor]) throws(ONNXModelFileError) -> [TensorTypeSize] {
    var sizes: [ONNXElementType: TensorTypeSize] = [:]
    for tensor in tensors {
      var size = sizes[tensor.elementType] ?? TensorTypeSize(elementType: tensor.elementType)
      let bytes = tensor.elementType == .string ? tensor.byteCount : try tensor.bytes().count
      size.tensors += 1
      size.elements += tensor.count
      size.bytes += bytes
      sizes[tensor.elementType] = size
    }
    return sizes.values.sorted {
      ($1.bytes, $0.elementType.number) < ($0.bytes, $1.elementType.number)
    }
  }
}
