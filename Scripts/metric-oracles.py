"""Writes what other implementations say of random cases: the oracles of the quality metrics' tests.

    python3 -m venv /tmp/oracles && /tmp/oracles/bin/pip install -r Scripts/metric-oracles.txt
    /tmp/oracles/bin/python Scripts/metric-oracles.py

Cases are not kept, only values: SplitMix64 makes the same cases here and in OracleCases.swift, OracleTexts.swift and
OracleImages.swift, which draw in the same order. A value that is undefined is null.

Oracles are scikit-learn, sacreBLEU, jiwer and pycocotools, in the versions of metric-oracles.txt. Three metrics have
none there and are written out in plain numpy: top-k accuracy (scikit-learn's takes the last of equal scores; without
equal ones it is asserted to agree), expected calibration error, and recall at k.
"""

import contextlib
import io
import json
import math
import pathlib
import warnings

import jiwer
import numpy as np
import sacrebleu
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval
from sklearn import metrics as sk

CASES = 1500
FOLDER = pathlib.Path(__file__).parent.parent / "Tests/NetWeightCoreTests/Metrics/Oracles"
WORDS = json.loads((FOLDER / "words.json").read_text(encoding="utf-8"))


def f32(x):
    return float(np.float32(x))


class Draws:
    """SplitMix64 (G. L. Steele, D. Lea and C. H. Flood, OOPSLA 2014)."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        return z ^ (z >> 31)

    def uniform(self):
        return (self.next() >> 11) * 2.0**-53

    def below(self, count):
        return int(self.uniform() * count)

    def chance(self, share):
        return self.uniform() < share

    def score(self, tied):
        return float(self.below(5) - 2) if tied else f32(self.uniform() * 8 - 4)


# Cases. Each has its counterpart of the same name in the Swift files.


def classification(draws, fewest_classes=2, with_nan=False):
    classes = fewest_classes + draws.below(6)
    labels = max(2, classes) if fewest_classes == 1 else classes
    count = 1 + draws.below(40)
    tied = draws.chance(0.5)
    if draws.chance(0.3):
        labels = 1 + draws.below(labels)
    some_nan = with_nan and draws.chance(0.2)
    samples = []
    for _ in range(count):
        label = draws.below(labels)
        scores = [draws.score(tied) for _ in range(classes)]
        if label < classes and draws.chance(0.4):
            scores[label] = f32(scores[label] + 2)
        if some_nan and draws.chance(0.2):
            scores[draws.below(classes)] = math.nan
        samples.append((label, scores))
    return samples


def regression(draws):
    outputs = 1 + draws.below(4)
    count = 1 + draws.below(40)
    kind = draws.below(4)
    exact = draws.chance(0.15)
    truths, answers = [], []
    for _ in range(count):
        truths.append([truth(draws, kind) for _ in range(outputs)])
        answers.append([x if exact else f32(x + f32(draws.uniform() * 2 - 1)) for x in truths[-1]])
    return np.array(truths), np.array(answers)


def truth(draws, kind):
    if kind == 0:
        return float(draws.below(5) - 2)
    if kind == 1:
        return f32(draws.uniform() * 8 - 4)
    return f32(100 + draws.uniform()) if kind == 2 else f32(0.1)


def language(draws):
    vocabulary = 2 + draws.below(30)
    tied = draws.chance(0.3)
    samples = []
    for _ in range(1 + draws.below(6)):
        tokens = [draws.below(vocabulary) for _ in range(1 + draws.below(12))]
        samples.append((tokens, [[draws.score(tied) for _ in range(vocabulary)] for _ in tokens]))
    return samples


def texts(draws, most_references):
    samples = []
    for _ in range(1 + draws.below(6)):
        first = [WORDS[draws.below(len(WORDS))] for _ in range(draws.below(14))]
        references = [joined(draws, first)]
        for _ in range(draws.below(most_references)):
            references.append(joined(draws, varied(draws, first)))
        answer = "" if draws.chance(0.05) else joined(draws, varied(draws, first))
        samples.append((answer, references))
    return samples


def varied(draws, words):
    result = []
    for word in words:
        fate = draws.below(10)
        if fate == 7:
            continue
        result.append(WORDS[draws.below(len(WORDS))] if fate == 8 else word)
        if fate == 9:
            result.append(WORDS[draws.below(len(WORDS))])
    return result


def joined(draws, words):
    text = ""
    for index, word in enumerate(words):
        if index > 0:
            kind = draws.below(10)
            text += ["", "  ", "\t"][kind - 7] if kind >= 7 else " "
        text += word
    return text


def retrieval(draws):
    queries = []
    for _ in range(1 + draws.below(10)):
        documents = 2 + draws.below(12)
        tied = draws.chance(0.5)
        graded = draws.chance(0.7)
        barren = draws.chance(0.15)
        relevances = [relevance(draws, graded) for _ in range(documents)]
        if barren:
            relevances = [0.0] * documents
        queries.append((relevances, [draws.score(tied) for _ in range(documents)]))
    return queries


def relevance(draws, graded):
    if draws.chance(0.5):
        return 0.0
    return float(draws.below(4)) if graded else f32(draws.uniform())


def detection(draws):
    """Boxes are (left, top, right, bottom, class), detections have a score before the class."""
    classes = 1 + draws.below(3)
    whole = draws.chance(0.5)
    tied = draws.chance(0.3)
    images = []
    for _ in range(1 + draws.below(5)):
        truths = [box(draws, whole, classes) for _ in range(draws.below(6))]
        found = []
        for one in truths:
            while draws.chance(0.6):
                found.append(moved(draws, one, whole, classes))
        strays = 150 if draws.chance(0.02) else draws.below(4)
        found += [box(draws, whole, classes) for _ in range(strays)]
        found = [one[:4] + (draws.below(8) / 8 if tied else f32(draws.uniform()),) + one[4:] for one in found]
        images.append((truths, found))
    return images


def length(draws, whole, span):
    return float(draws.below(span)) if whole else f32(draws.uniform() * span)


def box(draws, whole, classes):
    left, top = length(draws, whole, 20), length(draws, whole, 20)
    right = f32(left + 1 + length(draws, whole, 20))
    bottom = f32(top + 1 + length(draws, whole, 20))
    return (left, top, right, bottom, draws.below(classes))


def moved(draws, one, whole, classes):
    left, top = f32(one[0] + length(draws, whole, 2)), f32(one[1] + length(draws, whole, 2))
    right = max(f32(left + 1), f32(one[2] + length(draws, whole, 2)))
    bottom = max(f32(top + 1), f32(one[3] + length(draws, whole, 2)))
    return (left, top, right, bottom, draws.below(classes) if draws.chance(0.15) else one[4])


# Oracles.


def softmax(scores):
    highest = max(scores)
    powers = [math.exp(x - highest) for x in scores]
    total = 0.0
    for power in powers:  # Not sum(): it compensates, and a last bit decides what is tied.
        total += power
    return [power / total for power in powers]


def answers(samples):
    """The first of the highest scores; -1 where one is NaN."""
    return [-1 if np.isnan(s).any() else int(np.argmax(s)) for _, s in samples]


def top_k(draws):
    k = 1 + draws.below(4)
    samples = classification(draws, with_nan=True)
    right = [
        not np.isnan(s).any() and label in np.argsort(-np.array(s), kind="stable")[:k] for label, s in samples
    ]
    classes = len(samples[0][1])
    distinct = all(len(set(s)) == classes and not np.isnan(s).any() for _, s in samples)
    if 2 < classes and k < classes and distinct:
        labels, scores = zip(*samples)
        assert np.mean(right) == sk.top_k_accuracy_score(labels, scores, k=k, labels=range(classes))
    return np.mean(right)


def balanced_accuracy(draws):
    samples = classification(draws, with_nan=True)
    return sk.balanced_accuracy_score([label for label, _ in samples], answers(samples))


def f1(average):
    def oracle(draws):
        samples = classification(draws, with_nan=True)
        truths, answered = [label for label, _ in samples], answers(samples)
        if -1 not in answered:
            return sk.f1_score(truths, answered, average=average, zero_division=0)
        classes = sorted(set(truths + answered) - {-1})
        return sk.f1_score(truths, answered, labels=classes, average=average, zero_division=0)

    return oracle


def auroc(draws):
    samples = classification(draws, fewest_classes=1)
    labels, scores = [label for label, _ in samples], [s for _, s in samples]
    classes = len(scores[0])
    if len(set(labels)) < max(2, classes):
        return None
    if classes <= 2:
        return sk.roc_auc_score(labels, [s[-1] - s[0] if classes == 2 else s[0] for s in scores])
    return sk.roc_auc_score(labels, [softmax(s) for s in scores], multi_class="ovr", average="macro")


def calibration_error(draws):
    bins = 15 if draws.chance(0.5) else 1 + draws.below(20)
    samples = classification(draws)
    confidence = np.array([max(softmax(s)) for _, s in samples])
    right = np.array([label == int(np.argmax(s)) for label, s in samples])
    error = 0.0
    for index in range(bins):
        inside = (confidence > index / bins) & (confidence <= (index + 1) / bins)
        if inside.any():
            error += inside.mean() * abs(confidence[inside].mean() - right[inside].mean())
    return error


def perplexity(draws):
    samples = language(draws)
    tokens = [token for some, _ in samples for token in some]
    rows = [softmax(row) for _, logits in samples for row in logits]
    return math.exp(sk.log_loss(tokens, rows, labels=range(len(rows[0]))))


def translation(score):
    def oracle(draws):
        samples = texts(draws, most_references=3)
        most = max(len(references) for _, references in samples)
        padded = [[r[i] if i < len(r) else None for _, r in samples] for i in range(most)]
        return score([answer for answer, _ in samples], padded) / 100

    return oracle


def error_rate(rate, units):
    """Undefined where references are empty; jiwer gives the number of insertions instead, which is no rate."""

    def oracle(draws):
        samples = texts(draws, most_references=1)
        references = [first for _, (first, *_) in samples]
        empty = not any(units(reference) for reference in references)
        return None if empty else rate(references, [answer for answer, _ in samples])

    return oracle


def recall(draws):
    k = 1 + draws.below(8)
    shares = []
    for relevances, scores in retrieval(draws):
        relevant = np.array(relevances) > 0
        if relevant.any():
            shares.append(relevant[np.argsort(-np.array(scores), kind="stable")[:k]].sum() / relevant.sum())
    return np.mean(shares) if shares else None


def ndcg(draws):
    k = 1 + draws.below(8)
    return np.mean([sk.ndcg_score([relevances], [scores], k=k) for relevances, scores in retrieval(draws)])


def average_precision(thresholds):
    def oracle(draws):
        images = detection(draws)
        sides = []
        for side in (0, 1):
            boxes = [(image, one) for image, both in enumerate(images) for one in both[side]]
            coco = COCO()
            coco.dataset = {
                "images": [{"id": image} for image in range(len(images))],
                "categories": [{"id": label} for label in range(3)],
                # Identifiers from 1: pycocotools takes a match with 0 for none.
                "annotations": [
                    {
                        "id": index + 1, "image_id": image, "category_id": one[-1], "iscrowd": 0,
                        "bbox": [one[0], one[1], one[2] - one[0], one[3] - one[1]],
                        "area": (one[2] - one[0]) * (one[3] - one[1]), "score": one[4],
                    }
                    for index, (image, one) in enumerate(boxes)
                ],
            }
            coco.createIndex()
            sides.append(coco)
        evaluation = COCOeval(*sides, "bbox")
        parameters = evaluation.params
        parameters.areaRng, parameters.areaRngLbl = [[0, 1e10]], ["all"]
        parameters.maxDets = [100]
        if thresholds:
            parameters.iouThrs = np.array(thresholds)
        evaluation.evaluate()
        evaluation.accumulate()
        precision = evaluation.eval["precision"]
        return precision[precision > -1].mean() if (precision > -1).any() else None

    return oracle


ORACLES = {
    "top-k": top_k,
    "balanced-accuracy": balanced_accuracy,
    "macro-f1": f1("macro"),
    "micro-f1": f1("micro"),
    "auroc": auroc,
    "calibration-error": calibration_error,
    "mean-absolute-error": lambda draws: sk.mean_absolute_error(*regression(draws)),
    "root-mean-square-error": lambda draws: sk.root_mean_squared_error(*regression(draws)),
    "r-squared": lambda draws: sk.r2_score(*regression(draws)),
    "perplexity": perplexity,
    "bleu": translation(lambda *both: sacrebleu.corpus_bleu(*both).score),
    "chrf": translation(lambda *both: sacrebleu.corpus_chrf(*both).score),
    "word-error-rate": error_rate(jiwer.wer, lambda text: text.split()),
    "character-error-rate": error_rate(jiwer.cer, lambda text: text.strip()),
    "recall": recall,
    "ndcg": ndcg,
    "map-50": average_precision([0.5]),
    "map": average_precision(None),
}


def main():
    warnings.simplefilter("ignore")
    for metric, oracle in ORACLES.items():
        values = []
        with contextlib.redirect_stdout(io.StringIO()):  # pycocotools tells of its progress.
            for seed in range(CASES):
                value = oracle(Draws(seed))
                values.append(None if value is None or math.isnan(value) else float(value))
        (FOLDER / f"{metric}.json").write_text("[\n" + ",\n".join(map(json.dumps, values)) + "\n]\n")
        defined = [value for value in values if value is not None]
        undefined = len(values) - len(defined)
        print(f"{metric}: {len(values)} cases, {undefined} undefined, mean {np.mean(defined):.4f}")


main()
