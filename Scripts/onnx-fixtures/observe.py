"""Runs every fixture with ONNX Runtime and says what really ran: writes README.md beside the fixtures.

    /tmp/fixtures/bin/python Scripts/onnx-fixtures/observe.py [--runs 600]

An oracle for NetWeightONNX: its rules written once more in another language, with the graph's edges taken from the
optimized model that ONNX Runtime saves.
"""

import argparse
import json
import pathlib
import re
import statistics
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
import onnx
import onnxruntime

import digits
import kernels

FOLDER = digits.ROOT / "Tests/NetWeightONNXTests/Fixtures"
HEAVY = {
    "MatMul", "Gemm", "Conv", "Einsum", "FusedMatMul", "FusedGemm", "FusedConv", "MatMulInteger", "ConvInteger",
    "QLinearMatMul", "QLinearConv", "QGemm", "DynamicQuantizeMatMul", "MatMulIntegerToFloat", "MatMulNBits",
}
LAYOUT = {"Transpose", "Reshape", "Cast", "DequantizeLinear", "ReorderInput"}
FORMATS = {"float": "fp32", "float16": "fp16", "int8": "int8", "uint8": "int8"}


@dataclass
class Node:
    name: str
    operator: str
    provider: str
    inputs: list  # (type, shape)
    outputs: list
    micros: float = 0
    precision: str = ""
    weighted: bool = False
    unfused: bool = False
    macs: float = 0

    @property
    def layer(self):
        """`fc1` of `fused /fc1/MatMul/MatMulAddFusion`."""
        found = re.search(r"/(\w+)/", self.name)
        return found[1] if found else self.name


@dataclass
class Observation:
    nodes: list
    findings: dict = field(default_factory=dict)

    @property
    def heavy(self):
        return [node for node in self.nodes if node.operator in HEAVY]


def _nodes(events):
    for event in events:
        if event["cat"] == "Node" and event["name"].endswith("_kernel_time"):
            yield event["name"].removesuffix("_kernel_time"), event["args"], event["dur"]


def observe(path, **options):
    """What ran: inspected without prepacking, timed with it."""
    with tempfile.TemporaryDirectory() as folder:
        dump = f"{folder}/optimized.onnx"
        inspected = kernels.events(path, 1, inspect=True, dump=dump, **options)
        graph = onnx.load(dump).graph
    times = defaultdict(list)
    for name, arguments, micros in _nodes(kernels.events(path, 203, **options)):
        times[name, arguments["op_name"]].append(micros)
    nodes = []
    for name, arguments, _ in _nodes(inspected):
        shapes = [
            [(kind, shape) for one in arguments[side] for kind, shape in one.items()]
            for side in ("input_type_shape", "output_type_shape")
        ]
        node = Node(name, arguments["op_name"], arguments["provider"], *shapes)
        node.micros = statistics.median(times[name, node.operator][3:])
        nodes.append(node)
    constants = {one.name for one in graph.initializer if len(one.dims) >= 2}
    producers = {output: node for node in graph.node for output in node.output}
    by_name = {node.name: node for node in graph.node}
    for node in nodes:
        if node.operator in HEAVY:
            proto = by_name[node.name]
            chains = [_constant(name, constants, producers) for name in proto.input]
            node.weighted = any(chain is not None for chain in chains)
            node.unfused = any("DequantizeLinear" in chain for chain in chains if chain)
            node.precision = _precision(node, proto)
            node.macs = _macs(node)
    return Observation(nodes)


def _constant(name, constants, producers):
    """The operators between a constant of rank 2 or more and the tensor of this name; None if it depends on input."""
    chain = []
    while name not in constants:
        producer = producers.get(name)
        if producer is None or producer.op_type not in LAYOUT:
            return None
        chain.append(producer.op_type)
        name = producer.input[0]
    return chain


def _precision(node, proto):
    if node.operator == "MatMulNBits":
        level = next((one.i for one in proto.attribute if one.name == "accuracy_level"), 0)
        return "int4" if level >= 4 else "int4 by fp32"
    if node.operator.startswith("DynamicQuantize"):
        return "int8"
    operands = {FORMATS.get(kind, kind) for kind, shape in node.inputs if len(shape) >= 2}
    return operands.pop() if len(operands) == 1 else "+".join(sorted(operands))


