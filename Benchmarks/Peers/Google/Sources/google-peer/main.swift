import Benchmark
import Works

// One benchmark of google/swift-benchmark. Its own command-line options apply: `--format json --min-time 0.1`.
let setting = try PeerSetting.ofThisProcess()
let calls = try setting.makeCalls()

// A closure of its own for no work, so that the overhead is the harness's and not that of a call.
if setting.workload == .empty {
  benchmark("call") {}
} else {
  benchmark("call") { try calls.call() }
}
Benchmark.main()
