import ArgumentParser
import Foundation
import NetWeightCore
import NetWeightONNX

/// `netweight inspect`
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what is in an ONNX model, what ran, and what nobody will have meant.",
    discussion: """
      First what the file itself tells: tensors by type, zeros, scales, pairs of weights that saturate, scales per \
      channel, versions, tensors that nothing uses. --static ends there, and needs no ONNX Runtime.

      Exit codes: 0 nothing was found; 1 something was found, or the file is damaged or missing; 3 nothing was found in \
      the file, and what ran could not be seen; 64 the command was not understood.
      """)

  @Argument(
    help: "The .onnx file.", completion: .file(extensions: ["onnx"]), transform: { URL(filePath: $0) })
  var model: URL

  @Option(
    help: ArgumentHelp(
      "The format that weights are meant to be in: \(list(NumericFormat.allCases.map(\.rawValue))).",
      valueName: "format"), transform: format)
  var expect: NumericFormat?

  @Option(help: "The execution provider that the model is meant for: cpu, xnnpack, tensorrt, …")
  var provider = "cpu"

  @Flag(
    name: .customLong("without-vnni"),
    help:
      "The model is to give the same answers on processors without VNNI: pairs that saturate there are found."
  )
  var mayLackVNNI = false

  @Flag(name: .customLong("static"), help: "Look at the file only, and run nothing.")
  var isStatic = false

  func run() throws {
    let model = try ONNXModelFile(readingFrom: model)
    let target = StaticTarget(provider: provider, mayLackVNNI: mayLackVNNI, expected: expect)
    let inspection = try StaticInspection(of: model, for: target)
    print(ModelText(model: model, inspection: inspection).text)
    if inspection.isBroken { throw ExitCode.broken }
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