def _macs(node):
    output, left = node.outputs[0][1], node.inputs[0][1]
    if "Conv" in node.operator:
        weight = next(shape for _, shape in node.inputs[1:] if len(shape) >= 3)
        return np.prod(output) * np.prod(weight) / weight[0]
    return np.prod(left) * output[-1]


def _family(node):
    return "convolution" if "Conv" in node.operator else "product"


def _slow(observation, reference, meant):
    """Heavy nodes in the meant precision, of a family that as a whole is slower than 1.1 of the reference's speed would
    make it, when that costs 5 % of the run. By family, and without what the profiler adds to each call, which the
    cheapest node shows: of a small node it is most of the time."""
    slow, total = [], sum(node.micros for node in observation.nodes)
    fixed = min(node.micros for node in observation.nodes + reference.nodes)
    for family in {_family(node) for node in reference.heavy}:
        theirs = [node for node in reference.heavy if _family(node) == family and node.weighted]
        mine = [node for node in observation.heavy if _family(node) == family and node.weighted]
        mine = [node for node in mine if node.precision == meant]
        pace = sum(node.micros - fixed for node in theirs) / sum(node.macs for node in theirs)
        loss = sum(node.micros - fixed for node in mine) - pace / 1.1 * sum(node.macs for node in mine)
        if loss >= 0.05 * total:
            slow += [node for node in mine if node.micros >= 0.05 * total]
    return slow


def judge(observation, reference, meant, provider, smaller):
    """Findings by kind, with the layers that each concerns."""
    found = defaultdict(list)
    total = sum(node.micros for node in observation.nodes)
    for node in observation.heavy:
        if node.weighted and node.precision != meant:
            found["precision"].append(node.layer)
        if node.unfused and node.precision != meant:
            found["unfused"].append(node.layer)
    for node in observation.nodes:
        if node.provider != provider:
            found["provider"].append(node.layer)
        if node.operator == "Cast" and {"float16", "float"} & {node.inputs[0][0], node.outputs[0][0]} == {
            "float16", "float"
        }:
            found["cast"].append(node.layer)
    if meant != "fp32":
        if not smaller or not any(node.precision.startswith(meant) for node in observation.heavy):
            found["nothing compressed"] = []
        for node in _slow(observation, reference, meant):
            found["slow kernel"].append(node.layer)
    return {kind: sorted(set(layers)) for kind, layers in found.items()}


def accuracy(path):
    """The number of right answers on gold and hard, each sample asked alone."""
    session = kernels.session(path)
    right = []
    for name in ["gold", "hard"]:
        inputs, labels = digits.read(name)
        answers = [session.run(["logits"], {"input": one[None]})[0].argmax() for one in inputs]
        right.append(int(np.sum(np.array(answers) == labels)))
    return right


def ratio(path, reference, options, runs):
    """Median time of one sample and its median ratio to the reference: one thread, in turns in random order."""
    bound = []
    for model, arguments in [(reference, {}), (path, options)]:
        session = kernels.session(model, entries={"session.force_spinning_stop": "1"}, **arguments)
        binding = session.io_binding()
        sample = np.linspace(0, 1, 64, dtype=np.float32)[None]
        binding.bind_ortvalue_input("input", onnxruntime.OrtValue.ortvalue_from_numpy(sample))
        binding.bind_output("logits")
        bound.append((session, binding))
    random = np.random.default_rng(0)
    times = np.zeros((runs, 2))
    for turn in range(-20, runs):
        for side in random.permutation(2):
            session, binding = bound[side]
            session.run_with_iobinding(binding)
            start = time.perf_counter_ns()
            for _ in range(4):
                session.run_with_iobinding(binding)
            if turn >= 0:
                times[turn, side] = (time.perf_counter_ns() - start) / 4000
    return float(np.median(times[:, 1])), float(np.median(times[:, 1] / times[:, 0]))


def described(observation):
    """`QGemm int8 ×3, Gemm fp32`: the heavy nodes with weights, by operator and precision."""
    counts = defaultdict(int)
    for node in observation.heavy:
        if node.weighted:
            counts[f"{node.operator} {node.precision}"] += 1
    return ", ".join(name if count == 1 else f"{name} ×{count}" for name, count in counts.items())


