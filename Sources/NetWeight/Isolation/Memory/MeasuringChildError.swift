import NetWeightCore

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
  /// No method reads memory in the child.
  case notCounting(reason: String)
  /// A measurement was asked for inside of another.
  case nested(variant: String)
  /// The variant threw in the child.
  case variantFailed(variant: String, when: String, message: String)
  /// The child died of a signal.
  case crashed(variant: String, when: String, signal: Int, output: String)
  /// Somebody killed the child, and the system perhaps because memory had run out; nil where it does not say.
  case killed(variant: String, when: String, outOfMemory: Bool?, output: String)
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
    case .notCounting(let reason):
      """
      no way of reading memory works in the measuring process: \(reason). Next: install jemalloc 5.2.1 to 5.3.1 \
      for this processor (apt-get install libjemalloc-dev), and unset \(MemoryMethod.variable)
      """
    case .nested(let variant):
      """
      the memory of '\(variant)' was asked for while memory was being measured: inside load() or predict(_:) of a \
      variant no memory claim can be judged. Next: make both claims one after the other, in the test
      """
    case .variantFailed(let variant, let when, let message):
      "variant '\(variant)' failed \(when) in the measuring process: \(message)"
    case .crashed(let variant, let when, let signal, let output):
      """
      the measuring process of variant '\(variant)' died of signal \(ProcessEnding.words(forSignal: signal)) \
      \(when)
      \(ProcessEnding.quoted(output))
      """
    case .killed(let variant, let when, let outOfMemory, let output):
      """
      the measuring process of variant '\(variant)' was killed \(when), \(Self.words(outOfMemory: outOfMemory))
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

  private static func words(outOfMemory: Bool?) -> String {
    switch outOfMemory {
    case true?:
      "and meanwhile the system ended a process because memory had run out: it needs more than there is left"
    case false?: "and not for want of memory, as the system says: look for what sends signal 9 (SIGKILL)"
    case nil: "by signal 9 (SIGKILL), out of memory perhaps: the system does not say"
    }
  }
}
