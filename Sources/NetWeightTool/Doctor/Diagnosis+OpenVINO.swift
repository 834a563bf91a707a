import NetWeightCore
import NetWeightOpenVINO

extension Diagnosis {
  /// The library that variants in OpenVINO run on, or every place where it was looked for.
  static func openVINO() -> Diagnosis {
    do throws(RuntimeMissing) {
      let library = try OpenVINOLibrary.shared
      let devices: String
      do throws(OpenVINOFailure) { devices = list(try library.devices()) } catch {
        devices = "not known: \(error.message)"
      }
      return Diagnosis(
        part: .openvino, state: .ok, found: ["\(library.version), \(library.path)", "devices: \(devices)"])
    } catch {
      return Diagnosis(.openvino, missing: error, consequence: "gates on variants in OpenVINO fail")
    }
  }
}
