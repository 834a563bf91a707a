import NetWeightCore

extension Baseline {
  /// What a run found on ten samples, the last two of which are in a slice.
  static func measured(
    _ variant: String = "int8", artefact: String = "a1", wrong: Set<Int> = [], sets: [String] = ["gold"]
  ) async throws -> Baseline {
    let scripted = ScriptedVariant(name: variant, recipe: "per channel") { input in
      Tensor(vector: wrong.contains(Int(input.scalars[0])) ? [0, 1] : [1, 0])
    }
    var baseline = Baseline(provenance: try Provenance(of: scripted))
    baseline.provenance.artefact = [
      ArtefactFile(name: "\(variant).safetensors", bytes: 1234, sha256: artefact)
    ]
    let evaluation = try await Evaluation(of: scripted, on: .numbered(10, slices: ["tail": 8..<10]))
    for name in sets { baseline.quality[name] = Quality(evaluation) }
    return baseline
  }

  /// A variant with every part that a baseline has.
  static func example() async throws -> Baseline {
    var baseline = try await Baseline.measured(wrong: [7, 9])
    baseline.machines[exampleMachine] = .example
    baseline.placements[exampleRuntime] = [
      KernelCount(2, "Dense", .int8, "cpu"), KernelCount(1, "Softmax", nil, "cpu"),
    ]
    return baseline
  }

  /// What the example is written as.
  static let exampleText = """
    {
      "machines" : {
        "Test with AVX2, 4 cores, Linux x86_64" : {
          "latency" : {
            "calls" : 3,
            "p50" : 124000,
            "p95" : 129000,
            "ratios" : [
              {
                "interval" : {
                  "lower" : 0.3111,
                  "upper" : 0.35
                },
                "quantity" : "p95",
                "reference" : "fp32",
                "value" : 0.3333
              }
            ]
          },
          "peakMemory" : {
            "backend" : "test",
            "loading" : {
              "allocations" : 3,
              "peakRequestedBytes" : 10,
              "retainedBytes" : 4,
              "totalRequestedBytes" : 20
            },
            "running" : {
              "allocations" : 3,
              "peakRequestedBytes" : 10,
              "retainedBytes" : 4,
              "totalRequestedBytes" : 20
            }
          }
        }
      },
      "placements" : {
        "test 1, cpu, AVX2" : [
          "2 × Dense INT8 cpu",
          "1 × Softmax cpu"
        ]
      },
      "provenance" : {
        "artefact" : [
          {
            "bytes" : 1234,
            "name" : "int8.safetensors",
            "sha256" : "a1"
          }
        ],
        "format" : "int8",
        "recipe" : "per channel",
        "runtime" : {
          "name" : "test",
          "version" : "1"
        },
        "variant" : "int8"
      },
      "quality" : {
        "gold" : {
          "inputs" : {
            "first" : [
              "AAAAAA==",
              "AACAPw==",
              "AAAAQA==",
              "AABAQA==",
              "AACAQA==",
              "AACgQA==",
              "AADAQA==",
              "AADgQA=="
            ],
            "runLength" : 1,
            "runs" : "4bc1aeafe235dd8326ad4019915e5ab14433e679",
            "sha256" : "d0bfec450e5946a8e1f8cd2083445a17aa44092ed06895eaff2cc6ae58e8eac8"
          },
          "metrics" : {
            "accuracy" : {
              "correct" : "10:fe8",
              "slices" : {
                "tail" : 0.5
              },
              "value" : 0.8
            }
          },
          "preprocessing" : "none",
          "samples" : 10,
          "setSHA256" : "5e7"
        }
      },
      "schema" : 1
    }

    """

  /// The name of the baseline's only machine.
  static let exampleMachine = "Test with AVX2, 4 cores, Linux x86_64"

  /// The name of what ran its only placement.
  static let exampleRuntime = "test 1, cpu, AVX2"
}

extension Baseline.Costs {
  static var example: Baseline.Costs {
    var costs = Baseline.Costs()
    let ratio = Estimate(
      "int8 ÷ fp32", "p95", value: 0.333333, interval: Interval(0.3111111, 0.35), n: 64, unit: .ratio)
    costs.latency = Baseline.Latency(
      LatencySummary([123_456, 123_999, 130_000]), ratio: Baseline.LatencyRatio(ratio, to: "fp32"))
    let phase = PeakMemory.Phase(
      peakRequestedBytes: 10, totalRequestedBytes: 20, allocations: 3, retainedBytes: 4,
      peakResidentBytes: nil)
    costs.peakMemory = PeakMemory(backend: "test", loading: phase, running: phase)
    return costs
  }
}
