import Foundation
import NetWeightCore
import NetWeightONNX
import Testing

@Suite struct DumpTests {
  @Test func dump() throws {
    let folder =
      ProcessInfo.processInfo.environment["DUMP"].map { URL(filePath: $0) }
      ?? URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted() {
      let name = String(file.dropLast(5))
      let recording = try Recording(name, in: folder)
      let placement = try recording.placement()
      print("==", name, "floor", placement.timingFloor, "kernels µs", (placement.kernelTime ?? 0) / 1000)
      for n in placement.nodes where n.operatorClass.isHeavy || n.conversion != nil {
        print(
          "  ", n.name, n.layer, n.operatorType, n.kernel, n.precision as Any, n.hasWeights,
          Format.duration(nanoseconds: n.nanoseconds ?? -1), Format.fixed(n.shareOfTime * 100, 1),
          n.speed.map(Format.rate) ?? "-", n.conversion as Any, n.reason?.cause ?? "")
      }
      let parts = name.split(separator: "-")
      let base = parts[1]
      let formats: [String: NumericFormat] = ["fp32": .fp32, "fp16": .fp16, "int4": .int4]
      let format = formats[String(parts[2])] ?? .int8
      var reference: PlacementExpectation.Reference?
      if parts[0] == "1.31.1" {
        let r = try Recording("1.31.1-\(base)-fp32")
        reference = .init(name: "fp32", format: .fp32, placement: try r.placement(), bytes: r.bytes)
      }
      for f in PlacementExpectation(
        format: format, provider: "CPUExecutionProvider", bytes: recording.bytes, reference: reference
      ).findings(in: placement) {
        print("  !!", f.kind.rawValue, f, "→", f.reason?.cure ?? "")
      }
      for r in placement.remarks { print("  remark", r) }
    }
  }
}
