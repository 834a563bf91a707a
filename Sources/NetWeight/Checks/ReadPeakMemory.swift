public import NetWeightCore
public import Testing

/// Reads what loading and running a variant costs in memory, in processes of its own, without judging it.
/// - Parameters:
///   - variant: what to load and run.
///   - set: the samples to run on, the first 64; nil takes as many generated inputs of the right shape.
///   - processes: how many to read in; at least one. The median of each figure counts.
///   - sourceLocation: tells this reading from others of the same test.
/// - Returns: nil only in a measuring process that was started for another reading: return from the test then.
/// - Throws: why memory could not be read, and CancellationError.
public func readPeakMemory(
  of variant: any Variant, on set: SampleSet? = nil, processes: Int = 3,
  sourceLocation: SourceLocation = #_sourceLocation
) async throws -> PeakMemory? {
  let place = "\(sourceLocation.fileID):\(sourceLocation.line):\(sourceLocation.column)"
  return try await MeasuringChild.readings(
    of: (variant as? any MemoryConfigurable)?.configuredForMemory ?? variant,
    inputs: try RunInputs(of: variant, set: set).tensors, key: "\(place) \(variant.name)",
    children: processes)?.memory.median
}
