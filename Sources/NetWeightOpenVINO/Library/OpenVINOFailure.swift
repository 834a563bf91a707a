package import COpenVINO

/// A call of OpenVINO failed.
package struct OpenVINOFailure: Error {
  /// Its own words in one line, without the places in its source and without a full stop.
  package let message: String

  /// - Parameter words: as the library has them, several lines that go from where it was caught to what is wrong.
  package init(_ words: String) {
    let lines = words.split(whereSeparator: \.isNewline).filter { line in
      !["Exception from ", "Check '", "FrontEnd API failed with "].contains(where: line.hasPrefix)
    }
    var line = lines.joined(separator: " ")
    while let last = line.last, last == "." || last.isWhitespace { line.removeLast() }
    message = line.isEmpty ? "it does not say why" : line
  }
}

extension nw_ov_api {
  /// - Throws: what the library says of a status that is not success.
  @inline(__always)
  package func check(_ status: CInt) throws(OpenVINOFailure) {
    if status != CInt(NW_OV_OK) { throw failure() }
  }

  @inline(never)
  private func failure() -> OpenVINOFailure {
    let words = get_last_err_msg()
    defer { if let words { self.free(words) } }
    return OpenVINOFailure(words.map { String(cString: $0) } ?? "")
  }

  /// What a call makes, for the caller to free.
  @inline(__always)
  package func make(
    _ call: (UnsafeMutablePointer<OpaquePointer?>) -> CInt
  ) throws(OpenVINOFailure) -> OpaquePointer {
    var made: OpaquePointer?
    try check(call(&made))
    guard let made else { throw OpenVINOFailure("it made nothing") }
    return made
  }

  /// A number that a call says.
  package func count(_ call: (UnsafeMutablePointer<Int>) -> CInt) throws(OpenVINOFailure) -> Int {
    var count = 0
    try check(call(&count))
    return count
  }

  /// A text that a call makes, which is freed here.
  package func ownText(
    _ call: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> CInt
  ) throws(OpenVINOFailure) -> String {
    var text: UnsafeMutablePointer<CChar>?
    try check(call(&text))
    guard let text else { return "" }
    defer { self.free(text) }
    return String(cString: text)
  }
}
