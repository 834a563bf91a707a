import Foundation
import NetWeightCore
import NetWeightONNX
import Subprocess
import Testing

/// Libraries that are not ONNX Runtime, or none that is supported, made with the compiler that built these tests.
@Suite struct RefusedLibraryTests {
  @Test(arguments: [
    ("1.18.1", "it is ONNX Runtime 1.18.1, which is older than 1.19"),
    ("1.9", "it is ONNX Runtime 1.9, which is older than 1.19"),
    ("2.0.0", "it is ONNX Runtime 2.0.0, and only versions 1.19 and newer of 1 are known"),
    ("soon", "it gives its version as 'soon', expected one as 1.19.2"),
    ("1.31.1", "it says that it is ONNX Runtime 1.31.1, and has no table of that version"),
  ])
  func `a library of another version is refused with its version and path`(
    version: String, problem: String
  ) async throws {
    let folder = try ScratchFolder()
    let library = try await folder.compile(
      """
      static const void *table(unsigned version) { return 0; }
      static const char *version(void) { return "\(version)"; }
      static const struct { const void *(*table)(unsigned); const char *(*version)(void); } entry = {table, version};
      const void *OrtGetApiBase(void) { return &entry; }
      """)
    expectRefusal(of: library, problem)
  }

  @Test func `a library that cannot start is refused with what it says`() async throws {
    let folder = try ScratchFolder()
    let library = try await folder.compile(
      """
      static int code(const void *status) { return 1; }
      static const char *message(const void *status) { return "out of everything."; }
      static void *environment(int level, const char *name, void **made) { return (void *)message; }
      static void release(void *status) {}
      static const void *functions[512] = {
        [1] = (void *)code, [2] = (void *)message, [3] = (void *)environment, [93] = (void *)release };
      static const void *table(unsigned version) { return functions; }
      static const char *version(void) { return "1.20.0"; }
      static const struct { const void *(*table)(unsigned); const char *(*version)(void); } entry = {table, version};
      const void *OrtGetApiBase(void) { return &entry; }
      """)
    expectRefusal(of: library, "it is ONNX Runtime 1.20.0 and cannot be started: out of everything")
  }

  @Test func `another library is refused`() async throws {
    let folder = try ScratchFolder()
    let library = try await folder.compile("int other(void) { return 0; }")
    expectRefusal(of: library, "it is not ONNX Runtime: it has no function OrtGetApiBase")
  }

  private func expectRefusal(
    of library: String, _ problem: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let search = LibrarySearch(environment: ["ORT_DYLIB_PATH": library], folders: [], names: [])
    do throws(RuntimeMissing) {
      _ = try search.library()
      Issue.record("it was taken", sourceLocation: sourceLocation)
    } catch {
      #expect(error.attempts == [.init(library, problem)], sourceLocation: sourceLocation)
    }
  }
}

extension ScratchFolder {
  /// Makes a shared library.
  fileprivate func compile(_ source: String) async throws -> String {
    try write(Data(source.utf8), to: "library.c")
    let result = try await run(
      .name("clang"),
      arguments: ["-shared", "-fPIC", "-o", "\(path)/libonnxruntime.so", "\(path)/library.c"],
      output: .discarded, error: .string(limit: 1 << 16))
    try #require(result.terminationStatus.isSuccess, "\(result.standardError)")
    return "\(path)/libonnxruntime.so"
  }
}
