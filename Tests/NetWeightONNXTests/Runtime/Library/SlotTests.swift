import CONNXRuntime
import Foundation
import NetWeightONNX
import Testing

/// A wrong number in the table calls another function, which often works in its own way and says nothing. So each is
/// called for what only the right one does.
@Suite struct SlotTests {
  @Test func `each function that is used is tested for what it does`() {
    #expect(Set(SlotBehaviour.all.keys) == Set(Slot.all.map(\.name)))
    #expect(Set(Slot.all.map(\.number)).count == Slot.all.count)
  }

  @Test(arguments: Slot.all)
  func `a function does what its name says, or is not there in a library that is too old`(slot: Slot) throws {
    let library = try ONNXRuntimeLibrary.shared
    guard slot.since <= library.tableVersion else {
      #expect(!slot.isSet(in: library.api))
      return
    }
    #expect(slot.isSet(in: library.api))
    let behaviour = try #require(SlotBehaviour.all[slot.name])
    try behaviour(SlotProbe(library))
  }

  @Test func `functions that came later are nil in the table of an older version`() throws {
    let api = try #require(try table(19))
    for slot in Slot.all { #expect(slot.isSet(in: api) == (slot.since == 19), "\(slot)") }
  }

  @Test func `a version that the library does not have gives no table`() throws {
    #expect(try table(9999).map { _ in true } == nil)
  }

  private func table(_ version: UInt32) throws -> nw_ort_api? {
    var problem: UnsafeMutablePointer<CChar>?
    let entry = try #require(nw_ort_load(ONNXRuntimeLibrary.shared.path, &problem))
    return nw_ort_take_table(entry, version)?.pointee
  }
}

/// One function of the table.
struct Slot: Sendable, CustomTestStringConvertible {
  let name: String
  let number: Int
  let since: Int
  private let offset: Int

  static let all: [Slot] = (0...).lazy.map(nw_ort_slot_at).prefix { $0 != nil }.compactMap { $0?.pointee }
    .map { slot in
      Slot(
        name: String(cString: slot.name), number: slot.number, since: Int(slot.since), offset: slot.offset)
    }

  /// Whether a table has it.
  func isSet(in api: nw_ort_api) -> Bool {
    withUnsafeBytes(of: api) { $0.loadUnaligned(fromByteOffset: offset, as: UInt.self) != 0 }
  }

  var testDescription: String { name }
}
