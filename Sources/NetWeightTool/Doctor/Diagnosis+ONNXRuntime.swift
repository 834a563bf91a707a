import NetWeightCore
import NetWeightONNX

extension Diagnosis {
  /// The library that variants in ONNX run on, or every place where it was looked for.
  static func onnxRuntime() -> Diagnosis {
    do throws(RuntimeMissing) {
      let library = try ONNXRuntimeLibrary.shared
      return Diagnosis(
        part: .onnxruntime, state: .ok,
        found: ["\(library.version), \(library.path)", "execution providers: \(list(library.providers))"])
    } catch {
      return Diagnosis(.onnxruntime, missing: error, consequence: "gates on ONNX models fail")
    }
  }
}
