import COpenVINO
public import NetWeightCore

/// How OpenVINO runs a model.
public struct OpenVINOOptions: Sendable, Hashable {
  /// What runs it: `CPU`, or another device that OpenVINO finds on this machine. `AUTO` and others that choose among
  /// several are none.
  public var device: String
  /// Threads that work on one run, at least 1; nil leaves it to OpenVINO, which takes one for each core.
  public var threads: Int?
  /// What floats are computed in: `.fp32`, `.bf16` or `.fp16`, where the device can; others are computed in FP32. Nil
  /// leaves it to OpenVINO, **which computes FP32 models in BF16 or FP16 on processors that are faster at it**.
  public var inferencePrecision: NumericFormat?
  /// Samples that go in at once, at least 1, of a model of one input that leaves it open; nil leaves it open. OpenVINO
  /// makes more of a model whose lengths are all known: a CNN in INT8 took 70 µs instead of 135.
  public var batch: Int?
  /// Properties of the device, by the keys that OpenVINO documents: `DYNAMIC_QUANTIZATION_GROUP_SIZE`. They win over what
  /// is said above.
  public var properties: [String: String]

  /// What OpenVINO does by itself, in one stream: calls that come at the same time wait for each other.
  public init(
    device: String = "CPU", threads: Int? = nil, inferencePrecision: NumericFormat? = nil, batch: Int? = nil,
    properties: [String: String] = [:]
  ) {
    self.device = device
    self.threads = threads
    self.inferencePrecision = inferencePrecision
    self.batch = batch
    self.properties = properties
  }

  /// All properties, with what users say before what is done for them.
  var allProperties: [String: String] {
    var all = ["NUM_STREAMS": "1"]
    if let threads { all["INFERENCE_NUM_THREADS"] = "\(threads)" }
    if let inferencePrecision { all["INFERENCE_PRECISION_HINT"] = Self.floats[inferencePrecision] }
    return all.merging(properties) { $1 }
  }

  /// OpenVINO's names of what floats can be computed in.
  private static let floats: [NumericFormat: String] = [.fp32: "f32", .bf16: "bf16", .fp16: "f16"]

  /// - Throws: ``RuntimeError`` for options that mean nothing, or a device that is not there.
  func check(_ library: OpenVINOLibrary, _ model: String) throws(RuntimeError) {
    if let threads, threads < 1 {
      throw Self.refusal(
        model, "options ask for \(threads) threads, expected 1 or more", "or nil for the runtime's own")
    }
    if let batch, batch < 1 {
      throw Self.refusal(
        model, "options ask for batches of \(batch), expected 1 or more", "or nil to leave it open")
    }
    if let inferencePrecision, Self.floats[inferencePrecision] == nil {
      throw Self.refusal(
        model, "options ask for the inference precision \(inferencePrecision), and floats are computed in it",
        "say .fp32, .bf16 or .fp16; integers are in the model")
    }
    let most = Int(NW_OV_MOST_PROPERTIES) - 2
    guard allProperties.count <= most else {
      throw Self.refusal(
        model, "options have \(allProperties.count) properties, and \(most) can be passed on", "remove some")
    }
    // The plugins of other devices are not loaded to find out that there is a processor.
    guard device != "CPU" else { return }
    let devices: [String]
    do throws(OpenVINOFailure) { devices = try library.devices() } catch {
      throw Self.refusal(
        model, "OpenVINO \(library.version) does not list its devices: \(error.message)", "use CPU")
    }
    guard devices.contains(where: { $0 == device || $0.hasPrefix("\(device).") }) else {
      throw Self.refusal(
        model,
        "options ask for the device \(device); OpenVINO \(library.version) found \(devices.joined(separator: ", "))",
        "name one of these, or install its driver")
    }
  }

  private static func refusal(_ model: String, _ problem: String, _ next: String) -> RuntimeError {
    RuntimeError(.options, model, problem, next: next)
  }
}
