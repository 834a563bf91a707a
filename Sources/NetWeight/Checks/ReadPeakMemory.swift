public import NetWeightCore
public import Testing

/// Reads what loading and running a variant costs in memory, in processes of its own, without judging it. Also in a debug
/// build, whose figures are not those of what is shipped.
/// - Parameters:
///   - variant: what to load and run.
///   - set: the samples to run on, the first 64; nil takes as many generated inputs of the right shape.
///   - processes: how many to read in; at least one. The median of each figure counts.
///   - sourceLocation: tells this reading from others of the same test.
/// - Returns: nil only in a measuring process that was started for another reading of this test: go on to the next.
/// - Throws: why memory could not be read, and CancellationError.
public func readPeakMemory(
  of variant: any Variant, on set: SampleSet? = nil, processes: Int = 3,
  sourceLocation: SourceLocation = #_sourceLocation
) async throws -> PeakMemory? {
  try await MemoryCheck.readings(
    of: variant, set: set, at: sourceLocation, as: "reading", task: .onePass, library: .standard,
    children: processes)?.memory.median
}
