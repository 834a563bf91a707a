"""Makes Tests/NetWeightONNXTests/Fixtures anew, from fixed seeds: fixtures.json there says what each file is.

    python3 -m venv /tmp/fixtures && /tmp/fixtures/bin/pip install -r Scripts/onnx-fixtures/requirements.txt
    /tmp/fixtures/bin/python Scripts/onnx-fixtures/make.py [--work /tmp/trained] [--output folder]

`--work` keeps the trained parameters, so that a later run trains only what is not there. The same versions on the same
kind of machine give the same bytes; another instruction set adds floats in another order.
"""

import argparse
import hashlib
import json
import logging
import pathlib
import tempfile
import warnings

import networks  # Before all that may import JAX.
import numpy as np
import onnx
import onnxruntime

import digits
import graphs
from recipes import RECIPES, SESSIONS

FOLDER = digits.ROOT / "Tests/NetWeightONNXTests/Fixtures"
SEED = 1998


def trained(work):
    """The parameters of all networks, by name."""

    def kept(name, train):
        path = work / f"{name}.npz"
        if not path.exists():
            print(f"training {name}", flush=True)
            np.savez(path, **train())
        return dict(np.load(path))

    def fresh(network, parameters, epochs, rate):
        return lambda: networks.train(network, parameters, epochs, rate, SEED)

    random = lambda: np.random.default_rng(SEED)
    tied = networks.mlp_parameters(random(), networks.TIED_WIDTHS)
    cnn = kept("cnn", fresh(networks.cnn, networks.cnn_parameters(random()), 20, 0.002))
    half, mask = networks.half_of_channels(cnn), networks.largest_weights(cnn, 0.2)
    return {
        "mlp": kept("mlp", fresh(networks.mlp, networks.mlp_parameters(random()), 60, 0.002)),
        "tied": kept("tied", fresh(networks.tied, tied, 60, 0.002)),
        "cnn": cnn,
        "cnn-structured": kept("cnn-structured", fresh(networks.cnn, half, 10, 0.001)),
        "cnn-unstructured": kept(
            "cnn-unstructured", lambda: networks.train(networks.cnn, cnn, 10, 0.001, SEED, mask)
        ),
        "transformer": kept(
            "transformer", fresh(networks.transformer, networks.transformer_parameters(random()), 28, 0.001)
        ),
    }


def sources(parameters):
    """The FP32 graphs that recipes start from."""
    return {
        "mlp": graphs.mlp(parameters["mlp"]),
        "mlp-einsum": graphs.mlp(parameters["mlp"], einsum="fc1"),
        "tied": graphs.mlp(parameters["tied"], networks.TIED, activation="Gelu", name="tied"),
        "cnn": graphs.cnn(parameters["cnn"]),
        "cnn-normalized": graphs.cnn(parameters["cnn"], normalized=True),
        "cnn-structured": graphs.cnn(parameters["cnn-structured"]),
        "cnn-unstructured": graphs.cnn(parameters["cnn-unstructured"]),
        "transformer": graphs.transformer(parameters["transformer"], networks.HEADS),
    }


def manifest(folder):
    entries = []
    for recipe in RECIPES:
        data = (folder / f"{recipe.name}.onnx").read_bytes()
        entries.append(
            {
                "name": recipe.name,
                "file": f"{recipe.name}.onnx",
                "bytes": len(data),
                "sha256": hashlib.sha256(data).hexdigest(),
                "reference": f"{recipe.reference}.onnx",
                "recipe": recipe.words,
                "made": recipe.made(),
                "meant": recipe.meant,
                "findings": recipe.findings,
            }
            | ({"note": recipe.note} if recipe.note else {})
        )
    for session in SESSIONS:
        entries.append(
            {
                "name": session.name,
                "file": f"{session.file}.onnx",
                "reference": f"{session.reference}.onnx",
                "recipe": session.words,
                "session": session.options,
                "meant": session.meant,
                "findings": session.findings,
            }
        )
    return {
        "schema": 1,
        "made": "Scripts/onnx-fixtures/make.py",
        "versions": {"onnx": onnx.__version__, "onnxruntime": onnxruntime.__version__},
        "samples": "GoldSets/digits",
        "input": {"name": "input", "type": "float", "shape": ["batch", 64], "range": [0, 1]},
        "output": {"name": "logits", "type": "float", "shape": ["batch", 10]},
        "fixtures": entries,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=pathlib.Path, help="keeps trained parameters here")
    parser.add_argument("--output", type=pathlib.Path, default=FOLDER)
    arguments = parser.parse_args()
    work = arguments.work or pathlib.Path(tempfile.mkdtemp())
    work.mkdir(parents=True, exist_ok=True)
    arguments.output.mkdir(parents=True, exist_ok=True)
    # The tools tell of each node that they skip.
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")

    graphs_by_name = sources(trained(work))
    for recipe in RECIPES:
        data = recipe.model(graphs_by_name).SerializeToString(deterministic=True)
        (arguments.output / f"{recipe.name}.onnx").write_bytes(data)
        print(f"{recipe.name}: {len(data):,} bytes")
    text = json.dumps(manifest(arguments.output), indent=2, ensure_ascii=False) + "\n"
    (arguments.output / "fixtures.json").write_text(text)


if __name__ == "__main__":
    main()
