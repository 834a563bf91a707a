package import CONNXRuntime

/// A call of ONNX Runtime failed.
package struct RuntimeFailure: Error {
  /// Its own number of the kind of error.
  package let code: Int
  /// Its own words, in one line and without a full stop, which a message puts itself.
  package let message: String

  init(code: Int, message: String) {
    self.code = code
    var line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
    while let last = line.last, last == "." || last.isWhitespace { line.removeLast() }
    self.message = line
  }
}

extension nw_ort_api {
  /// - Throws: what a status says; the status is released.
  @inline(__always)
  package func check(_ status: OpaquePointer?) throws(RuntimeFailure) {
    if let status { throw failure(status) }
  }

  @inline(never)
  func failure(_ status: OpaquePointer) -> RuntimeFailure {
    defer { ReleaseStatus(status) }
    return RuntimeFailure(code: Int(GetErrorCode(status)), message: String(cString: GetErrorMessage(status)))
  }

  /// What a call makes, for the caller to release.
  @inline(__always)
  package func make(
    _ call: (UnsafeMutablePointer<OpaquePointer?>) -> OpaquePointer?
  ) throws(RuntimeFailure) -> OpaquePointer {
    var made: OpaquePointer?
    try check(call(&made))
    guard let made else {
      throw RuntimeFailure(code: 0, message: "ONNX Runtime made nothing, and does not say why")
    }
    return made
  }

  /// A number that a call says.
  @inline(__always)
  package func count(_ call: (UnsafeMutablePointer<Int>) -> OpaquePointer?) throws(RuntimeFailure) -> Int {
    var count = 0
    try check(call(&count))
    return count
  }

  /// A text that a call says. Whoever is asked owns it.
  package func text(
    _ call: (UnsafeMutablePointer<UnsafePointer<CChar>?>) -> OpaquePointer?
  ) throws(RuntimeFailure) -> String {
    var text: UnsafePointer<CChar>?
    try check(call(&text))
    return text.map { String(cString: $0) } ?? ""
  }

  /// A text that a call makes, which is freed here.
  package func ownText(
    from allocator: OpaquePointer,
    _ call: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> OpaquePointer?
  ) throws(RuntimeFailure) -> String {
    var text: UnsafeMutablePointer<CChar>?
    try check(call(&text))
    guard let text else { return "" }
    let copy = String(cString: text)
    try check(AllocatorFree(allocator, text))
    return copy
  }
}
