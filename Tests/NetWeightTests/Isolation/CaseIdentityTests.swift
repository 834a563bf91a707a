import NetWeight
import Synchronization
import Testing

/// Fails when Swift Testing changes what reflection finds. That an identity is the same in two processes is shown
/// by `MeasuringChildTests`, whose cases would never be reached otherwise.
@Suite(.serialized) struct CaseIdentityTests {
  private static let seen = Mutex<[String]>([])

  @Test func testWithoutParametersHasNone() { #expect(Test.Case.current?.stableIdentity == "") }

  @Test(arguments: ["a", "b", "c"], [1, 2])
  func casesHaveDifferentIdentities(text: String, number: Int) throws {
    let identity = try #require(Test.Case.current?.stableIdentity)
    #expect(identity.count == 16)
    Self.seen.withLock { seen in
      #expect(!seen.contains(identity))
      seen.append(identity)
    }
  }
}
