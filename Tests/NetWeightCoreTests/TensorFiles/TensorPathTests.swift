import Foundation
import NetWeightCore
import Testing

@Suite struct TensorPathTests {
  @Test(arguments: [
    ("", "has no name that a file can have"), ("a\0.u8", "has no name that a file can have"),
    ("../x.u8", "leaves the folder of the set"), ("a/../../x.u8", "leaves the folder of the set"),
    ("a/./../../tiny/x.u8", "leaves the folder of the set"), ("..", "leaves the folder of the set"),
    ("/etc/hostname", "is an absolute path"),
    ("link.u8", "is or passes a link that leaves the folder of the set"),
    ("out/x.u8", "is or passes a link that leaves the folder of the set"),
    ("sibling.u8", "is or passes a link that leaves the folder of the set"),
  ])
  func `a path that leaves the folder of the set is refused`(path: String, problem: String) throws {
    let folder = try TensorFolder()
    try folder.root.write("x", to: "GoldSets/x.u8")
    // Its path begins as that of the set's folder does.
    try folder.root.write("x", to: "GoldSets/tiny-too/x.u8")
    try link("link.u8", to: "../x.u8", in: folder)
    try link("out", to: "..", in: folder)
    try link("sibling.u8", to: "../tiny-too/x.u8", in: folder)
    let message =
      "GoldSets/tiny: the input file '\(path)' \(problem). Next: name a file in the folder of the set."
    expect(message: message) { try folder.read(.init(file: path), [1]) }
    expect(message: message) { try TensorFiles(folder: folder.url).sha256(of: path) }
  }

  @Test func `folders below, links within and odd names are no trouble`() throws {
    let folder = try TensorFolder()
    try folder.write([7], to: "deep/er/a %20#?.u8")
    try link("link.u8", to: "deep/er/a %20#?.u8", in: folder)
    for path in ["deep/er/a %20#?.u8", "./deep/../deep/er//a %20#?.u8", "link.u8"] {
      #expect(try folder.read(.init(file: path), [1]) == [7])
    }
  }

  @Test func `the folder of the set may itself be reached by a link`() throws {
    let folder = try TensorFolder()
    try folder.write([7], to: "a.u8")
    let link = folder.root.url.appending(path: "GoldSets/linked")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: folder.url)
    #expect(try TensorFiles(folder: link).tensor(.init(file: "a.u8"), shape: [1]).scalars == [7])
  }

  @Test(arguments: [
    ("b.u8", "b.u8: is not there. Next: check \"file\" of the sample, or make the set's files."),
    ("a.u8/b.u8", "a.u8/b.u8: is not there. Next: check \"file\" of the sample, or make the set's files."),
    (
      "circle.u8",
      "circle.u8: cannot be read: Too many levels of symbolic links. "
        + "Next: check the permissions of the set's folder."
    ),
    (
      "folder.u8",
      "folder.u8: is no file but a folder or a device. Next: name a file in the folder of the set."
    ),
    (
      "a",
      "a: has no ending, expected one of .npy, .safetensors, .png, .u8, .f32. "
        + "Next: convert it to one of these formats."
    ),
    (
      "a.jpg",
      "a.jpg: ends in .jpg, expected one of .npy, .safetensors, .png, .u8, .f32. "
        + "Next: convert it to one of these formats."
    ),
    ("lfs.npy", "lfs.npy: is a pointer of Git LFS and not yet the file. Next: git lfs pull."),
  ])
  func `what cannot be opened is named`(path: String, message: String) throws {
    let folder = try TensorFolder()
    try folder.write([7], to: "a.u8")
    try folder.write([7], to: "a")
    try folder.write([7], to: "a.jpg")
    try folder.write([7], to: "folder.u8/a.u8")
    try folder.write("version https://git-lfs.github.com/spec/v1\noid …".utf8, to: "lfs.npy")
    try link("circle.u8", to: "circle.u8", in: folder)
    expect(message: "GoldSets/tiny/\(message)") { try folder.read(.init(file: path), [1]) }
  }

  private func link(_ name: String, to destination: String, in folder: TensorFolder) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appending(path: name).path(percentEncoded: false), withDestinationPath: destination)
  }
}
