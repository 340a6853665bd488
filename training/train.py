"""Trains the learned scorer from what `lab export` wrote, and writes the model file that the crate embeds.

    python3 training/train.py --pages OUT/html --lines OUT/plain --out OUT/models

For each fold K a model is trained without the pages of the fold (`model-K.bin`), and one on all pages
(`model-all.bin`). Three ensembles, each of trees and a network, go into one file: for modern pages, for older ones, and for flattened lines.
See training/README.md.
"""

import argparse
import json
import pathlib
import struct

import lightgbm as lgb
import numpy as np

import network

SEED = 1
VERSION = 6
MAGIC = b"maintext"
# Weight of a page of each set: the sets disagree about what is content; see training/README.md.
SET_WEIGHTS = {"wcxb-dev": 1.0, "l3s": 0.6, "cleaneval": 0.5, "cleaneval-dev": 0.5, "dragnet": 0.5, "chinese": 1.5, "trafilatura": 0.4, "synthetic": 0.3}
PARAMETERS = dict(
    objective="binary",
    num_leaves=20,
    learning_rate=0.12,
    min_data_in_leaf=60,
    min_sum_hessian_in_leaf=15.0,
    lambda_l2=4.0,
    feature_fraction=0.25,
    bagging_fraction=0.6,
    bagging_freq=1,
    max_bin=63,
    verbosity=-1,
    num_threads=2,
    seed=SEED,
    deterministic=True,
    force_row_wise=True,
)
TREES = 120
LINE_TREES = 80
# What the network's log-odds count for beside those of the trees.
NETWORK_SHARE = 0.3
# Each kind of page has an ensemble of its own, for which the pages of the other kinds count less: what annotators took
# for content has changed with the markup. Of lines nothing tells their age.
OTHER_ERA = {"modern": 0.1, "older": 0.3}
# Every so many'th page is shown to the trainer as if nothing were known of its language: most languages of the web are
# hardly in the sets, and the model must not lean on the words that it knows.
BLIND = 4
OF_LANGUAGE = ("Wording", "FunctionWords", "Opening", "Closing")


class Table:
    """The rows, labels and weights of one export."""

    def __init__(self, folder):
        folder = pathlib.Path(folder)
        self.folder = folder
        self.features = folder.joinpath("features.txt").read_text().split()
        self.x = np.fromfile(folder / "rows.f32", "<f4").reshape(-1, len(self.features))
        blocks = np.fromfile(folder / "blocks.f32", "<f4").reshape(-1, 6)
        self.page = blocks[:, 0].astype(np.int64)
        self.place = blocks[:, 5].astype(np.int64)
        self.covered, self.tokens, known = blocks[:, 1], blocks[:, 2], blocks[:, 4] > 0
        pages = [line.split("\t") for line in folder.joinpath("pages.tsv").read_text().splitlines()]
        self.set = np.array([page[0] for page in pages])
        self.kind = np.array([page[2] for page in pages])
        self.fold = np.array([int(page[4]) for page in pages])
        self.gold = np.array([float(page[6]) for page in pages])
        self.is_text = np.array([page[7] == "1" for page in pages])
        self.start = np.searchsorted(self.page, np.arange(len(pages) + 1))
        self.label = (self.covered > 0.5 * self.tokens).astype(np.int8)
        self.weight = self._weights(known)
        blind = np.random.default_rng(SEED).integers(BLIND, size=len(pages)) == 0
        self.is_blind = blind[self.page]
        self.of_language = [i for i, name in enumerate(self.features) if any(part in name for part in OF_LANGUAGE)]
        self.is_modern = self.x[:, self.features.index("PageModern")] > 0

    def _weights(self, known):
        """(tokens + 0.5) / sqrt(content tokens * all tokens) of the page: long pages weigh little more than short ones."""
        count = len(self.gold)
        content = np.bincount(self.page, self.covered, count)
        every = np.bincount(self.page, self.tokens * known, count)
        weight = (self.tokens + 0.5) / np.sqrt(np.maximum(content, 1) * np.maximum(every, 1))[self.page]
        weight *= self.set_weight()[self.page]
        weight[~known | (content == 0)[self.page]] = 0
        return weight / weight[weight > 0].mean()

    def set_weight(self):
        """The weight of each page's set."""
        return np.array([SET_WEIGHTS.get(name, 0.5) for name in self.set])

    def page_weight(self):
        """What the F1 of each page counts for; nothing where only snippets are known."""
        return np.where(self.is_text & (self.gold > 0), self.set_weight(), 0)

    def f1(self, kept):
        """Token F1 of each page; what `evaluate` measures differs by words that match by chance."""
        count = len(self.gold)
        hits = np.bincount(self.page, self.covered * kept, count)
        size = np.bincount(self.page, self.tokens * kept, count)
        both_empty = (size == 0) & (self.gold == 0)
        return np.where(both_empty, 1.0, 2 * hits / np.maximum(size + self.gold, 1))


