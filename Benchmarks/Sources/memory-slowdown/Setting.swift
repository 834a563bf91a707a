import ArgumentParser
import CMemoryCounting
import Foundation
import NetWeightCore
import Reporting

/// What is different about a process.
enum Setting: String, CaseIterable, Codable, ExpressibleByArgument {
  /// The system's allocator, nothing counted: what the others are compared with.
  case plain
  /// The same again, for what chance alone does.
  case again
  /// jemalloc as it is by itself, nothing counted.
  case jemalloc
  /// jemalloc set up as in the process that measures memory, nothing counted: how much of the cost is not the count's.
  case configured
  /// jemalloc set up and counting as in the process that measures memory.
  case hooks
  /// The system's allocator, and counted imports: the process that measures memory where jemalloc is missing.
  case imports

  var title: String {
    switch self {
    case .plain: "nothing"
    case .again: "nothing (A/A)"
    case .jemalloc: "jemalloc, no measurement"
    case .configured: "jemalloc set up to measure, no measurement"
    case .hooks: "measured by jemalloc's hooks"
    case .imports: "measured by counted imports"
    }
  }

  /// Whether allocations are counted.
  var isCounting: Bool { way != nil }

  private var preloads: Bool { self == .jemalloc || self == .configured || self == .hooks }

  private var way: memory_counting_way? {
    switch self {
    case .plain, .again, .jemalloc, .configured: nil
    case .hooks: MEMORY_COUNTING_BY_HOOKS
    case .imports: MEMORY_COUNTING_BY_IMPORTS
    }
  }

  /// Variables of the process, in place of those of this one.
  func environment(jemalloc: String) -> [String: String] {
    var environment = ProcessInfo.processInfo.environment
    environment["LD_PRELOAD"] = nil
    environment["MALLOC_CONF"] = nil
    switch self {
    case .plain, .again, .imports: break
    case .jemalloc: environment["LD_PRELOAD"] = jemalloc
    case .configured, .hooks:
      environment["LD_PRELOAD"] = jemalloc
      // As NetWeight's measuring process has it.
      environment["MALLOC_CONF"] = "dirty_decay_ms:0,muzzy_decay_ms:0,narenas:1,background_thread:false"
    }
    return environment
  }

  /// Sees to it that this process is in the setting that it was started for.
  /// - Throws: when it is not: a library that is not found is only a warning of the loader.
  func begin() throws {
    let allocator = memory_counting_allocator().map { String(cString: $0) } ?? "an unknown file"
    let isJemalloc = allocator.contains("jemalloc")
    guard isJemalloc == preloads else {
      throw SlowdownError("malloc is from \(allocator), which is not what '\(title)' means")
    }
    if let way, !memory_counting_start(way) { throw SlowdownError("'\(title)' counts nothing here") }
  }

  /// - Throws: when nothing was counted that should have been.
  func end() throws {
    if isCounting, memory_counting_allocations() == 0 { throw SlowdownError("'\(title)' counted nothing") }
  }
}

/// Why a figure could not be had.
struct SlowdownError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
