import Foundation
import NetWeightCore
import NetWeightOpenVINO
import Testing

@Suite struct OpenVINOLibraryTests {
  @Test func `the library of this process says its version and finds the processor`() throws {
    let library = try OpenVINOLibrary.shared
    #expect(library.version.contains(#/^20\d\d\.\d+\.\d+$/#))
    #expect(try library.devices().contains("CPU"))
    let variant = OpenVINOVariant(fixture: Fixtures.small("dense"))
    #expect("\(variant.runtime)" == "OpenVINO \(library.version)")
  }

  @Test func `a path that is given is used, and found again by the same process`() throws {
    let library = try OpenVINOLibrary.shared
    let again = try OpenVINOLibrary.search(
      environment: ["OPENVINO_DYLIB_PATH": library.path], folders: [], names: [])
    #expect(again.version == library.version)
  }

  @Test func `a path that is given is not replaced by another library`() {
    let missing = #expect(throws: RuntimeMissing.self) {
      try OpenVINOLibrary.search(
        environment: ["OPENVINO_DYLIB_PATH": "/nowhere/libopenvino_c.so"],
        folders: RuntimeSearch.standardFolders)
    }
    #expect(
      missing?.description == """
        OpenVINO 2025.2 or newer was not found in 1 places
          /nowhere/libopenvino_c.so: cannot open shared object file: No such file or directory
        Next: set OPENVINO_DYLIB_PATH to a libopenvino_c of 2025.2 or newer, or unset it
        """)
  }

  @Test func `every place is named in the order in which it was tried`() throws {
    let scratch = try TinyIR()
    let root = scratch.folder.path(percentEncoded: false).dropLast()
    let wheel = scratch.folder.appending(path: "active/lib/python3.12/site-packages/openvino/libs")
    try FileManager.default.createDirectory(at: wheel, withIntermediateDirectories: true)
    try Data("no library".utf8).write(to: wheel.appending(path: "libopenvino_c.so.2641"))
    try Data().write(to: wheel.appending(path: "libopenvino.so.2641"))
    let missing = #expect(throws: RuntimeMissing.self) {
      try OpenVINOLibrary.search(
        environment: ["VIRTUAL_ENV": "\(root)/active"], folders: [scratch.folder],
        names: ["libnetweight-nowhere.so"])
    }
    let attempts = try #require(missing?.attempts.map(\.description))
    #expect(
      Array(attempts.prefix(3)) == [
        "\(root)/active/lib/python3.12/site-packages/openvino/libs/libopenvino_c.so.2641: file too short",
        "\(root)/.venv: no such folder", "\(root)/venv: no such folder",
      ])
    #expect(
      attempts.last == "libnetweight-nowhere.so: cannot open shared object file: No such file or directory")
    #expect(
      missing?.next
        == "python3 -m venv .venv && .venv/bin/pip install openvino, or set OPENVINO_DYLIB_PATH to the library"
    )
  }

  @Test func `words of the library are one line without the places in its source`() {
    #expect(
      OpenVINOFailure(
        """
        Exception from src/inference/src/cpp/core.cpp:84:
        Check 'false' failed at src/frontends/common_translators/src/unconverted_ops_report.cpp:151:
        FrontEnd API failed with OpConversionFailure:
        Model wasn't fully converted.
        Summary:
        -- No conversion rule found for operations: com.microsoft.QGemm


        """
      ).message
        == "Model wasn't fully converted. Summary: -- No conversion rule found for operations: com.microsoft.QGemm"
    )
    #expect(OpenVINOFailure("Exception from src/core.cpp:1:\n").message == "it does not say why")
  }
}
