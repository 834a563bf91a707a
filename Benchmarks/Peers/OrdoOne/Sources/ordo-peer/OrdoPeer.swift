import Benchmark
import Works

/// One benchmark of ordo-one/benchmark, run by its own BenchmarkTool. This is what its plugin generates, without
/// the plugin: that one wants the target in a folder of its choosing and a build before each run.
@main
struct OrdoPeer: BenchmarkRunnerHooks {
  static func main() async {
    do {
      let setting = try PeerSetting.ofThisProcess()
      let calls = try setting.makeCalls()
      let benchmarks: @Sendable () -> Void = { register(setting, calls) }
      await BenchmarkRunner.setupBenchmarkRunner(registerBenchmarks: benchmarks)
    } catch {
      fatalError("\(error)")
    }
  }

  // Asked for by the protocol; `main` above registers with the setting.
  static func registerBenchmarks() {}

  private static func register(_ setting: PeerSetting, _ calls: WorkCalls) {
    var configuration = Benchmark.defaultConfiguration
    if !setting.allMetrics { configuration.metrics = [.wallClock] }
    if let seconds = setting.seconds { configuration.maxDuration = .seconds(seconds) }
    if let calls = setting.calls { configuration.maxIterations = calls }
    if setting.workload == .empty {
      Benchmark("call", configuration: configuration) { _ in }
    } else {
      Benchmark("call", configuration: configuration) { _ in try calls.call() }
    }
  }
}
