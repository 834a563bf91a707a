import NetWeightONNX
import Testing

@Suite struct LayerNamesTests {
  @Test(arguments: [
    ("layer1", "layer1"), ("fused layer1", "layer1"), ("layer1/MatMulAddFusion", "layer1"),
    ("scores/MatMulScaleFusion/", "scores"), ("conv1_token_12", "conv1"), ("r1_nchwc", "r1"),
    ("InsertedPrecisionFreeCast_r1_nchwc", "r1"), ("fused a/MatMulAddFusion_token_3", "a"),
    ("x_DequantizeLinear/duplicated_token_1", "x_DequantizeLinear"), ("_token_1", "_token_1"), ("/", "/"),
    ("", ""),
    ("a_token_b", "a_token_b"), ("/model/layers.0/q_proj/MatMul", "/model/layers.0/q_proj/MatMul"),
  ])
  func `what the optimizer added is dropped`(name: String, base: String) {
    #expect(LayerNames.base(name) == base)
  }

  @Test(arguments: [
    ("conv1_quant", "conv1"), ("layer1_MatMul_quant", "layer1"), ("first_Q4", "first"),
    ("up_matmul_Q4", "up"),
    ("_quant", "_quant"), ("quant", "quant"), ("conv1_quant_token_4", "conv1"),
  ])
  func `what tools of compression added is dropped of layers`(name: String, layer: String) {
    #expect(LayerNames.layer(name) == layer)
  }
}
