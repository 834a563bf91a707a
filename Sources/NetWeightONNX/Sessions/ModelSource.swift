package import Foundation
import NetWeightCore

/// Where a model comes from.
package enum ModelSource: Sendable {
  case file(URL)
  /// - Parameter name: for messages.
  case bytes(Data, name: String)

  /// What messages call it.
  package var name: String {
    switch self {
    case .file(let url): Workspace.shortPath(of: url)
    case .bytes(_, let name): name
    }
  }
}
