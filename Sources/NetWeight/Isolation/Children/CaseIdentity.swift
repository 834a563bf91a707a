package import Testing

extension Test.Case {
  /// Sixteen digits that tell this case from the others of its test, the same in every process; empty for a
  /// test without parameters, nil when Swift Testing no longer shows the arguments.
  ///
  /// By reflection: arguments are no public interface. `CaseIdentityTests` notices when that changes. nil must
  /// then stop the measurement, because a child that cannot tell the cases apart would measure the first.
  package var stableIdentity: String? {
    guard isParameterized else { return "" }
    guard let kind = Mirror(reflecting: self).descendant("_kind"),
      let payload = Mirror(reflecting: kind).children.first?.value
    else { return nil }
    let fields = Mirror(reflecting: payload).children
    guard let arguments = fields.first(where: { $0.label == "arguments" })?.value else { return nil }
    var parts = Mirror(reflecting: arguments).children.map { argument in
      // Encodable and raw-representable arguments come with an identity; others are known by their text.
      let bytes = Mirror(reflecting: argument.value).descendant("id", "bytes") as? [UInt8]
      return bytes.map { String(decoding: $0, as: UTF8.self) } ?? "\(argument.value)"
    }
    guard !parts.isEmpty else { return nil }
    // Tells equal arguments of one test apart.
    if let discriminator = fields.first(where: { $0.label == "discriminator" }) {
      parts.append("\(discriminator.value)")
    }
    return Self.digest(parts.joined(separator: "\u{1E}"))
  }

  // FNV-1a. Arguments may be megabytes and may hold zero bytes; neither fits an environment variable. Not
  // `Hasher`, which is seeded anew in every process.
  private static func digest(_ text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
