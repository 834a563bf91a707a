import Foundation

/// Progress on standard error, so that standard output holds results only.
public enum Progress {
  /// Writes a line.
  public static func say(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }
}
