import Foundation
import NetWeightCore
import Testing

@Suite struct MappedFilesTests {
  private let table = """
    55d0c0000000-55d0c0001000 r--p 00000000 08:01 1234                       /usr/bin/xctest
    7f0000000000-7f0000400000 r--p 00000000 08:01 77                         /models/with space/int8.onnx
    7f0000400000-7f0000401000 r--p 00400000 08:01 77                         /models/with space/int8.onnx
    7f0000500000-7f0000600000 r--p 00000000 08:01 78                         /models/int8.onnx.data
    7ffd00000000-7ffd00021000 rw-p 00000000 00:00 0                          [stack]
    7ffd00030000-7ffd00040000 rw-p 00000000 00:00 0
    """

  @Test func `all mappings of a file count, and those of others do not`() {
    #expect(MappedFiles.bytes(of: ["/models/with space/int8.onnx"], in: table) == 0x401000)
    #expect(MappedFiles.bytes(of: ["/models/int8.onnx.data", "/usr/bin/xctest"], in: table) == 0x101000)
    #expect(MappedFiles.bytes(of: ["/models/int8.onnx"], in: table) == 0)
    #expect(MappedFiles.bytes(of: [], in: table) == 0)
  }

  @Test func `lines that are damaged count for nothing`() {
    let damaged = "7f00-zz r--p 0 08:01 77 /a\n7f00 r--p 0 08:01 77 /a\n9-1 r--p 0 08:01 77 /a\n\n"
    #expect(MappedFiles.bytes(of: ["/a"], in: damaged) == 0)
  }
}
