public import Foundation

/// A variant that can be run from other files in the same way: the older artefact beside the newer one.
public protocol ArtefactReplacing: Variant {
  /// The same variant with other files, in the order of ``Variant/artefactFiles``.
  func replacingArtefact(with files: [URL]) -> any Variant
}
