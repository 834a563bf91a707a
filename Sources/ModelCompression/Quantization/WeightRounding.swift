extension DenseLayer {
  /// Simulates weights of few bits: each becomes the nearest of `scale · integer`, one scale for each neuron, integers
  /// symmetric around 0 (fake quantization; Krishnamoorthi, Quantizing deep convolutional networks for efficient
  /// inference, 2018). 2 bits leave -1, 0 and 1; 8 bits are what ``QuantizedDenseLayer`` stores.
  ///
  /// The values stay FP32 and are as large and as slow as before: there is no kernel for 2 or 3 bits. It tells what such
  /// weights would cost in quality.
  /// - Parameter bits: 2…8. Each weight is within half of its neuron's largest one over 2^(bits - 1) - 1.
  /// - Throws: ``UnsupportedBits``, or ``NonFiniteWeight`` when a weight is NaN or infinite.
  public func roundedWeights(bits: Int) throws -> DenseLayer {
    guard (2...8).contains(bits) else { throw UnsupportedBits(bits: bits) }
    return try QuantizedDenseLayer(self, largest: 1 << (bits - 1) - 1).dequantized()
  }
}

extension MultilayerPerceptron {
  /// Simulates weights of few bits in every layer; biases stay as they are. See ``DenseLayer/roundedWeights(bits:)``.
  ///
  /// Write it with ``write(to:)``. ``writeQuantized(to:calibratedOn:)`` would round again, to 8 bits.
  /// - Parameter bits: 2…8.
  /// - Throws: ``UnsupportedBits``, or ``NonFiniteWeight`` when a weight is NaN or infinite.
  public func roundingWeights(toBits bits: Int) throws -> MultilayerPerceptron {
    try MultilayerPerceptron(layers: layers.map { try $0.roundedWeights(bits: bits) })
  }
}

/// Weights cannot be rounded to so many bits.
public struct UnsupportedBits: Error, Equatable, CustomStringConvertible {
  /// The number that was asked for.
  public let bits: Int

  /// The message for people.
  public var description: String {
    "weights cannot be rounded to \(bits) bits, expected 2…8: 1 bit has no symmetric range with 0 in it, "
      + "and more than 8 change too little to simulate"
  }
}
