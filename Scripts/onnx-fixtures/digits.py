"""The digits of GoldSets/digits, as models see them: 64 floats, ink 0…1 (stored as 0…16)."""

import json
import pathlib

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "GoldSets/digits"
SIDE = 8
INK = 16.0


def read(name):
    """Inputs [n, 64] in 0…1 and labels [n] of `train`, `calibration`, `gold` or `hard`."""
    lines = [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text().splitlines()]
    inputs = np.array([line["input"] for line in lines], np.float32) / np.float32(INK)
    return inputs, np.array([line["label"] for line in lines], np.int32)


def augmented(inputs, labels, copies, random):
    """`copies` of each picture, each distorted mildly, as Examples/DigitsWorkshop does it: the hard set is meant to
    stay harder than anything that was trained on. A part of them is inverted, a rare domain."""
    pixels = np.repeat(inputs, copies, axis=0).reshape(-1, SIDE, SIDE).astype(np.float64) * INK
    count = len(pixels)
    kind = random.integers(0, 7, count)
    kind[random.random(count) < 0.08] = 7
    strength = random.uniform(0.2, 0.7, count)
    result = pixels.copy()
    for number, distortion in enumerate([_noise, _shift, _rotation, _occlusion, _blur, _low_contrast], start=1):
        chosen = kind == number
        result[chosen] = distortion(pixels[chosen], strength[chosen, None, None], random)
    result[kind == 7] = INK - pixels[kind == 7]
    stored = np.clip(np.floor(result + 0.5), 0, INK)
    return (stored / INK).astype(np.float32).reshape(count, -1), np.repeat(labels, copies)


def _noise(pixels, strength, random):
    return pixels + strength * 4 * random.standard_normal(pixels.shape)


def _shift(pixels, strength, random):
    step = np.array([(1, 0), (-1, 0), (0, 1), (0, -1)])[random.integers(0, 4, len(pixels))]
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    return _resampled(pixels, x + step[:, :1, None] * strength, y + step[:, 1:, None] * strength)


def _rotation(pixels, strength, random):
    sign = np.where(random.integers(0, 2, len(pixels)) == 0, 1, -1)
    half = strength * (random.uniform(0.15, 0.23, len(pixels)) * sign)[:, None, None]
    cosine, sine = (1 - half**2) / (1 + half**2), 2 * half / (1 + half**2)
    y, x = np.mgrid[0:SIDE, 0:SIDE] - (SIDE - 1) / 2
    center = (SIDE - 1) / 2
    return _resampled(pixels, center + cosine * x - sine * y, center + sine * x + cosine * y)


def _occlusion(pixels, strength, random):
    left, top = random.integers(0, SIDE - 1, (2, len(pixels), 1, 1))
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    hidden = (x >= left) & (x < left + 2) & (y >= top) & (y < top + 2)
    return np.where(hidden, 0, pixels)


def _blur(pixels, strength, random):
    padded = np.pad(pixels, ((0, 0), (1, 1), (1, 1)))
    mean = sum(padded[:, j : j + SIDE, i : i + SIDE] for j in range(3) for i in range(3)) / 9
    return pixels * (1 - strength) + mean * strength


def _low_contrast(pixels, strength, random):
    contrast, veil = random.uniform(0.6, 0.75, len(pixels)), random.uniform(0, 4, len(pixels))
    return pixels * (1 - strength * contrast[:, None, None]) + strength * veil[:, None, None]


def _resampled(pixels, x, y):
    """Bilinear; outside of the picture there is no ink."""
    left, top = np.floor(x).astype(int), np.floor(y).astype(int)
    fx, fy = x - left, y - top
    padded = np.pad(pixels, ((0, 0), (2, 2), (2, 2)))
    row = np.arange(len(pixels))[:, None, None]

    def at(i, j):
        return padded[row, np.clip(j + 2, 0, SIDE + 3), np.clip(i + 2, 0, SIDE + 3)]

    upper = at(left, top) * (1 - fx) + at(left + 1, top) * fx
    lower = at(left, top + 1) * (1 - fx) + at(left + 1, top + 1) * fx
    return upper * (1 - fy) + lower * fy
