import Foundation

extension Encodable where Self: Decodable {
  /// Itself after writing and reading.
  func throughJSON() throws -> Self { try JSONDecoder().decode(Self.self, from: JSONEncoder().encode(self)) }
}
