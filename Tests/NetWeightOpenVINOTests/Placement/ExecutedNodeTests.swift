import NetWeightCore
import NetWeightOpenVINO
import Testing

/// Names of kernels and nodes as OpenVINO 2025.2 to 2026.4 have them. Those of BF16, FP16 and AVX-512 were not seen on the
/// machine that these tests were written on, which has neither: they are written by hand after OpenVINO's own tests.
@Suite struct ExecutedNodeTests {
  @Test(arguments: [
    ("brgemm_avx2_f32", NumericFormat.fp32), ("gemm_mlas_f32", .fp32), ("jit_avx512_FP32", .fp32),
    ("brgemm_avx512_amx_bf16", .bf16), ("brgemm_avx512_BF16", .bf16), ("brgconv_avx512_core_fp16_f16", .fp16),
    ("jit_gemm_I8", .int8), ("brgemm_avx512_I8", .int8), ("jit_gemm_i8", .int8),
    ("brgconv_avx512_amx_u8", .int8),
  ])
  func `the kernel's name ends with the format`(kernel: String, format: NumericFormat) {
    #expect(ExecutedNode("fc", "FullyConnected", kernel, microseconds: 1).inputFormat == format)
  }

  @Test(arguments: ["undef", "unknown_i32", "ref_any", "", "brgemm_avx2"])
  func `a kernel that does not say its format has none`(kernel: String) {
    #expect(ExecutedNode("fc", "FullyConnected", kernel, microseconds: 1).inputFormat == nil)
  }

  @Test(
    arguments: [
      ("brgemm_avx2_f32", true), ("jit_uni_f32", true), ("gemm_mlas_f32", true), ("gemm_acl_f32", true),
      ("ref_f32", false), ("jit_ref_I8", false), ("unknown_f32", nil), ("gemm_any_f32", nil),
    ] as [(String, Bool?)])
  func `the kernel's name says whether it is vectorized`(kernel: String, isVectorized: Bool?) {
    #expect(ExecutedNode("fc", "FullyConnected", kernel, microseconds: 1).isVectorized == isVectorized)
  }

  @Test(arguments: [
    ("/fc1/Add", "/fc1"), ("/fc1/MatMul/MatMulAddFusion/WithoutBiases/DequantizationMultiply", "/fc1"),
    ("/conv1/Conv/WithoutBiases", "/conv1"), ("logits", "logits"), ("Add", "Add"),
    ("/encoder/layer.0/query/MatMul", "/encoder/layer.0/query"), ("", ""),
  ])
  func `variants of one model share the names of layers`(name: String, layer: String) {
    #expect(ExecutedNode(name, "FullyConnected", "brgemm_avx2_f32", microseconds: 1).layer == layer)
  }

  @Test(arguments: [
    ("FullyConnected", OperatorClass.matrixProduct), ("FullyConnectedQuantizedLegacy", .matrixProduct),
    ("FullyConnectedCompressed", .matrixProduct), ("MatMul", .matrixProduct), ("LLMMLP", .matrixProduct),
    ("QKVProjection", .matrixProduct), ("Convolution", .convolution), ("Deconvolution", .convolution),
    ("DeformableConvolution", .convolution), ("ScaledDotProductAttention", .attention),
    ("PagedAttention", .attention), ("LSTMSequence", .recurrence), ("RNNCell", .recurrence),
    ("TensorIterator", .recurrence), ("Loop", .recurrence), ("FakeQuantize", .boundary),
    ("Convert", .boundary),
    ("Reorder", .layout), ("Transpose", .layout), ("Subgraph", .other), ("Softmax", .other),
  ])
  func `what a node does is told by its type`(type: String, operatorClass: OperatorClass) {
    #expect(ExecutedNode("node", type, "jit_avx2_f32", microseconds: 1).operatorClass == operatorClass)
  }

  @Test(arguments: [
    ("Relu", "undef", false), ("Parameter", "unknown_f32", false), ("Result", "unknown_f32", false),
    ("Reshape", "unknown_f32", true), ("FullyConnected", "brgemm_avx2_f32", true),
  ])
  func `nodes that were fused into others did not run`(type: String, kernel: String, isExecuted: Bool) {
    #expect(ExecutedNode("node", type, kernel, microseconds: 0).isExecuted == isExecuted)
  }
}
