import Foundation
import Synchronization

/// A thread on which one measurement of synchronous variants runs, so that it can be given up when a call never returns.
///
/// Not a thread of the pool: it has as many as there are cores, and a call that hangs would keep one for good. Not for
/// variants that suspend: their child tasks would run on this one thread too, one after the other.
final class MeasuringThread: TaskExecutor, Sendable {
  private let jobs = Mutex<[UnownedJob]>([])
  private let signal = DispatchSemaphore(value: 0)
  private let isStopped = Atomic(false)

  init() {
    let thread = Thread { [self] in
      while true {
        signal.wait()
        guard let job = jobs.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else {
          if isStopped.load(ordering: .acquiring) { return }
          continue
        }
        job.runSynchronously(on: asUnownedTaskExecutor())
      }
    }
    // As large as the main thread's: runtimes recurse.
    thread.stackSize = 8 << 20
    thread.start()
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
    signal.signal()
  }

  /// Lets the thread end when nothing is left to run.
  func stop() {
    isStopped.store(true, ordering: .releasing)
    signal.signal()
  }
}
