import NetWeightCore
import Testing

/// How a claim has memory measured: the same test again, in processes of their own.
struct MemoryCheck {
  let check: Check
  let set: SampleSet?
  var task = MemoryTask.onePass
  var library = JemallocLibrary.standard

  /// Where the claim stands, so that the measuring process finds it again.
  private var place: String {
    "\(check.location.fileID):\(check.location.line):\(check.location.column)"
  }

  /// - Parameter role: what the variant is in the claim; one variant may be both.
  /// - Returns: nil only in a measuring process whose task is another measurement.
  /// - Throws: what ``MeasuringChild`` throws, and that it is a debug build.
  func readings(of variant: any Variant, as role: String = "candidate") async throws -> ChildReadings? {
    guard !check.settings.host.refusesCosts || MeasuringChild.isChild else { throw Undecidable.debugBuild }
    // A child could only say that something failed, and not that the runtime is missing.
    if !MeasuringChild.isChild { try await variant.prepare() }
    return try await MeasuringChild.readings(
      of: (variant as? any MemoryConfigurable)?.configuredForMemory ?? variant,
      inputs: try RunInputs(of: variant, set: set).tensors, task: task,
      key: "\(place) \(variant.name) \(role)", library: library)
  }

  /// What was changed of the variants for this, for the verdict.
  static func notes(on variants: [(any Variant)?]) -> [Verdict.Note] {
    variants.compactMap { $0 as? any MemoryConfigurable }.map {
      .init("run with", "'\($0.name)': \($0.memoryConfiguration)")
    }
  }

  /// What the variant's accepted baseline keeps of its memory on this machine.
  /// - Throws: ``Undecidable`` where there is none.
  func accepted(_ variant: any Variant) throws -> (memory: PeakMemory, file: String) {
    guard let store = check.store else {
      throw Undecidable(
        reason: .noBaseline, summary: "no trait says in which suite's baselines '\(variant.name)' is",
        next: ["give the suite .baseline(\"…\", reference: …)"])
    }
    let file = Workspace.shortPath(of: store.acceptedFile(variant.name))
    guard let memory = try store.accepted(variant.name)?.machines[Machine.current.description]?.peakMemory
    else {
      throw Undecidable(
        reason: .noBaseline,
        summary: "\(file) keeps no memory of '\(variant.name)' for \(Machine.current)", baselineFile: file,
        next: ["swift run netweight record \(store.suite) --processes 5, review and accept"])
    }
    return (memory, file)
  }
}
