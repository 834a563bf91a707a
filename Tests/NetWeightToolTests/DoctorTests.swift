import Foundation
import NetWeightCore
import Subprocess
import Testing

@Suite struct DoctorTests {
  private let package: TemporaryPackage

  init() throws { package = try TemporaryPackage() }

  private func doctor(_ parts: String..., environment: [Environment.Key: String?] = [:]) async throws
    -> ToolRun
  {
    let root = package.root.path(percentEncoded: false)
    return try await ToolRun(arguments: ["doctor"] + parts + ["--root", root], environment: environment)
  }

  @Test func `processor, clock and preemption are told`() async throws {
    let run = try await doctor("machine", "timers")
    #expect(run.code == 0)
    #expect(run.messages == "")
    #expect(run.output.contains(Machine.current.processor))
    #expect(run.output.contains("\(Machine.current.cores) cores"))
    #expect(run.output.contains(#/\n  instruction sets: /#))
    #expect(
      run.output.contains(
        #/\ntimers: (\(limited\) )?monotonic clock: steps of [0-9.]+ (ns|µs), [0-9.]+ (ns|µs) a reading\n/#))
    #expect(
      run.output.contains("told by \(PreemptionDetection.best), ") == (PreemptionDetection.best != .none))
  }

  @Test(.enabled(if: isLinux)) func `jemalloc is tried, not only looked for`() async throws {
    let run = try await doctor("jemalloc")
    #expect(
      run.output.contains(
        #/^jemalloc: /.*libjemalloc\.so\.2: jemalloc 5\.[0-9.]+, allocation hooks, counts every block\n$/#))
    #expect(run.code == 0)
  }

  @Test(.enabled(if: isLinux))
  func `jemalloc that is not there is missing, with every place and the way to get it`() async throws {
    let run = try await doctor("jemalloc", environment: ["NETWEIGHT_JEMALLOC": "/nowhere/libjemalloc.so.2"])
    #expect(run.code == 3)
    #expect(
      run.output == """
        jemalloc: (missing) not found; tried
            /nowhere/libjemalloc.so.2
          So memory claims are inconclusive.
          Next: apt-get install libjemalloc-dev (or make setup), or set NETWEIGHT_JEMALLOC to the file

        """)
  }

  @Test(.enabled(if: isLinux)) func `a file that is not jemalloc is not taken for it`() async throws {
    let run = try await doctor("jemalloc", environment: ["NETWEIGHT_JEMALLOC": "/etc/hostname"])
    #expect(run.code == 0)
    #expect(
      run.output == """
        jemalloc: (limited) /etc/hostname: jemalloc is not in the process
          So memory is read by \(Allocator.current), counted where it is called, which does not see what the dynamic \
        linker asks for.
          Next: install jemalloc 5.2.1 to 5.3.1 for this processor, or set NETWEIGHT_JEMALLOC to one

        """)
  }

  @Test func `libpng that is not there is missing`() async throws {
    let run = try await doctor("libpng", environment: ["NETWEIGHT_LIBPNG": "/nowhere/libpng.so"])
    #expect(run.code == 3)
    #expect(
      run.output.hasPrefix(
        """
        libpng: (missing) not found; tried /nowhere/libpng.so
          So sets with .png inputs cannot be read.
          Next:
        """))
    #expect(run.output.hasSuffix(", or set NETWEIGHT_LIBPNG to the library\n"))
  }

  @Test func `a library of ONNX Runtime that is not there is missing, with every place`() async throws {
    let run = try await doctor("onnxruntime", environment: ["ORT_DYLIB_PATH": "/nowhere/libonnxruntime.so"])
    #expect(run.code == 3)
    #expect(run.output.hasPrefix("onnxruntime: (missing) ONNX Runtime 1."))
    #expect(run.output.contains("\n    /nowhere/libonnxruntime.so: "))
    #expect(
      run.output.contains(
        "\n  So gates on ONNX models fail, unless their suite says that the runtime is optional.\n  Next: "))
  }

  @Test func `a library of OpenVINO that is not there is missing, with every place`() async throws {
    let run = try await doctor("openvino", environment: ["OPENVINO_DYLIB_PATH": "/nowhere/libopenvino_c.so"])
    #expect(run.code == 3)
    #expect(
      run.output == """
        openvino: (missing) OpenVINO 2025.2 or newer was not found; tried
            /nowhere/libopenvino_c.so: cannot open shared object file: No such file or directory
          So gates on variants in OpenVINO fail, unless their suite says that the runtime is optional.
          Next: set OPENVINO_DYLIB_PATH to a libopenvino_c of 2025.2 or newer, or unset it

        """)
  }

  @Test func `tests that ran in a debug build are seen`() async throws {
    for (suite, configuration) in [("digits", "debug"), ("letters", "release")] {
      let record = RunRecord(suite: suite, machine: TemporaryPackage.machine, configuration: configuration)
      try RunRecordFile(suite: suite, in: package.workspace).write(record)
    }
    let run = try await doctor("build")
    #expect(run.code == 0)
    #expect(run.output.contains(#/^build: \(limited\) this tool: (debug|release)\n/#))
    #expect(
      run.output.hasSuffix(
        """
          tests of 'digits', last run: debug
          tests of 'letters', last run: release
          So latency and memory were not judged in the debug runs.
          Next: swift test -c release --disable-testable-imports

        """))
  }

  @Test func `only what is named is looked at, and what is unknown is refused`() async throws {
    let run = try await doctor("build")
    #expect(run.output.contains(#/^build: this tool: (debug|release)\n$/#))
    let unknown = try await doctor("gpu")
    #expect(unknown.code == 64)
    #expect(unknown.messages.contains("gpu"))
    #expect(unknown.messages.contains("jemalloc"))
  }

  @Test func `nothing is written`() async throws {
    let before = try FileManager.default.subpathsOfDirectory(atPath: package.root.path(percentEncoded: false))
    _ = try await doctor()
    let after = try FileManager.default.subpathsOfDirectory(atPath: package.root.path(percentEncoded: false))
    #expect(before == after)
  }
}

#if os(Linux)
  private let isLinux = true
#else
  private let isLinux = false
#endif
