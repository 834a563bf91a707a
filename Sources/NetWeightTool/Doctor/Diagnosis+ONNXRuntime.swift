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
      return Diagnosis(
        part: .onnxruntime, state: .missing,
        found: ["\(error.runtime) was not found; tried"] + error.attempts.map { "  \($0)" },
        consequence: "gates on ONNX models fail, unless their suite says that the runtime is optional",
        next: error.next)
    }
  }
}
