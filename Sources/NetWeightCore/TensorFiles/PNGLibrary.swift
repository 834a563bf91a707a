import CImages
import Foundation

/// libpng, which is looked for when the first PNG file is read: sets without PNG files don't need it.
package struct PNGLibrary: Sendable {
  /// The names that were tried, in this order, up to the one that was found.
  package let tried: [String]
  // Set once and never unloaded; what it points to never changes.
  private nonisolated(unsafe) let library: OpaquePointer?

  /// Whether PNG files can be read.
  package var isLoaded: Bool { library != nil }

  /// Loads the first of some names or paths that there is.
  package init(candidates: [String]) {
    var tried: [String] = []
    var library: OpaquePointer?
    for candidate in candidates where library == nil {
      tried.append(candidate)
      library = nw_png_load(candidate)
    }
    self.tried = tried
    self.library = library
  }

  /// The file that `NETWEIGHT_LIBPNG` names and no other, or else the places where systems have it.
  package static let standard = PNGLibrary(environment: ProcessInfo.processInfo.environment)

  /// The name of the variable that overrides the search.
  package static let variable = "NETWEIGHT_LIBPNG"

  /// Reads the override from the given environment. A wrong path is not quietly replaced by another library.
  package init(environment: [String: String]) {
    let path = environment[Self.variable] ?? ""
    self.init(candidates: path.isEmpty ? Self.candidates : [path])
  }

  // A name without a path is looked for by the loader, wherever this system has its libraries.
  #if canImport(Darwin)
    // not run on macOS
    private static let candidates = [
      "/opt/homebrew/lib/libpng16.16.dylib", "/usr/local/lib/libpng16.16.dylib", "libpng16.16.dylib",
    ]
    package static let installation = "brew install libpng"
  #else
    private static let candidates = ["libpng16.so.16", "/usr/local/lib/libpng16.so.16", "libpng16.so"]
    package static let installation = "apt-get install libpng16-16"
  #endif

  /// This library if it can decode.
  /// - Throws: ``TensorFileError`` with all that was tried.
  func loaded(for file: MappedFile) throws(TensorFileError) -> PNGLibrary {
    guard !isLoaded else { return self }
    throw file.failure(
      "is read with libpng 1.6, which cannot be loaded; tried \(tried.joined(separator: ", "))",
      next: "\(Self.installation), or set \(Self.variable) to the library")
  }

  /// Why an image cannot be decoded, in libpng's words.
  struct Damage: Error { let message: String }

  /// Red, green, blue and alpha of each pixel, the top row first.
  func decode(_ png: Data, width: Int, height: Int) -> Result<[UInt8], Damage> {
    let size = 4 * width * height
    var message = [UInt8](repeating: 0, count: Int(NW_PNG_MESSAGE))
    var isDecoded = false
    let rgba = [UInt8](unsafeUninitializedCapacity: size) { pixels, initialized in
      isDecoded = message.withUnsafeMutableBytes { message in
        png.withUnsafeBytes { bytes in
          nw_png_decode(
            library, bytes.baseAddress, bytes.count, UInt32(width), UInt32(height), pixels.baseAddress,
            message.baseAddress?.assumingMemoryBound(to: CChar.self))
        }
      }
      initialized = isDecoded ? size : 0
    }
    guard isDecoded else {
      return .failure(Damage(message: String(decoding: message.prefix { $0 != 0 }, as: UTF8.self)))
    }
    return .success(rgba)
  }
}
