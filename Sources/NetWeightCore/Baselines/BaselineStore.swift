public import Foundation

/// The baselines of one suite: `Baselines/<suite>/<variant>.json` is the truth, `<variant>.json.new` a proposal.
public struct BaselineStore: Sendable, Hashable {
  /// The name of the suite.
  public let suite: String
  /// The folder of its files.
  public let folder: URL

  /// Names a suite in a workspace.
  public init(suite: String, in workspace: Workspace) {
    self.suite = suite
    folder = workspace.baselines(suite)
  }

  /// The file of a variant's accepted baseline.
  public func acceptedFile(_ variant: String) -> URL { folder.appending(path: "\(variant).json") }
  /// The file of a variant's proposal.
  public func proposedFile(_ variant: String) -> URL { folder.appending(path: "\(variant).json.new") }

  /// The accepted baseline; nil when there is none.
  /// - Throws: ``BaselineError``.
  public func accepted(_ variant: String) throws -> Baseline? { try BaselineFile.read(acceptedFile(variant)) }
  /// The proposal; nil when there is none.
  /// - Throws: ``BaselineError``.
  public func proposed(_ variant: String) throws -> Baseline? { try BaselineFile.read(proposedFile(variant)) }

  /// The names of all variants with an accepted baseline or a proposal, sorted.
  /// - Throws: ``BaselineError`` when the folder is there and cannot be read.
  public func variants() throws -> [String] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
    } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
      return []
    } catch {
      throw BaselineError(
        folder, problem: "cannot be read: \(error.localizedDescription)", next: "check its permissions")
    }
    let variants = names.compactMap { name in
      [".json", ".json.new"].first { name.hasSuffix($0) }.map { String(name.dropLast($0.count)) }
    }
    return Set(variants).sorted()
  }

  /// Writes a proposal when the accepted baseline is missing or out of date, and takes an outdated proposal away
  /// when it is not. What another process proposed of the same artefact is kept.
  /// - Parameter always: proposes also what is no news, or of a machine that the baseline does not know: what somebody
  ///   asked to have recorded.
  /// - Returns: the file of the proposal when one was written.
  /// - Throws: ``BaselineError``.
  @discardableResult
  public func propose(_ run: Baseline, always: Bool = false) throws -> URL? {
    let variant = run.provenance.variant
    // Asked without the lock first: where nothing changed, a read-only checkout is no problem.
    if !always, let accepted = try accepted(variant), !accepted.isOutdated(by: run), !hasProposal(variant) {
      return nil
    }
    try makeFolder()
    return try FileLock.holding(folder.appending(path: ".\(variant).lock")) {
      let accepted = try accepted(variant)
      let pending = try isStale(variant) ? nil : try proposed(variant)
      var proposal = accepted ?? run
      // Figures of another artefact say nothing of this one.
      if !proposal.provenance.isSameArtefact(as: run.provenance) {
        proposal = Baseline(provenance: run.provenance)
      }
      if let pending, pending.provenance.isSameArtefact(as: run.provenance) { proposal.merge(pending) }
      proposal.merge(run)
      if !always, let accepted, !accepted.isOutdated(by: proposal) {
        try remove(proposedFile(variant))
        return nil
      }
      try BaselineFile.write(proposal, to: proposedFile(variant))
      return proposedFile(variant)
    }
  }

  /// Makes the proposal the truth.
  /// - Throws: ``BaselineError`` when there is no proposal, when it is damaged, or when the folder cannot be written.
  public func accept(_ variant: String) throws {
    try makeFolder()
    try FileLock.holding(folder.appending(path: ".\(variant).lock")) {
      guard let proposal = try proposed(variant) else { throw noProposal(variant) }
      guard try !isStale(variant) else {
        throw BaselineError(
          proposedFile(variant),
          problem:
            "is older than the baseline that it would replace, and would undo what that has gained since",
          next: "run the tests of suite '\(suite)' again, which proposes anew, or reject it")
      }
      try BaselineFile.write(proposal, to: acceptedFile(variant))
      try remove(proposedFile(variant))
    }
  }

  /// Throws the proposal away.
  /// - Throws: ``BaselineError`` when there is none or it cannot be removed.
  public func reject(_ variant: String) throws {
    guard hasProposal(variant) else { throw noProposal(variant) }
    try remove(proposedFile(variant))
  }

  private func hasProposal(_ variant: String) -> Bool {
    FileManager.default.fileExists(atPath: proposedFile(variant).path(percentEncoded: false))
  }

  /// Whether the accepted baseline was written after the proposal, by a merge for example. A proposal holds a copy of
  /// all that was accepted when it was made.
  private func isStale(_ variant: String) throws -> Bool {
    func written(_ url: URL) throws -> Date? {
      do {
        let attributes = try FileManager.default.attributesOfItem(atPath: url.path(percentEncoded: false))
        return attributes[.modificationDate] as? Date
      } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
        return nil
      }
    }
    guard let accepted = try written(acceptedFile(variant)), let proposed = try written(proposedFile(variant))
    else {
      return false
    }
    return accepted > proposed
  }

  private func noProposal(_ variant: String) -> BaselineError {
    BaselineError(
      proposedFile(variant), problem: "there is no such proposal",
      next: "run the tests of suite '\(suite)' outside CI, which proposes one where something changed")
  }

  private func makeFolder() throws {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw BaselineError(
        folder, problem: "cannot be made: \(error.localizedDescription)",
        next: "make its parent writable and run again")
    }
  }

  private func remove(_ url: URL) throws {
    do {
      try FileManager.default.removeItem(at: url)
    } catch let error as CocoaError where error.code == .fileNoSuchFile {
      return
    } catch {
      throw BaselineError(
        url, problem: "cannot be removed: \(error.localizedDescription)", next: "make its folder writable")
    }
  }
}
