/// Why a variant's memory could not be read. Each case is its own reason with its own next step.
package enum MeasuringChildError: Error, Equatable, CustomStringConvertible {
  /// The check ran where no test is known, for example in a detached task.
  case outsideTest(claim: String)
  /// Swift Testing does not show which case of a parameterized test this is.
  case caseUnidentified(test: String)
  /// The platform has no way yet; the name of the platform.
  case unsupportedPlatform(String)
  /// The test binary was built with a sanitizer, which brings its own allocator.
  case sanitizer(String)
  /// The child could not be started.
  case notStarted(binary: String, reason: String)
  /// jemalloc was preloaded, but does not count.
  case notCounting(library: String, reason: String)
  /// The variant threw in the child.
  case variantFailed(variant: String, when: String, message: String)
  /// The child died of a signal.
  case crashed(variant: String, when: String, signal: Int, output: String)
  /// The child was killed at its time limit.
  case hung(variant: String, when: String, seconds: Int, output: String)
  /// The child ended without a result.
  case neverReached(variant: String, when: String, exitCode: Int, output: String)

  /// The message for people.
  package var description: String {
    switch self {
    case .outsideTest(let claim):
      """
      the memory of \(claim) is read by running its test again, and no test is running here: \
      call the check from the test's own task, not from a detached one
      """
    case .caseUnidentified(let test):
      """
      this version of Swift Testing does not show which case of \(test) is running, so it cannot be run again \
      alone: move the memory check to a test without parameters
      """
    case .unsupportedPlatform(let name):
      "peak memory is not supported yet on \(name); it was not read. Next: run this check on Linux"
    case .sanitizer(let name):
      """
      this test binary was built with the \(name) sanitizer, which replaces the allocator that would count: \
      run memory checks without --sanitize
      """
    case .notStarted(let binary, let reason):
      "the measuring process could not be started from \(binary): \(reason)"
    case .notCounting(let library, let reason):
      """
      \(library) was preloaded into the measuring process, but \(reason). Next: install jemalloc 5.2.1 to \
      5.3.1 for this processor, or point \(JemallocLibrary.variable) at one
      """
    case .variantFailed(let variant, let when, let message):
      "variant '\(variant)' failed \(when) in the measuring process: \(message)"
    case .crashed(let variant, let when, let signal, let output):
      """
      the measuring process of variant '\(variant)' died of signal \(ProcessEnding.words(forSignal: signal)) \
      \(when)
      \(ProcessEnding.quoted(output))
      """
    case .hung(let variant, let when, let seconds, let output):
      """
      the measuring process of variant '\(variant)' was killed after its limit of \(seconds) s, \(when): \
      it hangs, or the test does much work before the check
      \(ProcessEnding.quoted(output))
      """
    case .neverReached(let variant, let when, let exitCode, let output):
      """
      the measuring process of variant '\(variant)' ended with code \(exitCode) \(when): the test returned or \
      threw earlier when run alone, or took another path. Put the memory check in a test that always reaches it
      \(ProcessEnding.quoted(output))
      """
    }
  }
}
