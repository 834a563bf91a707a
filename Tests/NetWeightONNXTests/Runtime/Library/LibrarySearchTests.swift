import Foundation
import NetWeightCore
import NetWeightONNX
import Testing

@Suite struct LibrarySearchTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  /// What a search says that finds nothing.
  private func missing(
    _ environment: [String: String] = [:], from path: String = "", names: [String] = []
  ) -> RuntimeMissing? {
    let search = LibrarySearch(
      environment: environment, folders: [folder.url.appending(path: path, directoryHint: .isDirectory)],
      names: names)
    do throws(RuntimeMissing) {
      let library = try search.library()
      Issue.record("found \(library.path)")
      return nil
    } catch {
      return error
    }
  }

  @Test func `the library of this process is the one that its version and providers say`() throws {
    let library = try ONNXRuntimeLibrary.shared
    #expect(library.version.hasPrefix("1."))
    #expect(library.providers.contains("CPUExecutionProvider"))
    #expect(library.buildInfo.contains("ORT Build Info"))
    #expect(library.tableVersion == min(24, try #require(Int(library.version.split(separator: ".")[1]))))
  }

  @Test func `a path that is given is used, and found again by the same process`() throws {
    let path = try ONNXRuntimeLibrary.shared.path
    let search = LibrarySearch(environment: ["ORT_DYLIB_PATH": path], folders: [], names: [])
    #expect(try search.library().version == ONNXRuntimeLibrary.shared.version)
  }

  @Test func `a path that is given is not replaced by another library`() throws {
    try folder.write(
      Data(), to: ".venv/lib/python3.12/site-packages/onnxruntime/capi/libonnxruntime.so.1.31.1")
    let path = "\(folder.path)/nowhere.so"
    let missing = missing(["ORT_DYLIB_PATH": path])
    #expect(
      missing?.description == """
        ONNX Runtime 1.19 or newer was not found in 1 places
          \(path): cannot open shared object file: No such file or directory
        Next: set ORT_DYLIB_PATH to a libonnxruntime of 1.19 or newer, or unset it
        """)
  }

  @Test func `every place is named in the order in which it was tried, with what was wrong there`() throws {
    let packages = "lib/python3.12/site-packages"
    try folder.write(
      Data("no library".utf8), to: "active/\(packages)/onnxruntime/capi/libonnxruntime.so.1.9.0")
    try folder.write(
      Data("no library".utf8), to: "active/\(packages)/onnxruntime/capi/libonnxruntime.so.1.31.1")
    try folder.write(Data(), to: "package/.venv/\(packages)/onnxruntime/capi/onnxruntime_pybind11_state.so")
    try folder.write(Data(), to: ".venv/\(packages)/numpy/__init__.py")
    let found = missing(
      ["VIRTUAL_ENV": "\(folder.path)/active", "ORT_DYLIB_PATH": ""], from: "package/Tests",
      names: ["libnetweight-nowhere.so"])
    let attempts = try #require(found?.attempts.map(\.description))
    let root = folder.path
    let wheel = "\(root)/active/\(packages)/onnxruntime/capi/libonnxruntime.so"
    #expect(
      Array(attempts.prefix(8)) == [
        "\(wheel).1.31.1: file too short", "\(wheel).1.9.0: file too short",
        "\(root)/package/Tests/.venv: no such folder", "\(root)/package/Tests/venv: no such folder",
        "\(root)/package/.venv: its onnxruntime holds no library to load, as those before 1.19",
        "\(root)/package/venv: no such folder", "\(root)/.venv: onnxruntime is not installed in it",
        "\(root)/venv: no such folder",
      ])
    #expect(attempts.contains("/.venv: no such folder"))
    #expect(
      attempts.last
        == "libnetweight-nowhere.so: cannot open shared object file: No such file or directory")
    #expect(
      found?.next
        == "python3 -m venv .venv && .venv/bin/pip install onnxruntime, or set ORT_DYLIB_PATH to the library")
    #expect(found?.summary == "ONNX Runtime 1.19 or newer was not found in \(attempts.count) places")
  }

  @Test func `a place is tried once, also when it is reached from two folders`() {
    let search = LibrarySearch(
      environment: ["VIRTUAL_ENV": "\(folder.path)/.venv/"], folders: [folder.url, folder.url], names: [])
    #expect {
      try search.library()
    } throws: { error in
      let places = (error as? RuntimeMissing)?.attempts.map(\.place) ?? []
      return places.first == "\(folder.path)/.venv" && Set(places).count == places.count
    }
  }
}
