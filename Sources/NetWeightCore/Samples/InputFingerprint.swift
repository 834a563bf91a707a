import Foundation

/// What really goes into a model: the tensors of a set after preprocessing, so that a change of preprocessing shows,
/// whatever its version says, and shows where.
public struct InputFingerprint: Sendable, Hashable, Codable {
  /// SHA-256 over shapes and elements of all tensors, in the order of the set.
  public var sha256: String
  /// Four hexadecimal digits for each run of samples that follow each other.
  public var runs: String
  /// How many samples one run has: 1 up to ten thousand samples.
  public var runLength: Int
  /// The first tensors, element by element: up to 8 of them, 4,096 elements in all, base64 of little-endian floats.
  public var first: [String]

  static let mostRuns = 10_000
  static let mostTensors = 8
  static let mostElements = 4_096
}

extension InputFingerprint {
  /// The fingerprint of a set.
  /// - Throws: ``SampleSetError``.
  public init(of set: SampleSet) throws {
    var builder = Builder(samples: set.count)
    var blocks = try set.blocks(of: 256)
    while let block = try blocks.next() {
      for sample in try block.samples() { builder.add(sample.input, hash: Fingerprint.of(sample.input)) }
    }
    self = builder.fingerprint
  }

  /// Takes the fingerprint of tensors one after the other.
  struct Builder {
    private var digest = Digest()
    private var runs = ""
    private let runLength: Int
    private var inRun = 0
    private var run: UInt64 = 0
    private var first: [String] = []
    private var elements = 0

    /// - Parameter samples: how many there will be.
    init(samples: Int) {
      runLength = max(1, (samples + InputFingerprint.mostRuns - 1) / InputFingerprint.mostRuns)
    }

    /// - Parameter hash: of the tensor, taken on whichever core had it.
    mutating func add(_ tensor: Tensor, hash: UInt64) {
      for length in tensor.shape { digest.update(UInt64(length)) }
      tensor.scalars.withUnsafeBytes { digest.update($0) }
      run = run &* 0x100_0000_01B3 ^ hash
      inRun += 1
      if inRun == runLength { endRun() }
      guard first.count < InputFingerprint.mostTensors, elements < InputFingerprint.mostElements else {
        return
      }
      let kept = tensor.scalars.prefix(InputFingerprint.mostElements - elements)
      elements += kept.count
      first.append(InputFingerprint.text(of: kept))
    }

    private mutating func endRun() {
      let digits = String((run >> 24) & 0xFFFF, radix: 16)
      runs += String(repeating: "0", count: 4 - digits.count) + digits
      (run, inRun) = (0, 0)
    }

    var fingerprint: InputFingerprint {
      var complete = self
      if inRun > 0 { complete.endRun() }
      return InputFingerprint(
        sha256: digest.hexadecimal, runs: complete.runs, runLength: runLength, first: first)
    }
  }

  fileprivate static func text(of elements: ArraySlice<Float>) -> String {
    elements.reduce(into: Data()) { data, element in
      withUnsafeBytes(of: element.bitPattern.littleEndian) { data.append(contentsOf: $0) }
    }.base64EncodedString()
  }

  private static func elements(of text: String) -> [Float] {
    let bytes = [UInt8](Data(base64Encoded: text) ?? Data())
    return stride(from: 0, to: bytes.count - bytes.count % 4, by: 4).map { start in
      Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << (8 * UInt32($1)) })
    }
  }
}

extension InputFingerprint {
  /// Where the tensors of a set are others than they were.
  public struct Change: Sendable, Hashable {
    /// The first sample that differs, counted from 0; of longer runs, the first sample of the run.
    public var sample: Int
    /// How many samples, or runs of samples, differ, and of how many.
    public var differing, runs: Int
    /// The first element that differs, with its old and its new value; nil of a sample whose elements are not kept.
    public var element: (index: Int, old: Float, new: Float)? {
      get { place.map { ($0, old, new) } }
    }
    fileprivate var place: Int?
    fileprivate var old: Float = 0
    fileprivate var new: Float = 0
  }

  /// The change since another fingerprint of the same samples; nil when there is none.
  public func change(since old: InputFingerprint) -> Change? {
    guard sha256 != old.sha256 else { return nil }
    let pairs = zip(runs.chunks(of: 4), old.runs.chunks(of: 4)).enumerated()
    let differing = pairs.filter { $0.element.0 != $0.element.1 }.map(\.offset)
    // The SHA-256 sees what 16 bits a run may miss, one time in 65,536.
    var change = Change(
      sample: (differing.first ?? 0) * runLength, differing: max(1, differing.count), runs: runs.count / 4)
    guard runLength == 1, first.indices.contains(change.sample), old.first.indices.contains(change.sample)
    else { return change }
    let now = Self.elements(of: first[change.sample])
    let then = Self.elements(of: old.first[change.sample])
    let place = zip(now, then).enumerated().first { $0.element.0.bitPattern != $0.element.1.bitPattern }
    if let place {
      change.place = place.offset
      (change.new, change.old) = place.element
    }
    return change
  }
}

extension String {
  fileprivate func chunks(of length: Int) -> [Substring] {
    var rest = Substring(self)
    var chunks: [Substring] = []
    while !rest.isEmpty {
      chunks.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return chunks
  }
}
