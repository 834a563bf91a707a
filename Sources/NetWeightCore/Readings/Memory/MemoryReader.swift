import CReadings

/// What reads the memory of this process: the best method that works here, tried in order.
package struct MemoryReader: Sendable {
  /// How it reads.
  package let method: MemoryMethod
  /// What reads, for people: `jemalloc 5.3.0, allocation hooks`.
  package let name: String
  /// Why each better method does not work here.
  package let refusals: [String]
  let source: nw_memory_source

  /// Tries the methods in their order, or only the one that is asked for. Call it once in a process, while nothing that
  /// is measured runs.
  /// - Throws: ``MemoryUnreadable`` when none works.
  package static func best(environment: [String: String]) throws(MemoryUnreadable) -> MemoryReader {
    let asked = environment[MemoryMethod.variable]
    let methods = MemoryMethod.allCases.filter { asked == nil || asked == $0.rawValue }
    guard !methods.isEmpty else {
      let names = MemoryMethod.allCases.map(\.rawValue).joined(separator: ", ")
      throw MemoryUnreadable(
        problems: ["\(MemoryMethod.variable) is '\(asked ?? "")', which is none of \(names)"])
    }
    var refusals: [String] = []
    for method in methods {
      if let found = reader(method, refusals) { return found }
      refusals.append(refusal(method))
    }
    throw MemoryUnreadable(problems: refusals)
  }

  private static func reader(_ method: MemoryMethod, _ refusals: [String]) -> MemoryReader? {
    func reader(_ name: String, _ source: nw_memory_source) -> MemoryReader {
      MemoryReader(method: method, name: name, refusals: refusals, source: source)
    }
    switch method {
    case .allocationHooks:
      guard AllocationCounter.startByHooks() else { return nil }
      return reader("\(Allocator.current), allocation hooks", NW_MEMORY_COUNTED)
    case .importedFunctions:
      guard AllocationCounter.startByImports() else { return nil }
      return reader("\(Allocator.current), counted where it is called", NW_MEMORY_COUNTED)
    case .sampledStatistics:
      guard let source = [NW_MEMORY_JEMALLOC, NW_MEMORY_GLIBC].first(where: nw_memory_source_is_there) else {
        return nil
      }
      return reader("statistics of \(Allocator.current), read every 100 µs", source)
    case .residentPages:
      guard nw_memory_source_is_there(NW_MEMORY_RESIDENT) else { return nil }
      return reader(systemName, NW_MEMORY_RESIDENT)
    }
  }

  private static var systemName: String {
    #if canImport(Darwin)
      "the system, physical footprint"
    #else
      "the kernel, resident pages"
    #endif
  }

  private static func refusal(_ method: MemoryMethod) -> String {
    switch method {
    case .allocationHooks:
      if !nw_jemalloc_is_loaded() {
        "jemalloc is not in the process"
      } else if !nw_jemalloc_serves() {
        "jemalloc is in the process, and \(Allocator.current) serves malloc"
      } else {
        "jemalloc \(Allocator.jemallocRelease ?? "of unknown version") has no working allocation hooks"
      }
    case .importedFunctions: "calls of malloc cannot be counted here (the self-test failed)"
    case .sampledStatistics: "\(Allocator.current) has no statistics that can be read"
    case .residentPages: "the system does not say what is resident"
    }
  }

  /// Begins to follow memory over time. Call it once.
  package func startTimeline() -> Bool { nw_timeline_start(source) }
}

/// No method reads memory in this process.
package struct MemoryUnreadable: Error, Equatable, CustomStringConvertible {
  /// What is wrong with each, in their order.
  package let problems: [String]

  package init(problems: [String]) { self.problems = problems }

  /// The message for people.
  package var description: String { problems.joined(separator: "; ") }
}
