/// What a sample set is, where it comes from and what its files must hash to: `GoldSets/<name>/manifest.json`.
public struct Manifest: Sendable, Equatable, Codable {
  /// The schema that this version of NetWeight reads and writes.
  public static let currentSchema = 1

  /// The version of this file's layout.
  public var schema: Int
  /// The name of the set, which is also the name of its folder.
  public var name: String
  /// Where the samples come from.
  public var origin: String
  /// The licence of the samples, as an SPDX identifier.
  public var licence: String
  /// Whom the licence asks to name.
  public var attribution: String
  /// How the files were made, and the command that makes them again.
  public var made: String
  /// The shape of one input.
  public var inputShape: [Int]
  /// How many classes there are; labels are 0..<classes. Nil where samples have no labels.
  public var classes: Int?
  /// How stored inputs look to people, for reports; nil where they do not look like anything.
  public var picture: PictureFormat?
  /// The version of the preprocessing that the inputs are meant to go through.
  public var preprocessing: String
  /// Each file of the set by name: `gold.jsonl`, `hard.jsonl`.
  public var files: [String: File]

  /// One file of a set.
  public struct File: Sendable, Equatable, Codable {
    /// Hexadecimal, lower case.
    public var sha256: String
    /// How many samples it holds; nil of a file that only holds inputs.
    public var samples: Int?

    /// Describes one file.
    public init(sha256: String, samples: Int?) {
      self.sha256 = sha256
      self.samples = samples
    }
  }

  /// Describes a set.
  public init(
    name: String, origin: String, licence: String, attribution: String, made: String, inputShape: [Int],
    classes: Int?, picture: PictureFormat? = nil, preprocessing: String, files: [String: File]
  ) {
    schema = Self.currentSchema
    self.name = name
    self.origin = origin
    self.licence = licence
    self.attribution = attribution
    self.made = made
    self.inputShape = inputShape
    self.classes = classes
    self.picture = picture
    self.preprocessing = preprocessing
    self.files = files
  }
}

extension Manifest {
  /// Reads a manifest, and refuses one whose shape or classes no sample can have.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    schema = try container.decode(Int.self, forKey: .schema)
    name = try container.decode(String.self, forKey: .name)
    origin = try container.decode(String.self, forKey: .origin)
    licence = try container.decode(String.self, forKey: .licence)
    attribution = try container.decode(String.self, forKey: .attribution)
    made = try container.decode(String.self, forKey: .made)
    inputShape = try container.decode([Int].self, forKey: .inputShape)
    classes = try container.decodeIfPresent(Int.self, forKey: .classes)
    picture = try container.decodeIfPresent(PictureFormat.self, forKey: .picture)
    preprocessing = try container.decode(String.self, forKey: .preprocessing)
    files = try container.decode([String: File].self, forKey: .files)
    let elements = inputShape.reduce(1.0) { $0 * Double($1) }
    guard !inputShape.isEmpty, inputShape.allSatisfy({ $0 > 0 }), elements <= 1e9 else {
      throw DecodingError.dataCorruptedError(
        forKey: .inputShape, in: container, debugDescription: "\(inputShape) is no shape of an input")
    }
    if let file = files.filter({ $0.key.hasSuffix(".jsonl") && $0.value.samples == nil }).keys.min() {
      throw DecodingError.dataCorruptedError(
        forKey: .files, in: container, debugDescription: "\(file) has no number of \"samples\"")
    }
    if let classes, classes <= 0 {
      throw DecodingError.dataCorruptedError(
        forKey: .classes, in: container, debugDescription: "\(classes) is no number of classes")
    }
  }
}
