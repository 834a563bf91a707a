import Foundation
import NetWeightCore

/// What a variant does to memory, with a truth that follows from the pattern and was never measured.
enum Pattern: String, CaseIterable, Codable, Sendable {
  case spike, churn, buffer, threadsInside, threadsOutside, freedElsewhere, growth, alignedAndCleared
  case cxxNew, swiftArrays, lateLibrary, predictions, mappedWeights, swiftTasks

  /// What is known of a pattern, in bytes.
  struct Truth: Codable, Sendable {
    /// The most that was requested and not yet freed at any moment.
    var requested: Int
    /// Files of the artefact that were mapped.
    var mapped = 0
  }

  /// For the first column.
  var title: String {
    switch self {
    case .spike: "a spike: 32 MiB for 100 µs, never touched"
    case .churn: "200,000 objects of 64 B, 1,000,000 of them replaced"
    case .buffer: "a buffer of 64 MB"
    case .threadsInside: "4 threads made inside, 8 MiB each at once"
    case .threadsOutside: "4 threads made before, 8 MiB each at once"
    case .freedElsewhere: "16 rounds of 8 MiB, made on one thread and freed on another"
    case .growth: "realloc from 4 KiB to 64 MiB, doubling"
    case .alignedAndCleared: "posix_memalign, calloc and aligned_alloc, 4 MiB each"
    case .cxxNew: "C++ new, 1,024 × 16 KiB"
    case .swiftArrays: "a Swift array of 8 MiB, copied on write"
    case .lateLibrary: "24 MiB in a library loaded meanwhile"
    case .predictions: "6 MiB kept by loading, 4 MiB in each of 64 predictions"
    case .mappedWeights: "64 MB of weights, mapped and read"
    case .swiftTasks: "8 child tasks with 1 MiB each across suspensions"
    }
  }

  var truth: Truth {
    switch self {
    case .spike: Truth(requested: 32 * mebibyte)
    case .churn: Truth(requested: Self.objects * (64 + MemoryLayout<UnsafeRawPointer>.size))
    case .buffer: Truth(requested: 64_000_000)
    case .threadsInside, .threadsOutside: Truth(requested: 4 * 8 * mebibyte)
    case .freedElsewhere: Truth(requested: 8 * mebibyte)
    // A block that grows is one block, wherever the allocator finds room for it.
    case .growth: Truth(requested: 64 * mebibyte)
    case .alignedAndCleared: Truth(requested: 3 * 4 * mebibyte)
    case .cxxNew: Truth(requested: 1024 * (16 * 1024 + MemoryLayout<UnsafeRawPointer>.size))
    case .swiftArrays: Truth(requested: 2 * (8 * mebibyte + Self.arrayHeader))
    case .lateLibrary: Truth(requested: 24 * mebibyte)
    case .predictions: Truth(requested: 10 * mebibyte)
    case .mappedWeights: Truth(requested: 0, mapped: WeightsFile.bytes)
    case .swiftTasks: Truth(requested: 8 * (mebibyte + Self.arrayHeader))
    }
  }

  /// Whether what the language's runtime asks for besides hangs on which thread came first: how many slabs of tasks
  /// there are. Then ten readings may differ, within the tolerance that holds for the error too.
  var mayVary: Bool { self == .swiftTasks }

  static let objects = 200_000
  /// A Swift array's object header, count and capacity.
  private static let arrayHeader = 32
}

let mebibyte = 1 << 20
