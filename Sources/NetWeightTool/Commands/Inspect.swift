import ArgumentParser
import Foundation
import NetWeightCore
import NetWeightONNX

/// `netweight inspect`
struct Inspect: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what is in an ONNX model, what ran, and what nobody will have meant.",
    discussion: """
      First what the file itself tells: tensors by type, zeros, scales, pairs of weights that saturate, scales per \
      channel, versions, tensors that nothing uses. --static ends there, and needs no ONNX Runtime. Then what ONNX \
      Runtime ran on inputs that are made up: each node's precision, provider, share of the time and speed. With \
      --reference, kernels that are no faster than the reference's are found too.

      Exit codes: 0 nothing was found; 1 something was found, or a file is damaged or missing; 3 nothing was found in \
      the file, and what ran could not be seen; 64 the command was not understood.
      """)

  @Argument(
    help: "The .onnx file.", completion: .file(extensions: ["onnx"]), transform: { URL(filePath: $0) })
  var model: URL

  @Option(
    help: ArgumentHelp(
      "The format that weights are meant to be in: \(list(NumericFormat.allCases.map(\.rawValue))). Default: the one "
        + "that most are stored in.", valueName: "format"), transform: format)
  var expect: NumericFormat?

  @Option(
    help: "The .onnx file that it was compressed from.", completion: .file(extensions: ["onnx"]),
    transform: { URL(filePath: $0) })
  var reference: URL?

  @Option(help: "The execution provider that the model is meant for: cpu, xnnpack, tensorrt, …")
  var provider = "cpu"

  @Option(
    name: .customLong("length"), parsing: .singleValue,
    help: ArgumentHelp(
      "Of a dimension that the model leaves open: sequence=128. Default: 1.", valueName: "name=n"),
    transform: length)
  var lengths: [Length] = []

  @Option(help: "Threads of the runtime.")
  var threads = 1

  @Flag(
    name: .customLong("without-vnni"),
    help:
      "The model is to give the same answers on processors without VNNI: pairs that saturate there are found."
  )
  var mayLackVNNI = false

  @Flag(name: .customLong("static"), help: "Look at the file only, and run nothing.")
  var isStatic = false

  /// The length of an open dimension.
  struct Length {
    let name: String
    let length: Int
  }

  func run() async throws {
    let file = try ONNXModelFile(readingFrom: model)
    var target = StaticTarget(provider: provider, mayLackVNNI: mayLackVNNI, expected: expect)
    var missing: RuntimeMissing?
    if !isStatic {
      do throws(RuntimeMissing) {
        let parts = try ONNXRuntimeLibrary.shared.version.split(separator: ".")
        target.runtimeMinorVersion = parts.count > 1 ? Int(parts[1]) : nil
      } catch {
        missing = error
      }
    }
    let inspection = try StaticInspection(of: file, for: target)
    print(ModelText(model: file, inspection: inspection).text)
    var isBroken = inspection.isBroken
    var unseen = missing.map { "\($0)" }
    if !isStatic, missing == nil {
      do { isBroken = try await !ranAsMeant(inspection) || isBroken } catch let error as ValidationError {
        throw error
      } catch { unseen = "\(error)" }
    }
    if let unseen { warn("What ran was not seen: \(unseen)") }
    if isBroken { throw ExitCode.broken }
    if unseen != nil { throw ExitCode.inconclusive }
  }

  /// Nothing that ran can be judged.
  private struct Unseen: Error, CustomStringConvertible { let description: String }

  /// Prints what ran.
  /// - Returns: whether nothing was found in it.
  private func ranAsMeant(_ inspection: StaticInspection) async throws -> Bool {
    let stored = inspection.formats.max { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }?.key
    let format = expect ?? stored ?? .fp32
    let variant = try variant(model, format)
    let open = lengths.isEmpty ? [] : Set(try variant.openDimensions())
    if let odd = lengths.first(where: { !open.contains($0.name) }) {
      throw ValidationError(
        "No input of \(model.lastPathComponent) leaves a dimension '\(odd.name)' open. Open are: \(list(open.sorted()))."
      )
    }
    let input = [Tensor(vector: [0])]
    var placement = try await variant.placement(on: input)
    var expectation = PlacementExpectation(
      format: format, provider: variant.executionProvider, bytes: try variant.artefactBytes())
    if let reference {
      let before = try self.variant(reference, .fp32)
      expectation.reference = .init(
        name: before.name, format: .fp32, placement: try await before.placement(on: input),
        bytes: try before.artefactBytes())
      try await expectation.confirmSlowKernels(in: &placement) {
        try await variant.placement(on: input)
      } against: {
        try await before.placement(on: input)
      }
    }
    let findings = expectation.findings(in: placement)
    if findings.isEmpty, placement.weighted.isEmpty {
      throw Unseen(
        description: "no node with weights ran, so there is nothing to judge. Next: check the file.")
    }
    print(PlacementText(placement: placement, expectation: expectation, findings: findings).text)
    return findings.isEmpty
  }

  private func variant(_ url: URL, _ format: NumericFormat) throws -> ONNXVariant {
    let name = url.deletingPathExtension().lastPathComponent
    let options = ONNXOptions(threads: threads, providers: [ExecutionProvider(called: provider)])
    let lengths = Dictionary(lengths.map { ($0.name, $0.length) }) { $1 }
    return try .inventingInputs(name, at: url, format: format, options: options, lengths: lengths)
  }
}

extension ExecutionProvider {
  /// By the name that people use, or ONNX Runtime's own.
  fileprivate init(called name: String) {
    let known = [
      "cpu": "CPU", "xnnpack": "Xnnpack", "coreml": "CoreML", "tensorrt": "Tensorrt", "cuda": "CUDA",
    ]
    self.init(known[name.lowercased()].map { "\($0)ExecutionProvider" } ?? name)
  }
}

/// - Throws: `ValidationError` naming the formats that there are.
private func format(_ name: String) throws -> NumericFormat {
  guard let format = NumericFormat(rawValue: name) else {
    throw ValidationError(
      "There is no format '\(name)'. The formats are: \(list(NumericFormat.allCases.map(\.rawValue))).")
  }
  return format
}

/// - Throws: `ValidationError` when it is not a name and a number.
private func length(_ text: String) throws -> Inspect.Length {
  let parts = text.split(separator: "=")
  guard parts.count == 2, let length = Int(parts[1]), length > 0 else {
    throw ValidationError(
      "'\(text)' is no length. Give the name of the dimension and a number: sequence=128.")
  }
  return Inspect.Length(name: String(parts[0]), length: length)
}
