import Crypto
public import Foundation

/// SHA-256, fed piece by piece.
public struct Digest {
  private var hash = SHA256()

  /// Starts with nothing.
  public init() {}

  /// Adds bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) { hash.update(bufferPointer: bytes) }

  /// Adds a number, least significant byte first.
  public mutating func update(_ number: UInt64) {
    withUnsafeBytes(of: number.littleEndian) { hash.update(bufferPointer: $0) }
  }

  /// The digest of all that was added: 64 lower-case digits.
  public var hexadecimal: String {
    hash.finalize().map { byte in
      let text = String(byte, radix: 16)
      return byte < 16 ? "0" + text : text
    }.joined()
  }

  /// The digest of some bytes.
  public static func hexadecimal(of data: Data) -> String {
    var digest = Digest()
    data.withUnsafeBytes { digest.update($0) }
    return digest.hexadecimal
  }
}
