/// Rows of a dense INT8 layer: a unit is one row of 256 weights times the input, summed in 32 bits.
///
/// Not the digits model: a call of 5 µs would be a single answer of it, and 1 % of that is no whole number.
final class IntegerDenseWork: Work, @unchecked Sendable {
  private static let rows = 1024
  private static let columns = 256
  private let weights: UnsafeMutablePointer<Int8>
  private let input: UnsafeMutablePointer<Int8>
  private var row = 0
  private var sum: Int32 = 0

  init() {
    weights = .allocate(capacity: Self.rows * Self.columns)
    input = .allocate(capacity: Self.columns)
    for index in 0..<Self.rows * Self.columns { weights[index] = Int8(index * 37 % 255 - 127) }
    for index in 0..<Self.columns { input[index] = Int8(index * 11 % 128) }
  }

  deinit {
    weights.deallocate()
    input.deallocate()
  }

  func perform(_ units: Int) {
    var total = sum
    for _ in 0..<units {
      let weights = weights + row * Self.columns
      var sum: Int32 = 0
      for column in 0..<Self.columns { sum &+= Int32(weights[column]) &* Int32(input[column]) }
      total &+= sum
      row = (row + 1) & (Self.rows - 1)
    }
    sum = total
  }
}