def train(table, rows, trees, weight):
    x = table.x[rows]
    x[np.ix_(table.is_blind[rows].nonzero()[0], table.of_language)] = 0
    data = lgb.Dataset(x, table.label[rows], weight=weight[rows], feature_name=table.features)
    return lgb.train(PARAMETERS, data, trees)


class Ensemble:
    """Trees and a network that learned from the same rows, of which each counts `factor` times its weight."""

    def __init__(self, table, rows, trees, factor):
        self.booster = train(table, rows, trees, table.weight * factor)
        self.network = network.train(table, rows, factor, SEED)

    def predict(self, x, page, place):
        """Probabilities of rows; those of a page stand together, and those of a page with one `place` stand alike in it."""
        of_trees = self.booster.predict(x, num_threads=2, raw_score=True)
        of_network = self.network.log_odds(x, page, place)
        return 1 / (1 + np.exp(-(1 - NETWORK_SHARE) * of_trees - NETWORK_SHARE * of_network))


class PageModel:
    """An ensemble for modern pages and one for older ones."""

    def __init__(self, table, rows):
        # Made pages are of both eras: their markup is of either kind, their gold is today's.
        is_synthetic = (table.set == "synthetic")[table.page]
        eras = [("modern", True), ("older", False)]
        factors = [np.where(is_synthetic | (table.is_modern == modern), 1.0, OTHER_ERA[name]) for name, modern in eras]
        self.ensembles = [Ensemble(table, rows, TREES, factor) for factor in factors]

    def predict(self, x, page, place, is_modern):
        modern, older = (ensemble.predict(x, page, place) for ensemble in self.ensembles)
        return np.where(is_modern, modern, older)


class LineModel:
    """The ensemble for flattened lines."""

    def __init__(self, table, rows):
        self.ensembles = [Ensemble(table, rows, LINE_TREES, np.ones(len(table.label)))]

    def predict(self, x, page, place, is_modern):
        return self.ensembles[0].predict(x, page, place)


def expected_f1(table, p):
    """For each page the greatest expected F1 of a prefix of its blocks, and which blocks that keeps."""
    best, kept = np.zeros(len(table.gold)), np.zeros(len(p), bool)
    for page in range(len(table.gold)):
        rows = slice(table.start[page], table.start[page + 1])
        if rows.start == rows.stop:
            continue
        q, t = p[rows], table.tokens[rows]
        order = np.argsort(-q)
        hits, size = np.cumsum(q[order] * t[order]), np.cumsum(t[order])
        f1 = 2 * hits / np.maximum(size + hits[-1], 1e-9)
        best[page] = f1.max()
        kept[rows] = q >= q[order][f1.argmax()]
    return best, kept


def summary(table, f1):
    rows = {name: float(f1[table.set == name].mean()) for name in dict.fromkeys(table.set[table.is_text])}
    wcxb = table.set == "wcxb-dev"
    for kind in dict.fromkeys(table.kind[wcxb]):
        rows[f"wcxb-dev/{kind}"] = float(f1[wcxb & (table.kind == kind)].mean())
    return rows


