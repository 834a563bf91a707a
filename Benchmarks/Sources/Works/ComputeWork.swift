/// Shifts, exclusive-ors and a multiply-add, each waiting for the one before: bound by the core and nothing else.
public final class ComputeWork: Work, @unchecked Sendable {
  private var bits: UInt64 = 0x9E37_79B9_7F4A_7C15
  private var level = 1.0

  /// Makes it.
  public init() {}

  /// Does so many units of work.
  public func perform(_ units: Int) {
    var bits = bits
    var level = level
    for _ in 0..<units {
      bits ^= bits << 13
      bits ^= bits >> 7
      bits ^= bits << 17
      // The random bits as a number in 1..<2. Multiply, then add: without FMA in the target `addingProduct` is a
      // call into the C library.
      let number = Double(bitPattern: bits >> 12 | 0x3FF0_0000_0000_0000)
      level = level * 0.999 + number * 0.001
    }
    self.bits = bits
    self.level = level
  }
}
