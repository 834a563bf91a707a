/// How a child process ended.
package enum ProcessEnding: Sendable, Equatable {
  /// By itself, with this code.
  case exited(Int)
  /// Of this signal, which its parent did not send.
  case signaled(Int)
  /// Killed at its time limit.
  case hung

  /// A signal for people: `11 (SIGSEGV)`.
  static func words(forSignal signal: Int) -> String {
    // Those that have the same number on every platform; SIGBUS has not.
    switch signal {
    case 4: "4 (SIGILL)"
    case 5: "5 (SIGTRAP)"
    case 6: "6 (SIGABRT)"
    case 8: "8 (SIGFPE)"
    case 9: "9 (SIGKILL, out of memory perhaps)"
    case 11: "11 (SIGSEGV)"
    default: "\(signal)"
    }
  }

  /// What a process printed, for the end of a message.
  static func quoted(_ output: String) -> String {
    output.isEmpty ? "It printed nothing." : "Its last output:\n\(output)"
  }
}
