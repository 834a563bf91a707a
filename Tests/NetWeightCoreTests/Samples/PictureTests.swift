import Foundation
import NetWeightCore
import Testing

@Suite struct PictureTests {
  private func picture(_ elements: [Float], _ format: PictureFormat) -> Picture? {
    Picture(of: Tensor(vector: elements), as: format)
  }

  @Test func `grey is the same in red, green and blue`() {
    let picture = picture([0, 255, 128, 64], PictureFormat(width: 2, height: 2))
    #expect(picture?.width == 2)
    #expect(picture?.height == 2)
    #expect(picture.map { Array($0.rgb) } == [0, 0, 0, 255, 255, 255, 128, 128, 128, 64, 64, 64])
  }

  @Test func `three channels of a pixel are beside each other`() {
    let picture = picture([1, 2, 3, 4, 5, 6], PictureFormat(width: 1, height: 2, channels: 3))
    #expect(picture.map { Array($0.rgb) } == [1, 2, 3, 4, 5, 6])
  }

  @Test func `values beyond black and white are clamped, and NaN is black`() {
    let format = PictureFormat(width: 6, height: 1, black: -1, white: 1)
    let picture = picture([-9, -1, 0, 1, 9, .nan], format)
    #expect(
      picture?.rgb.enumerated().filter { $0.offset % 3 == 0 }.map(\.element) == [0, 0, 128, 255, 255, 0])
  }

  @Test func `black may be above white`() {
    let picture = picture([0, 16], PictureFormat(width: 2, height: 1, black: 16, white: 0))
    #expect(picture.map { Array($0.rgb) } == [255, 255, 255, 0, 0, 0])
  }

  @Test(arguments: [(96, 96, 1), (97, 49, 2), (192, 96, 2), (193, 65, 3), (1_000, 91, 11)])
  func `a large picture leaves whole pixels out`(side: Int, shown: Int, step: Int) {
    let elements = (0..<side * side).map { Float($0 / side % 256) }
    let picture = picture(elements, PictureFormat(width: side, height: side))
    #expect(picture?.width == shown)
    #expect(picture?.height == shown)
    #expect(picture?.rgb.count == 3 * shown * shown)
    #expect(picture?.rgb[3 * shown] == UInt8(step % 256))
  }

  @Test func `a picture that is much wider than high keeps a row`() {
    #expect(picture([Float](repeating: 9, count: 500), PictureFormat(width: 500, height: 1))?.height == 1)
  }

  @Test(arguments: [
    PictureFormat(width: 2, height: 1), PictureFormat(width: 0, height: 4),
    PictureFormat(width: -2, height: -2),
    PictureFormat(width: 1, height: 2, channels: 2), PictureFormat(width: 4, height: 1, channels: 0),
    PictureFormat(width: 4, height: 1, black: 7, white: 7), PictureFormat(width: .max, height: .max),
    PictureFormat(width: .max, height: 1, channels: 3), PictureFormat(width: 1 << 62, height: 4),
    PictureFormat(width: (1 << 62) + 1, height: 4),
  ])
  func `a format that does not fit the elements shows nothing`(format: PictureFormat) {
    #expect(picture([1, 2, 3, 4], format) == nil)
  }

  @Test(arguments: [(Float.nan, Float(255)), (0, .nan), (-.infinity, .infinity), (0, .infinity)])
  func `black and white that are no numbers are black`(black: Float, white: Float) {
    let picture = picture([1], PictureFormat(width: 1, height: 1, black: black, white: white))
    #expect(picture.map { Array($0.rgb) } == [0, 0, 0])
  }
}
