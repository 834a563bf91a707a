import NetWeightCore

/// What is kept after each of many runs, noted without allocating anything.
struct RetainedBytes {
  let runs: Int
  private(set) var bytes: [Int] = []
  private(set) var resident: [Int]?
  private let notesRuns: Bool

  init(runs task: MemoryTask, inputs: Int) {
    switch task {
    case .onePass: (runs, notesRuns) = (inputs, false)
    case .repeatedRuns(let count): (runs, notesRuns) = (inputs > 0 ? count : 0, true)
    }
    if notesRuns { AllocationCounter.pausing { bytes.reserveCapacity(runs) } }
  }

  mutating func note() {
    guard notesRuns else { return }
    bytes.append(AllocationCounter.read().live)
    // Not from the first run on: what is touched once is no leak.
    if bytes.count == runs / 5 || bytes.count == runs, let now = ProcessMemory.residentBytes {
      AllocationCounter.pausing { resident = (resident ?? []) + [now] }
    }
  }
}
