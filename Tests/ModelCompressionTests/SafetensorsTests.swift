import Foundation
import ModelCompression
import NetWeightCore
import Testing

@Suite("Model files")
struct SafetensorsTests {
  @Test("what is written is what is read, for widths that need padding and widths that don't")
  func roundTrip() async throws {
    for widths in [[3, 5, 2], [64, 64, 64], [65, 127, 10], [1, 1]] {
      let network = try MultilayerPerceptron(widths: widths, seed: 9)
      var generator = SplitMix64(seed: 1)
      let input = generator.floats(widths[0])
      let answer = try await withTemporaryFile { url in
        try network.write(to: url)
        return try await load(url).predict(Tensor(vector: input))
      }
      #expect(answer.shape == [widths[widths.count - 1]])
      for (found, expected) in zip(answer.scalars, network.logits(input)) {
        #expect(abs(Double(found) - expected) < 1e-5)
      }
    }
  }

  @Test("the same network gives the same bytes")
  func stableBytes() async throws {
    let network = try MultilayerPerceptron(widths: [5, 7, 3], seed: 2)
    let first = try await bytes { try network.writeQuantized(to: $0) }
    let second = try await bytes { try network.writeQuantized(to: $0) }
    #expect(first == second)
  }

  @Test("a file of two layers is laid out as other readers of the format expect it")
  func layout() async throws {
    let network = try MultilayerPerceptron(layers: [
      DenseLayer(inputs: 2, outputs: 1, weights: [1, -2], bias: [0.5])
    ])
    let data = try await bytes { try network.write(to: $0) }
    let header =
      #"{"layer1.bias":{"data_offsets":[8,12],"dtype":"F32","shape":[1]},"#
      + #""layer1.weight":{"data_offsets":[0,8],"dtype":"F32","shape":[1,2]}}"#
    let length = data.prefix(8).enumerated().reduce(0) { $0 + Int($1.element) << (8 * $1.offset) }
    let text = String(decoding: data.dropFirst(8).prefix(length), as: UTF8.self)
    #expect(text.trimmingCharacters(in: .whitespaces) == header)
    #expect((8 + length) % 64 == 0)
    #expect(Array(data.suffix(12)) == [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 0, 0, 0, 0x3F])
  }

  @Test("a file cut at any byte is refused, never a crash")
  func truncated() async throws {
    let network = try MultilayerPerceptron(widths: [2, 2], seed: 2)
    let whole = try await bytes { try network.writeQuantized(to: $0) }
    try await withTemporaryFile { url in
      for length in 0..<whole.count {
        try whole.prefix(length).write(to: url)
        await #expect(throws: ModelFileError.self) { try await load(url) }
      }
    }
  }

  @Test(
    "a file with one bad byte loads or is refused, never a crash", arguments: [UInt8(0x00), 0xFF, 0x39, 0x5B])
  func damaged(byte: UInt8) async throws {
    let network = try MultilayerPerceptron(widths: [2, 2], seed: 2)
    let whole = try await bytes { try network.writeQuantized(to: $0) }
    try await withTemporaryFile { url in
      for position in whole.indices {
        var damaged = whole
        damaged[position] = byte
        try damaged.write(to: url)
        do {
          let loaded = try await load(url)
          _ = try? await loaded.predict(Tensor(vector: [1, 2]))
        } catch {
          #expect(error is ModelFileError, "byte \(position)")
        }
      }
    }
  }

  private func bytes(_ write: (URL) throws -> Void) async throws -> Data {
    try await withTemporaryFile { url in
      try write(url)
      return try Data(contentsOf: url)
    }
  }
}
