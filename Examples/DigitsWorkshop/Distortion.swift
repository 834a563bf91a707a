import ModelCompression
import NetWeightCore

/// An 8×8 picture, row-major, ink from 0 (none) to 16.
typealias Pixels = [Double]

/// What can go wrong with a picture: the slices of the hard set.
///
/// Only sums, products, quotients and roots, which IEEE 754 rounds alike everywhere, so that the set comes out
/// the same on every machine; sine and cosine would depend on the system's library.
enum Distortion: String, CaseIterable {
  case noise, shift, rotation, inversion, occlusion, blur
  case lowContrast = "low-contrast"

  static let side = 8
  static let ink = 16.0

  /// The picture distorted.
  /// - Parameter strength: 1 as in the hard set; training uses less.
  func apply(to pixels: Pixels, strength: Double, using generator: inout SplitMix64) -> Pixels {
    switch self {
    case .noise:
      return pixels.map { $0 + strength * 4 * generator.normal() }
    case .shift:
      let directions = [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)]
      let (dx, dy) = directions[generator.below(directions.count)]
      return Self.resampled(pixels) { x, y in (x + dx * strength, y + dy * strength) }
    case .rotation:
      // By the tangent of half the angle: 0.19 is 21.5°.
      let half = strength * generator.uniform(in: 0.15...0.23) * (generator.below(2) == 0 ? 1 : -1)
      let (cosine, sine) = ((1 - half * half) / (1 + half * half), 2 * half / (1 + half * half))
      let center = Double(Self.side - 1) / 2
      return Self.resampled(pixels) { x, y in
        (
          center + cosine * (x - center) - sine * (y - center),
          center + sine * (x - center) + cosine * (y - center)
        )
      }
    case .inversion:
      return pixels.map { Self.ink - $0 }
    case .occlusion:
      let size = strength < 1 ? 2 : 3
      let (left, top) = (generator.below(Self.side - size + 1), generator.below(Self.side - size + 1))
      return pixels.enumerated().map { index, value in
        let (x, y) = (index % Self.side, index / Self.side)
        return (left..<left + size).contains(x) && (top..<top + size).contains(y) ? 0 : value
      }
    case .blur:
      return Self.blurred(pixels, strength: strength)
    case .lowContrast:
      let contrast = 1 - strength * generator.uniform(in: 0.6...0.75)
      let veil = strength * generator.uniform(in: 0...4)
      return pixels.map { $0 * contrast + veil }
    }
  }

  /// Bilinear; outside of the picture there is no ink.
  private static func resampled(_ pixels: Pixels, _ place: (Double, Double) -> (Double, Double)) -> Pixels {
    func at(_ x: Int, _ y: Int) -> Double {
      (0..<side).contains(x) && (0..<side).contains(y) ? pixels[y * side + x] : 0
    }
    return pixels.indices.map { index in
      let (x, y) = place(Double(index % side), Double(index / side))
      let (left, top) = (x.rounded(.down), y.rounded(.down))
      let (i, j, fx, fy) = (Int(left), Int(top), x - left, y - top)
      let upper = at(i, j) * (1 - fx) + at(i + 1, j) * fx
      return upper * (1 - fy) + (at(i, j + 1) * (1 - fx) + at(i + 1, j + 1) * fx) * fy
    }
  }

  /// The mean of the pixel and its eight neighbours, mixed with the original below strength 1.
  private static func blurred(_ pixels: Pixels, strength: Double) -> Pixels {
    pixels.indices.map { index in
      let (x, y) = (index % side, index / side)
      var sum = 0.0
      for j in max(0, y - 1)...min(side - 1, y + 1) {
        for i in max(0, x - 1)...min(side - 1, x + 1) { sum += pixels[j * side + i] }
      }
      return pixels[index] * (1 - strength) + sum / 9 * strength
    }
  }
}

/// What a file stores: whole numbers 0…16.
func stored(_ pixels: Pixels) -> [Float] {
  pixels.map { Float(min(Distortion.ink, max(0, $0)).rounded()) }
}
