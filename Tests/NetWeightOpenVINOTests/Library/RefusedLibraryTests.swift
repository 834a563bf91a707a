import Foundation
import NetWeightCore
import NetWeightOpenVINO
import Subprocess
import Testing

/// Libraries that are not OpenVINO, or none that is supported, made with the compiler that built these tests.
@Suite struct RefusedLibraryTests {
  @Test(arguments: [
    ("2025.1.0-18503-6fec06580ab", "it is OpenVINO 2025.1.0, which is older than 2025.2"),
    ("2024.6.0-17404-4c0f47d2335", "it is OpenVINO 2024.6.0, which is older than 2025.2"),
    ("soon", "it gives its version as 'soon', expected one as 2025.2.0"),
    ("2026.0.0-1-a", "it says that it is OpenVINO 2026.0.0, and has no function ov_get_last_err_msg"),
  ])
  func `a library of another version is refused with its version`(build: String, problem: String) async throws
  {
    try await expectRefusal(
      """
      struct version { const char *build; const char *description; };
      int ov_get_openvino_version(struct version *told) { told->build = "\(build)"; return 0; }
      void ov_version_free(struct version *told) {}
      """, problem)
  }

  @Test func `another library is refused`() async throws {
    try await expectRefusal(
      "int other(void) { return 0; }",
      "it is not OpenVINO's C library: it has no function ov_get_openvino_version")
  }

  @Test func `a library without a version is refused`() async throws {
    try await expectRefusal(
      """
      int ov_get_openvino_version(void *told) { return -1; }
      void ov_version_free(void *told) {}
      """, "it does not say its version")
    try await expectRefusal(
      "int ov_get_openvino_version(void *told) { return -1; }",
      "it is not OpenVINO's C library: it has no function ov_version_free")
  }

  private func expectRefusal(
    _ source: String, _ problem: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let scratch = try TinyIR()
    let folder = scratch.folder.path(percentEncoded: false)
    let library = "\(folder)libopenvino_c.so"
    try Data(source.utf8).write(to: scratch.folder.appending(path: "library.c"))
    let result = try await run(
      .name("clang"), arguments: ["-shared", "-fPIC", "-o", "\(library)", "\(folder)library.c"],
      output: .discarded, error: .string(limit: 1 << 16))
    try #require(
      result.terminationStatus.isSuccess, "\(result.standardError)", sourceLocation: sourceLocation)
    let missing = #expect(throws: RuntimeMissing.self, sourceLocation: sourceLocation) {
      try OpenVINOLibrary.search(environment: ["OPENVINO_DYLIB_PATH": library], folders: [], names: [])
    }
    #expect(missing?.attempts == [.init(library, problem)], sourceLocation: sourceLocation)
  }
}
