import Foundation
import NetWeightCore
import Testing

@Suite struct DigestTests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
  ])
  func `it is the SHA-256 of FIPS 180-4`(text: String, digest: String) {
    #expect(Digest.hexadecimal(of: Data(text.utf8)) == digest)
  }

  @Test func `pieces are as the whole, and numbers are least byte first`() {
    var digest = Digest()
    Data("ab".utf8).withUnsafeBytes { digest.update($0) }
    digest.update(UInt64(0x63))
    #expect(digest.hexadecimal == Digest.hexadecimal(of: Data("abc\0\0\0\0\0\0\0".utf8)))
  }
}

@Suite struct WorkspaceTests {
  private func root(of file: String, in folder: TemporaryFolder, environment: [String: String] = [:])
    -> String
  {
    let path = folder.url.appending(path: file).path(percentEncoded: false)
    return Workspace(containing: path, environment: environment).root.standardizedFileURL.path(
      percentEncoded: false)
  }

  private func path(_ part: String, in folder: TemporaryFolder) -> String {
    folder.url.appending(path: part, directoryHint: .isDirectory).standardizedFileURL.path(
      percentEncoded: false)
  }

  @Test func `the root is the nearest folder with a package`() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "Package.swift")
    try folder.write("", to: "Benchmarks/Package.swift")
    #expect(root(of: "Tests/Gates/Deep/Gates.swift", in: folder) == path("", in: folder))
    #expect(root(of: "Benchmarks/Sources/Main.swift", in: folder) == path("Benchmarks", in: folder))
  }

  @Test func `the environment has the last word, and an empty word is none`() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "Package.swift")
    let elsewhere = path("moved", in: folder)
    #expect(
      root(of: "Tests/Gates.swift", in: folder, environment: ["NETWEIGHT_ROOT": elsewhere]) == elsewhere)
    #expect(
      root(of: "Tests/Gates.swift", in: folder, environment: ["NETWEIGHT_ROOT": ""]) == path("", in: folder))
  }

  @Test func `without a package it is the current folder`() {
    let workspace = Workspace(containing: "/no such folder/Gates.swift", environment: [:])
    let current = URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
    #expect(workspace == Workspace(root: current))
  }

  @Test(arguments: [
    ("/home/a/pkg/Baselines/digits/int8.json", "Baselines/digits/int8.json"),
    ("/Baselines/pkg/GoldSets/digits/gold.jsonl", "GoldSets/digits/gold.jsonl"),
    ("/home/a/model.bin", "a/model.bin"), ("/model.bin", "//model.bin"),
  ])
  func `short paths start at the folder that people know`(path: String, short: String) {
    #expect(Workspace.shortPath(of: URL(filePath: path)) == short)
  }
}