def phrase(findings):
    return "; ".join(f"**{kind}** {', '.join(layers)}".strip() for kind, layers in findings.items()) or "none"


HEADER = """# ONNX fixtures

Small models of the digits of `GoldSets/digits`, trained in FP32 and compressed by ONNX Runtime's own tools; and faults
planted the way that they happen to users. `Scripts/onnx-fixtures/make.py` makes all of them anew from fixed seeds;
`fixtures.json` says how each is made, and what a check must find in it. Input: `input`, float [batch, 64], ink 0…1
(samples × 1/16). Output: `logits`, float [batch, 10]. They load in ONNX Runtime 1.19 and later. The digits are by E.
Alpaydin and C. Kaynak (https://doi.org/10.24432/C50P49), CC BY 4.0.
"""

SEEN = """
Seen with ONNX Runtime {version} on {processor}: one thread, one sample at a time. The ratio is the median
of {runs} turns beside the FP32 reference, called from Python, where a model that does nothing takes {overhead:.1f} µs.
Right answers are of 400 gold and 1,400 hard samples. (`Scripts/onnx-fixtures/observe.py` writes this page.)

Slow kernels are judged by profiled times, each file beside its reference's in another moment: on a busy machine this
page can name a healthy file (it once said so of `cnn-qdq` at a ratio of 0.69). Trust the ratio then, and run again.

| Fixture | What it is | Meant | What ran its weights | Findings | Ratio to FP32 | µs | Gold | Hard | Bytes |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=600)
    parser.add_argument("--folder", type=pathlib.Path, default=FOLDER)
    arguments = parser.parse_args()
    entries = json.loads((arguments.folder / "fixtures.json").read_text())["fixtures"]
    references, rows, wrong = {}, [], []
    for entry in entries:
        path, reference = (str(arguments.folder / entry[key]) for key in ("file", "reference"))
        options = dict(entry.get("session", {}))
        provider = options.pop("expectedProvider", "CPUExecutionProvider")
        if reference not in references:
            references[reference] = observe(reference)
        seen = observe(path, **options)
        smaller = pathlib.Path(path).stat().st_size < pathlib.Path(reference).stat().st_size
        findings = judge(seen, references[reference], entry["meant"], provider, smaller)
        missing = [k for k, v in entry["findings"].items() if not set(v) <= set(findings.get(k, [None]))]
        if missing or (findings and not entry["findings"]):
            wrong.append(f"{entry['name']}: expected {entry['findings']}, found {findings}")
        micros, times = ratio(path, reference, options, arguments.runs)
        gold, hard = accuracy(path)
        size = pathlib.Path(path).stat().st_size
        rows.append(
            f"| `{entry['name']}` | {entry['recipe']} | {entry['meant']} | {described(seen)} | {phrase(findings)} "
            f"| {times:.2f} | {micros:.0f} | {gold} | {hard} | {size:,} |"
        )
        print(rows[-1], flush=True)
    version = onnxruntime.__version__
    text = SEEN.format(version=version, runs=arguments.runs, overhead=overhead(), processor=processor())
    (arguments.folder / "README.md").write_text(HEADER + text + "\n".join(rows) + "\n")
    for line in wrong:
        print("NOT AS EXPECTED", line)


def processor():
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    facts = dict(line.replace("\t", "").split(": ", 1) for line in lines if ": " in line)
    vector = next((one for one in ["avx512_vnni", "avx_vnni", "avx512f", "avx2"] if one in facts["flags"]), "no AVX2")
    return f"{facts['model name']} ({vector})"


def overhead():
    """What a call from Python costs with a model that does nothing."""
    value = onnx.helper.make_tensor_value_info("input", 1, ["batch", 64])
    node = onnx.helper.make_node("Identity", ["input"], ["logits"])
    graph = onnx.helper.make_graph(
        [node], "nothing", [value], [onnx.helper.make_tensor_value_info("logits", 1, ["batch", 64])]
    )
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 20)], ir_version=9)
    with tempfile.NamedTemporaryFile(suffix=".onnx") as file:
        onnx.save(model, file.name)
        return ratio(file.name, file.name, {}, 300)[0]


if __name__ == "__main__":
    main()
