import NetWeightONNX
import Testing

@Suite struct MultiplyAccumulatesTests {
  private func count(_ operatorType: String, _ inputs: [[Int]], _ outputs: [[Int]]) -> Double? {
    MultiplyAccumulates.count(
      operatorType, inputs: inputs.map { TypedShape("float", $0) },
      outputs: outputs.map { TypedShape("float", $0) })
  }

  @Test(arguments: [
    ("MatMul", [[1, 256], [256, 512]], [1, 512], 131_072.0),
    // Transposed: what is common is told by no attribute.
    ("Gemm", [[256, 7], [256, 512], [512]], [7, 512], 917_504),
    ("MatMul", [[2, 32, 128], [128, 64]], [2, 32, 64], 524_288),
    ("FusedMatMul", [[1, 4, 32, 16], [1, 4, 32, 16]], [1, 4, 32, 32], 65_536),
    ("MatMul", [[256], [256, 8]], [8], 2048), ("MatMul", [[8, 256], [256]], [8], 2048),
    // One matrix for several.
    ("MatMul", [[32, 128], [8, 128, 64]], [8, 32, 64], 2_097_152),
    ("QLinearMatMul", [[1, 32, 128], [], [], [128, 512], [], [], [], []], [1, 32, 512], 2_097_152),
    ("QGemm", [[1, 256], [], [], [256, 10]], [1, 10], 2560),
    ("MatMulNBits", [[1, 256], [512, 8, 16], [512, 8]], [1, 512], 131_072),
    ("Conv", [[1, 16, 32, 32], [64, 16, 3, 3], [64]], [1, 64, 16, 16], 2_359_296),
    // In groups: each filter sees a part of the channels.
    ("Conv", [[1, 32, 16, 16], [32, 1, 3, 3]], [1, 32, 16, 16], 73_728),
    ("QLinearConv", [[1, 16, 16, 32], [], [], [64, 32, 1, 1], [64], [64]], [1, 16, 16, 64], 524_288),
    ("ConvInteger", [[1, 3, 8, 8], [16, 3, 3, 3], [], []], [1, 16, 8, 8], 27_648),
    ("Conv", [[1, 8, 100], [4, 8, 5]], [1, 4, 96], 15_360),
    ("ConvTranspose", [[1, 64, 16, 16], [64, 16, 4, 4]], [1, 16, 32, 32], 4_194_304),
    ("Attention", [[1, 32, 128], [128, 384], [384]], [1, 32, 128], 1_835_008),
    ("QAttention", [[1, 32, 128], [128, 384], [384], []], [1, 32, 128], 1_835_008),
    ("MultiHeadAttention", [[1, 32, 128], [1, 48, 128], [1, 48, 128]], [1, 32, 128], 393_216),
    ("LSTM", [[10, 2, 64], [1, 128, 64], [1, 128, 32], [1, 256]], [10, 1, 2, 32], 245_760),
  ])
  func `products are counted by the shapes`(
    operatorType: String, inputs: [[Int]], output: [Int], expected: Double
  ) {
    #expect(count(operatorType, inputs, [output]) == expected)
  }

  @Test func `keys of the past are in the second output`() {
    #expect(
      count(
        "GroupQueryAttention", [[1, 1, 256], [1, 1, 64], [1, 1, 64]], [[1, 1, 256], [1, 2, 100, 32]])
        == 51_200)
  }

  @Test(arguments: [
    ("Softmax", [[1, 8]], [1, 8]), ("Einsum", [[2, 3], [3, 4]], [2, 4]),
    ("Conv", [[1, 3, 8, 8]], [1, 16, 8, 8]),
    ("Conv", [[1, 3, 8, 8], [0, 3, 3, 3]], [1, 0, 8, 8]), ("MatMul", [], [1]),
    ("MatMul", [[4, 4], [4, 0]], [4, 0]),
    ("MatMul", [[-4, 4], [4, 4]], [-4, 4]), ("Conv", [[1, 3, 8, 8], [-2, 3, 3, 3]], [1, -2, 8, 8]),
    ("MultiHeadAttention", [[1, 32, 128]], [1, 32, 128]),
    ("LSTM", [[10, 2, 64]], [10, 1, 2, 32]),
  ])
  func `what shapes do not tell is not counted`(operatorType: String, inputs: [[Int]], output: [Int]) {
    #expect(count(operatorType, inputs, [output]) == nil)
  }
}
