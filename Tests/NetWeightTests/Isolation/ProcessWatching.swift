import Foundation

/// Whether the process ends soon; where nobody collects orphans it stays visible as a zombie.
func isGone(_ pid: pid_t) async throws -> Bool {
  for _ in 0..<500 {
    if kill(pid, 0) != 0 { return true }
    // No file means that it ended between the two questions.
    guard let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return true }
    if status.contains(") Z") { return true }
    try await Task.sleep(for: .milliseconds(10))
  }
  return false
}
