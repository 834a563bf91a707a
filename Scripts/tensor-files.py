#!/usr/bin/env python3
"""Writes the files that NetWeight's readers are tested against, as the libraries write them that people use.

    python3 -m venv .venv && .venv/bin/pip install ml_dtypes numpy safetensors pillow
    .venv/bin/python Scripts/tensor-files.py

Values follow one formula each, which Tests/NetWeightCoreTests/TensorFiles/WrittenFilesTests.swift has too: element i
is 0.5 · i - 2 of floats, 9 · i - 40 of signed and 9 · i of unsigned numbers, i mod 3 = 0 of booleans, and
37 · i mod 256 of the samples of an image.
"""
import pathlib
import struct

import ml_dtypes
import numpy
import safetensors.numpy
from PIL import Image, PngImagePlugin

FOLDER = pathlib.Path(__file__).parent.parent / "Tests/NetWeightCoreTests/TensorFiles/Fixtures"
SHAPE = (2, 5)


def values(kind, shape=SHAPE):
    i = numpy.arange(numpy.prod(shape, dtype=int)).reshape(shape)
    return {"f": 0.5 * i - 2, "i": 9 * i - 40, "u": 9 * i, "b": i % 3 == 0}[kind]


def numpy_files():
    for name in ["|b1", "|i1", "|u1"] + [o + k for k in "f2 f4 f8 i2 i4 i8 u2 u4 u8".split() for o in "<>"]:
        order = {"<": "little", ">": "big", "|": "byte"}[name[0]]
        numpy.save(FOLDER / f"{name[1:]}-{order}.npy", values(name[1]).astype(name))
    for version in [(2, 0), (3, 0)]:
        with open(FOLDER / f"version-{version[0]}.npy", "wb") as file:
            numpy.lib.format.write_array(file, values("f").astype("<f4"), version=version)
    numpy.save(FOLDER / "fortran.npy", numpy.asfortranarray(values("f").astype("<f4")))
    numpy.save(FOLDER / "scalar.npy", numpy.float32(1.5))
    numpy.save(FOLDER / "vector.npy", values("f", (4,)).astype("<f4"))
    numpy.save(FOLDER / "empty.npy", numpy.zeros((0, 5), "<f4"))
    numpy.save(FOLDER / "records.npy", numpy.zeros(2, [("a", "<f4"), ("b", "<i2")]))
    numpy.save(FOLDER / "complex.npy", numpy.zeros(2, "<c8"))
    special = [numpy.inf, -numpy.inf, numpy.nan, -0.0, 6e-8, 65504, 6.104e-5, 1]
    numpy.save(FOLDER / "special-halves.npy", numpy.array(special, "<f2"))


def safetensors_files():
    types = {
        "F16": "<f2", "F32": "<f4", "F64": "<f8", "I8": "|i1", "I16": "<i2", "I32": "<i4", "I64": "<i8",
        "U8": "|u1", "U16": "<u2", "U32": "<u4", "U64": "<u8", "BOOL": "|b1",
    }
    tensors = {name: values(kind[1]).astype(kind) for name, kind in types.items()}
    tensors["BF16"] = values("f").astype(ml_dtypes.bfloat16)
    tensors["F8_E4M3"] = numpy.zeros(2, ml_dtypes.float8_e4m3fn)
    tensors["empty"] = numpy.zeros((0, 5), "<f4")
    metadata = {"made by": "Scripts/tensor-files.py"}
    safetensors.numpy.save_file(tensors, FOLDER / "types.safetensors", metadata)


def image(mode, channels):
    height, width = 3, 4
    samples = bytes(37 * i % 256 for i in range(width * height * channels))
    return Image.frombytes(mode, (width, height), samples)


def png_files():
    for mode, channels in [("L", 1), ("LA", 2), ("RGB", 3), ("RGBA", 4)]:
        image(mode, channels).save(FOLDER / f"{mode}.png")
    # The palette's colour i is (i, 255 - i, 7 · i mod 256), pixel i has the colour i, of 16 in 4 bits or 256 in 8.
    for bits in [4, 8]:
        palette = Image.frombytes("P", (4, 3), bytes(range(12)))
        palette.putpalette([c for i in range(2**bits) for c in (i, 255 - i, 7 * i % 256)])
        palette.save(FOLDER / f"palette-{bits}.png", bits=bits, transparency=bytes([0, 128]))
    gamma = PngImagePlugin.PngInfo()
    gamma.add(b"gAMA", struct.pack(">I", 100_000))
    image("RGB", 3).save(FOLDER / "gamma.png", pnginfo=gamma)
    grey = image("L", 1)
    Image.merge("RGB", [grey, grey, grey]).save(FOLDER / "grey-as-RGB.png")
    Image.frombytes("I;16", (4, 3), bytes(24)).save(FOLDER / "16-bit.png")
    image("L", 1).convert("1").save(FOLDER / "1-bit.png")


FOLDER.mkdir(parents=True, exist_ok=True)
numpy_files()
safetensors_files()
png_files()
