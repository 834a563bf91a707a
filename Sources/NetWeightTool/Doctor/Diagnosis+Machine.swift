import NetWeightCore

extension Diagnosis {
  /// Processor, cores and the instructions that kernels for compressed models are written for.
  static func machine(
    _ machine: Machine = .current, features: ProcessorFeatures = .current
  ) -> Diagnosis {
    let found = "\(machine.processor), \(machine.cores) cores, \(machine.system)"
    guard let isExact = features.hasExactDotProduct else {
      return Diagnosis(
        part: .machine, state: .limited, found: [found, "instruction sets: the system does not tell"],
        consequence: "readings of different processors cannot be told apart")
    }
    let (present, absent) = (
      features.lookedFor.filter(features.present.contains),
      features.lookedFor.filter { !features.present.contains($0) }
    )
    let lines = [
      found,
      "instruction sets: \(list(present.map(\.rawValue)))"
        + (absent.isEmpty ? "" : "; not \(list(absent.map(\.rawValue)))"),
    ]
    guard !isExact else { return Diagnosis(part: .machine, state: .ok, found: lines) }
    return Diagnosis(
      part: .machine, state: .limited, found: lines,
      consequence:
        "INT8 is hardly faster than FP32 here, and uint8 by int8 products of ONNX Runtime saturate",
      next: "gate on a processor with AVX-512 VNNI, AVX-VNNI or AMX, or quantize with reduce_range")
  }

  /// Of this tool, and of the tests as their last runs recorded it.
  static func build(of suites: [Suite], isDebug: Bool) throws -> Diagnosis {
    var found = ["this tool: \(isDebug ? "debug" : "release")"]
    var isTestedInDebug = false
    for suite in suites {
      guard let run = try suite.record.read() else { continue }
      found.append("tests of '\(suite.name)', last run: \(run.configuration)")
      if run.configuration != "release" { isTestedInDebug = true }
    }
    guard isTestedInDebug else { return Diagnosis(part: .build, state: .ok, found: found) }
    return Diagnosis(
      part: .build, state: .limited, found: found,
      consequence: "latency and memory were not judged in the debug runs", next: testCommand)
  }

  /// Clock and preemption.
  static func timers(_ quality: TimerQuality = .measure()) -> Diagnosis {
    let clock =
      "monotonic clock: steps of \(Format.duration(nanoseconds: Double(quality.step))), "
      + "\(Format.duration(nanoseconds: quality.reading)) a reading"
    let tick = quality.tick.map { "every \(Format.duration(nanoseconds: $0))" } ?? "cannot be told"
    guard quality.detection != .none else {
      return Diagnosis(
        part: .timers, state: .limited,
        found: [clock, "preemption: nothing tells on this system", "timer interrupts: \(tick)"],
        consequence: "calls that the system interrupted stay in the readings, which take longer to decide")
    }
    return Diagnosis(
      part: .timers, state: .ok,
      found: [
        clock,
        "preemption: told by \(quality.detection), \(Format.duration(nanoseconds: quality.probe)) a call",
        "timer interrupts: \(tick)",
      ])
  }

  static func libpng(_ library: PNGLibrary = .standard) -> Diagnosis {
    if library.isLoaded, let name = library.tried.last {
      return Diagnosis(part: .libpng, state: .ok, found: [name])
    }
    return Diagnosis(
      part: .libpng, state: .missing, found: ["not found; tried \(list(library.tried))"],
      consequence: "sets with .png inputs cannot be read",
      next: "\(PNGLibrary.installation), or set \(PNGLibrary.variable) to the library")
  }
}