def pack_trees(booster, share):
    """For each tree its nodes in preorder, leaf values multiplied with `share`: threshold or leaf value, feature (65535: leaf), offset to the right."""
    packed = []
    for tree in booster.dump_model()["tree_info"]:
        nodes = []

        def add(node):
            at = len(nodes)
            if "leaf_value" in node:
                nodes.append((node["leaf_value"] * share, 65535, 0))
                return
            nodes.append(None)
            add(node["left_child"])
            right = len(nodes) - at
            add(node["right_child"])
            nodes[at] = (round_down(node["threshold"]), node["split_feature"], right)

        add(tree["tree_structure"])
        packed.append(nodes)
    out = [struct.pack("<I", len(packed))]
    for nodes in packed:
        out.append(struct.pack("<H", len(nodes)))
        out.extend(struct.pack("<fHH", *node) for node in nodes)
    return b"".join(out)


def round_down(threshold):
    """The greatest f32 that is not above the threshold: `x <= threshold` then means the same for every f32 x."""
    rounded = np.float32(threshold)
    return float(rounded if rounded <= threshold else np.nextafter(rounded, np.float32(-np.inf)))


def pack_vocabulary(path):
    entries = [line.split("\t") for line in path.read_text().splitlines()]
    entries = [(int(token), round(float(weight) * 32)) for token, weight in entries]
    entries = sorted((token, max(-127, min(127, weight))) for token, weight in entries if abs(weight) >= 3)
    return struct.pack("<I", len(entries)) + b"".join(struct.pack("<I", t) for t, _ in entries) + b"".join(
        struct.pack("<b", w) for _, w in entries)


def pack_curve(curve):
    return struct.pack("<I", len(curve)) + b"".join(struct.pack("<ff", *point) for point in curve)


def fnv(data):
    value = 0x811C9DC5
    for byte in data:
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


ENSEMBLES = 3


def write_model(path, features, vocabulary, ensembles, curves):
    body = struct.pack("<II", len(features), fnv("\n".join(features).encode()))
    body += pack_vocabulary(vocabulary)
    for ensemble, curve in zip(ensembles, curves):
        body += struct.pack("<f", 1 - NETWORK_SHARE) + pack_trees(ensemble.booster, 1 - NETWORK_SHARE)
        body += struct.pack("<I", 1) + ensemble.network.pack(NETWORK_SHARE)
        body += pack_curve(curve)
    # The trees' share, no trees, no network, no curve.
    body += struct.pack("<fIII", 1, 0, 0, 0) * (ENSEMBLES - len(ensembles))
    head = MAGIC + struct.pack("<II", VERSION, len(body))
    path.write_bytes(head + body + struct.pack("<I", fnv(body)))


def confidence_curve(table, expected, f1, pages, points=12):
    """Expected F1 -> mean F1 of held-out pages, monotone (isotonic regression, read off at quantiles)."""
    use = table.is_text & (table.gold > 0) & (table.set != "synthetic") & pages
    x, y = expected[use], f1[use]
    order = np.argsort(x)
    x, y = x[order], y[order]
    groups = []
    for value, at in zip(y, x):
        groups.append([value, 1, at])
        while len(groups) > 1 and groups[-2][0] >= groups[-1][0]:
            b, a = groups.pop(), groups.pop()
            groups.append([(a[0] * a[1] + b[0] * b[1]) / (a[1] + b[1]), a[1] + b[1], (a[2] * a[1] + b[2] * b[1]) / (a[1] + b[1])])
    knots, step = [], len(x) / points
    filled, value, at, weight = 0, 0.0, 0.0, 0
    for v, n, a in groups:
        value, at, weight = value + v * n, at + a * n, weight + n
        if weight >= step:
            knots.append((at / weight, value / weight))
            value, at, weight = 0.0, 0.0, 0
    if weight:
        knots.append((at / weight, value / weight))
    return knots


def usable(table):
    """The rows to train on."""
    return table.weight > 0


