public import NetWeightCore
public import Testing

/// Reads what loading and running a variant cost in memory, in processes of its own, without judging it.
/// nil only in a measuring process that was started for another reading: return from the test then.
public func readPeakMemory(
  of variant: any Variant, on set: SampleSet? = nil, processes: Int = 3,
  sourceLocation: SourceLocation = #_sourceLocation
) async throws -> PeakMemory? {
  let inputs = try RunInputs(of: variant, set: set).tensors
  if !MeasuringChild.isChild { try await variant.prepare() }
  return try await MeasuringChild.peakMemory(
    of: variant, inputs: inputs,
    key: "\(sourceLocation.fileID):\(sourceLocation.line):\(sourceLocation.column) \(variant.name) reading",
    children: processes)
}
