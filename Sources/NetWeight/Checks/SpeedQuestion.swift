import NetWeightCore

/// Why a variant is not as fast as was promised, asked of both variants after the promise was broken. It costs two
/// profiled runs, and is never done beside timing.
struct SpeedQuestion {
  let candidate: any Variant
  let reference: any Variant
  /// How many times faster the candidate was to be; nil where that is no one number.
  let promised: Double?
  let inputs: [Tensor]

  /// What cannot be asked is said, and the promise is broken all the same.
  /// - Returns: nil when the candidate cannot say which kernels ran.
  /// - Throws: CancellationError only.
  func explanation(of latency: PairedLatency, inputsPerCall: Int) async throws -> SpeedExplanation? {
    guard let reporting = candidate.asReportingPlacement else { return nil }
    do {
      let placement = try await reporting.placement(on: inputs)
      let (before, remark) = try await referencePlacement()
      let calls = Double(inputsPerCall)
      var explanation = SpeedExplanation(
        of: try side(candidate, latency: latency.candidate.p50 / calls), running: placement,
        against: try side(reference, latency: latency.reference.p50 / calls), running: before,
        promised: promised, provider: reporting.executionProvider, on: .current)
      explanation.text += remark
      return explanation
    } catch let error as CancellationError {
      throw error
    } catch {
      return SpeedExplanation(
        text: "'\(candidate.name)' was asked which kernels ran, and failed: \(error)",
        next: ["mend what the message names, and ask again with #expectNoFallback(\(candidate.name))"])
    }
  }

  private func side(_ variant: any Variant, latency: Double) throws -> SpeedExplanation.Side {
    SpeedExplanation.Side(
      name: variant.name, format: variant.numericFormat, bytes: try variant.artefactBytes(), latency: latency)
  }

  /// - Throws: CancellationError only.
  private func referencePlacement() async throws -> (Placement?, remark: String) {
    do {
      return (try await reference.asReportingPlacement?.placement(on: inputs), "")
    } catch let error as CancellationError {
      throw error
    } catch {
      return (nil, "; '\(reference.name)' was asked too, and failed: \(error)")
    }
  }
}
