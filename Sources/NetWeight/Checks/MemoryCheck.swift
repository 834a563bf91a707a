import NetWeightCore
import Testing

/// How a claim has memory measured: the same test again, in processes of their own.
struct MemoryCheck {
  let check: Check
  let set: SampleSet?
  var task = MemoryTask.onePass
  var library = JemallocLibrary.standard

  /// - Parameter role: what the variant is in the claim; one variant may be both.
  /// - Returns: nil only in a measuring process whose task is another measurement.
  /// - Throws: what ``MeasuringChild`` throws, and that it is a debug build.
  func readings(of variant: any Variant, as role: String = "candidate") async throws -> ChildReadings? {
    guard !check.settings.host.refusesCosts || MeasuringChild.isChild else { throw Undecidable.debugBuild }
    // A child could only say that something failed, and not that the runtime is missing.
    if !MeasuringChild.isChild { try await variant.prepare() }
    return try await Self.readings(
      of: variant, set: set, at: check.location, as: role, task: task, library: library, children: 3)
  }

  /// Reads without a claim.
  /// - Parameter location: with the variant and the set it tells this reading from others of the same test.
  static func readings(
    of variant: any Variant, set: SampleSet?, at location: SourceLocation, as role: String, task: MemoryTask,
    library: JemallocLibrary, children: Int
  ) async throws -> ChildReadings? {
    let inputs = try RunInputs(of: variant, set: set)
    // A claim in a loop stands in one place. What the set and the variant say of themselves is the same in the measuring
    // process; the paths of their files may not be.
    let key = [
      "\(location.fileID):\(location.line):\(location.column)", role, variant.name,
      "\(variant.numericFormat)",
      variant.recipe, "\(variant.runtime)", set.map { "\($0.name) \($0.sha256) \($0.count)" } ?? "",
    ].joined(separator: " ")
    var found = try await MeasuringChild.readings(
      of: (variant as? any MemoryConfigurable)?.configuredForMemory ?? variant, inputs: inputs.tensors,
      task: task, key: key, library: library, children: children)
    found?.workload = inputs.description
    return found
  }

  /// What was changed of the variants for this, for the verdict.
  static func notes(on variants: [(any Variant)?]) -> [Verdict.Note] {
    variants.compactMap { $0 as? any MemoryConfigurable }.map {
      .init("run with", "'\($0.name)': \($0.memoryConfiguration)")
    }
  }

  /// What the variant's accepted baseline keeps of its memory on this machine, with the same inputs.
  /// - Throws: ``Undecidable`` where there is none.
  func accepted(_ variant: any Variant, for found: PeakMemory) throws -> (memory: PeakMemory, file: String) {
    let store = try check.baselines(of: variant)
    let file = Workspace.shortPath(of: store.acceptedFile(variant.name))
    guard let known = try store.accepted(variant.name) else {
      throw Undecidable(
        reason: .noBaseline, summary: "\(file) is not there to compare the memory of '\(variant.name)' with",
        baselineFile: file, next: QualityCheck.refresh(store, afterUndoing: nil))
    }
    guard let memory = known.machines[Machine.current.description]?.peakMemory else {
      throw Undecidable(
        reason: .noBaseline,
        summary: "\(file) keeps no memory of '\(variant.name)' for \(Machine.current)", baselineFile: file,
        next: ["swift run netweight record \(store.suite) --processes 5, review and accept"])
    }
    if let before = memory.workload, let now = found.workload, before != now {
      throw Undecidable(
        reason: .noBaseline,
        summary: "\(file) keeps the memory of '\(variant.name)' on \(before), and this is on \(now)",
        baselineFile: file,
        next: ["give the claim the inputs of its baseline, on:, or record anew with these"])
    }
    return (memory, file)
  }
}
