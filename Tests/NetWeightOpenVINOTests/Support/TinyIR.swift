import Foundation

/// A dense layer in OpenVINO's own format, written for one test and removed after it: y = x · W with W[i][j] = i − j.
final class TinyIR: Sendable {
  let folder: URL
  var model: URL { folder.appending(path: "dense.xml") }
  var weights: URL { folder.appending(path: "dense.bin") }

  init() throws {
    folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appending(path: "netweight-openvino-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(Self.text.utf8).write(to: model)
    let numbers = (0..<12).map { Float($0 / 3 - $0 % 3).bitPattern.littleEndian }
    try numbers.withUnsafeBytes { Data($0) }.write(to: weights)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private static let text = """
    <?xml version="1.0"?>
    <net name="dense" version="11">
      <layers>
        <layer id="0" name="x" type="Parameter" version="opset1">
          <data shape="1,4" element_type="f32"/>
          <output><port id="0" precision="FP32" names="x"><dim>1</dim><dim>4</dim></port></output>
        </layer>
        <layer id="1" name="weights" type="Const" version="opset1">
          <data element_type="f32" shape="4,3" offset="0" size="48"/>
          <output><port id="0" precision="FP32"><dim>4</dim><dim>3</dim></port></output>
        </layer>
        <layer id="2" name="multiply" type="MatMul" version="opset1">
          <data transpose_a="false" transpose_b="false"/>
          <input>
            <port id="0" precision="FP32"><dim>1</dim><dim>4</dim></port>
            <port id="1" precision="FP32"><dim>4</dim><dim>3</dim></port>
          </input>
          <output><port id="2" precision="FP32" names="y"><dim>1</dim><dim>3</dim></port></output>
        </layer>
        <layer id="3" name="result" type="Result" version="opset1">
          <input><port id="0" precision="FP32"><dim>1</dim><dim>3</dim></port></input>
        </layer>
      </layers>
      <edges>
        <edge from-layer="0" from-port="0" to-layer="2" to-port="0"/>
        <edge from-layer="1" from-port="0" to-layer="2" to-port="1"/>
        <edge from-layer="2" from-port="2" to-layer="3" to-port="0"/>
      </edges>
    </net>
    """
}
