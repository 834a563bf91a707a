public import Foundation

/// A variant whose main file names the others. They are known only when it was read.
public protocol ArtefactListing: Variant {
  /// All files that a user would ship, the main file first; ``Variant/artefactFiles`` when nothing is wrong with them.
  /// - Throws: an error that names the file and what is wrong with it. Without it, the size of a damaged file would
  ///   pass for that of a model.
  func listArtefactFiles() throws -> [URL]
}