def cross_validate(table, make, rows=None):
    """The scores of all rows by models that have not seen their fold, and those models."""
    p, models = np.zeros(len(table.label)), []
    rows = usable(table) if rows is None else rows
    for fold in range(table.fold.max() + 1):
        held_out = table.fold[table.page] == fold
        model = make(table, rows & ~held_out)
        p[held_out] = model.predict(table.x[held_out], table.page[held_out], table.place[held_out], table.is_modern[held_out])
        models.append(model)
    return p, models


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", required=True, help="folder of the export of pages")
    parser.add_argument("--lines", help="folder of the export of flattened pages (--plain); without it the model has no trees for them")
    parser.add_argument("--out", required=True, help="folder for the models and the figures")
    parser.add_argument("--final-only", action="store_true", help="makes only model-all.bin, without cross-validation")
    arguments = parser.parse_args()
    out = pathlib.Path(arguments.out)
    out.mkdir(parents=True, exist_ok=True)
    tables = [Table(folder) for folder in [arguments.pages, arguments.lines] if folder]
    kinds = [PageModel, LineModel][:len(tables)]
    finals = [make(table, usable(table)) for table, make in zip(tables, kinds)]
    curves = [[]] * ENSEMBLES
    if not arguments.final_only:
        curves = validate(tables, kinds, pathlib.Path(arguments.pages), out)
        for name, table, final in zip(["pages", "lines"], tables, finals):
            sample(out / f"sample-{name}.json", table, final)
    vocabulary = pathlib.Path(arguments.pages, "vocabulary-all.tsv")
    write_model(out / "model-all.bin", tables[0].features, vocabulary, ensembles(finals), curves)


def ensembles(models):
    return [ensemble for model in models for ensemble in model.ensembles]


def validate(tables, kinds, pages, out):
    """The models of the folds, the ids that each has not seen, and the figures; the curves of confidence."""
    report, folds, curves = {}, [], []
    for name, table, make in zip(["pages", "lines"], tables, kinds):
        p, models = cross_validate(table, make)
        expected, kept = expected_f1(table, p)
        f1 = table.f1(kept)
        report[name] = summary(table, f1)
        print(name, {key: round(value, 4) for key, value in report[name].items()}, flush=True)
        gain = sum(ensemble.booster.feature_importance("gain") for ensemble in ensembles(models))
        report[name + "-gain"] = {table.features[i]: round(float(gain[i] / gain.sum()), 4) for i in np.argsort(-gain)[:60]}
        modern_pages = np.bincount(table.page, table.is_modern, len(table.gold)) > 0
        eras = [modern_pages, ~modern_pages] if make is PageModel else [np.ones(len(table.gold), bool)]
        curves.extend(confidence_curve(table, expected, f1, era) for era in eras)
        folds.append(models)
    out.joinpath("report.json").write_text(json.dumps(report, indent=1))
    listed = [line.split("\t") for line in pages.joinpath("pages.tsv").read_text().splitlines()]
    for fold, models in enumerate(zip(*folds)):
        vocabulary = pages / f"vocabulary-{fold}.tsv"
        write_model(out / f"model-{fold}.bin", tables[0].features, vocabulary, ensembles(models), curves)
        ids = [f"{page[0]}/{page[1]}" for page in listed if page[4] == str(fold)]
        out.joinpath(f"ids-{fold}.txt").write_text("\n".join(ids) + "\n")
    return curves


def sample(path, table, model, count=40):
    """Rows of a page that there is not, each number drawn from its own column, and the trainer's scores for them: a test
    checks that the crate scores alike."""
    random = np.random.default_rng(SEED)
    rows = np.stack([random.choice(column, count) for column in table.x.T], 1).round(3)
    rows = rows.astype(np.float32)
    places = np.arange(count) % 7
    scores = model.predict(rows, np.zeros(count, int), places, rows[:, table.features.index("PageModern")] > 0)
    pairs = [{"row": [float(f"{v:.7g}") for v in row], "place": int(place), "score": round(float(s), 6)}
             for row, place, s in zip(rows, places, scores)]
    path.write_text("[\n" + ",\n".join(json.dumps(pair) for pair in pairs) + "\n]\n")


if __name__ == "__main__":
    main()
