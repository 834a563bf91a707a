/// Where one array is in a file. Whoever makes it has checked that all its bytes are in the file, so that taking
/// a tensor from it is arithmetic only.
struct StoredArray: Sendable {
  /// The array as messages name it: `tensor 'a1' `, or nothing in a file of one array.
  var name = ""
  let type: ElementType
  var bigEndian = false
  /// Outermost dimension first; empty for a single element.
  let shape: [Int]
  /// The first byte, counted from the start of the file.
  let offset: Int

  /// The array, or one row of it, in the shape of an input.
  /// - Throws: ``TensorFileError`` when there is no such row or it is not of that shape.
  func tensor(in file: MappedFile, row: Int?, shape wanted: [Int]) throws -> Tensor {
    var found = shape
    var index = 0
    if let row {
      guard let rows = shape.first else {
        throw file.failure(
          "\(name)is a single element and has no rows", next: "remove \"row\" from the sample")
      }
      guard (0..<rows).contains(row) else {
        let range = rows == 0 ? "" : ", 0…\(rows - 1),"
        throw file.failure("\(name)has \(rows) rows\(range) and no row \(row)", next: "correct \"row\"")
      }
      found.removeFirst()
      index = row
    }
    let what = row.map { "\(name)row \($0) " } ?? name
    let count = found.reduce(1, *)
    guard count > 0 else {
      throw file.failure("\(what)has shape \(found), which holds no elements", next: "write the array again")
    }
    let expected = try InputShape(wanted, of: file)
    guard count == expected.count else {
      let isRows = row == nil && shape.dropFirst().reduce(1, *) == expected.count
      throw file.failure(
        "\(what)has shape \(found) with \(count) elements, the input shape \(wanted) has \(expected.count)",
        next: isRows ? "give the \"row\" of the sample" : "correct the file or the manifest's inputShape")
    }
    try expected.check(layout: found, what: what, file)
    let start = offset + index * count * type.size
    let scalars = try file.withBytes(at: start, count: count * type.size) { bytes in
      type.floats(in: bytes, bigEndian: bigEndian)
    }
    return try Tensor(shape: wanted, scalars: scalars)
  }
}
