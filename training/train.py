"""Trains the learned scorer from what `examples/export` wrote, and writes the model file that the crate embeds.

    python3 training/train.py --pages OUT/html --lines OUT/plain --out OUT/models

For each fold K a model is trained without the pages of the fold (`model-K.bin`), and one on all pages
(`model-all.bin`). Both kinds of input, pages and flattened lines, go into one file. See training/README.md.
"""

import argparse
import json
import pathlib
import struct

import lightgbm as lgb
import numpy as np

SEED = 1
VERSION = 2
MAGIC = b"maintext"
# Weight of a page of each set: the sets disagree about what is content; see training/README.md.
SET_WEIGHTS = {"wcxb-dev": 1.0, "l3s": 0.6, "cleaneval": 0.5, "cleaneval-dev": 0.5, "dragnet": 0.5, "chinese": 1.5, "trafilatura": 0.4, "made": 0.3}
PARAMETERS = dict(
    objective="binary",
    num_leaves=20,
    learning_rate=0.08,
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
TREES = 180
LINE_TREES = 120


class Table:
    """The rows, labels and weights of one export."""

    def __init__(self, folder):
        folder = pathlib.Path(folder)
        self.folder = folder
        self.features = folder.joinpath("features.txt").read_text().split()
        self.x = np.fromfile(folder / "rows.f32", "<f4").reshape(-1, len(self.features))
        blocks = np.fromfile(folder / "blocks.f32", "<f4").reshape(-1, 5)
        self.page = blocks[:, 0].astype(np.int64)
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

    def _weights(self, known):
        """(tokens + 0.5) / sqrt(content tokens * all tokens) of the page: long pages weigh little more than short ones."""
        count = len(self.gold)
        content = np.bincount(self.page, self.covered, count)
        every = np.bincount(self.page, self.tokens * known, count)
        weight = (self.tokens + 0.5) / np.sqrt(np.maximum(content, 1) * np.maximum(every, 1))[self.page]
        weight *= np.array([SET_WEIGHTS.get(name, 0.5) for name in self.set])[self.page]
        weight[~known | (content == 0)[self.page]] = 0
        return weight / weight[weight > 0].mean()

    def f1(self, kept):
        """Token F1 of each page; what `evaluate` measures differs by words that match by chance."""
        count = len(self.gold)
        hits = np.bincount(self.page, self.covered * kept, count)
        size = np.bincount(self.page, self.tokens * kept, count)
        both_empty = (size == 0) & (self.gold == 0)
        return np.where(both_empty, 1.0, 2 * hits / np.maximum(size + self.gold, 1))


def train(table, rows, trees):
    data = lgb.Dataset(table.x[rows], table.label[rows], weight=table.weight[rows], feature_name=table.features)
    return lgb.train(PARAMETERS, data, trees)


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


def pack_trees(booster):
    """bias, then for each tree its nodes in preorder: threshold or leaf value, feature (65535: leaf), offset to the right."""
    packed = []
    for tree in booster.dump_model()["tree_info"]:
        nodes = []

        def add(node):
            at = len(nodes)
            if "leaf_value" in node:
                nodes.append((node["leaf_value"], 65535, 0))
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


def write_model(path, features, vocabulary, page_model, line_model, curves):
    body = struct.pack("<II", len(features), fnv("\n".join(features).encode()))
    body += pack_vocabulary(vocabulary)
    body += pack_trees(page_model) + pack_curve(curves[0]) + pack_trees(line_model) + pack_curve(curves[1])
    head = MAGIC + struct.pack("<II", VERSION, len(body))
    path.write_bytes(head + body + struct.pack("<I", fnv(body)))


def confidence_curve(table, expected, f1, points=12):
    """Expected F1 -> mean F1 of held-out pages, monotone (isotonic regression, read off at quantiles)."""
    use = table.is_text & (table.gold > 0)
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


def usable(table, without=()):
    """The rows to train on."""
    return (table.weight > 0) & ~np.isin(table.set, list(without))[table.page]


def cross_validate(table, trees):
    p, models = np.zeros(len(table.label)), []
    for fold in range(table.fold.max() + 1):
        model = train(table, usable(table) & (table.fold[table.page] != fold), trees)
        held_out = table.fold[table.page] == fold
        p[held_out] = model.predict(table.x[held_out], num_threads=2)
        models.append(model)
    return p, models


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", required=True, help="folder of the export of pages")
    parser.add_argument("--lines", required=True, help="folder of the export of flattened pages (--plain)")
    parser.add_argument("--out", required=True, help="folder for the models and the figures")
    parser.add_argument("--without", action="append", default=[], help="a set to train without: only model-all.bin is made")
    arguments = parser.parse_args()
    out = pathlib.Path(arguments.out)
    out.mkdir(parents=True, exist_ok=True)
    tables = [Table(arguments.pages), Table(arguments.lines)]
    trees = [TREES, LINE_TREES]
    finals = [train(table, usable(table, arguments.without), count) for table, count in zip(tables, trees)]
    curves = [[], []]
    if not arguments.without:
        curves = validate(tables, trees, pathlib.Path(arguments.pages), out)
        for name, table, final in zip(["pages", "lines"], tables, finals):
            sample(out / f"sample-{name}.json", table, final)
    vocabulary = pathlib.Path(arguments.pages, "vocabulary-all.tsv")
    write_model(out / "model-all.bin", tables[0].features, vocabulary, *finals, curves)


def validate(tables, trees, pages, out):
    """The models of the folds, the ids that each has not seen, and the figures; the curves of confidence."""
    report, folds, curves = {}, [], []
    for name, table, count in zip(["pages", "lines"], tables, trees):
        p, models = cross_validate(table, count)
        expected, kept = expected_f1(table, p)
        f1 = table.f1(kept)
        report[name] = summary(table, f1)
        print(name, {key: round(value, 4) for key, value in report[name].items()}, flush=True)
        gain = sum(model.feature_importance("gain") for model in models)
        report[name + "-gain"] = {table.features[i]: round(float(gain[i] / gain.sum()), 4) for i in np.argsort(-gain)[:60]}
        curves.append(confidence_curve(table, expected, f1))
        folds.append(models)
    out.joinpath("report.json").write_text(json.dumps(report, indent=1))
    listed = [line.split("\t") for line in pages.joinpath("pages.tsv").read_text().splitlines()]
    for fold, (page_model, line_model) in enumerate(zip(*folds)):
        vocabulary = pages / f"vocabulary-{fold}.tsv"
        write_model(out / f"model-{fold}.bin", tables[0].features, vocabulary, page_model, line_model, curves)
        ids = [f"{page[0]}/{page[1]}" for page in listed if page[4] == str(fold)]
        out.joinpath(f"ids-{fold}.txt").write_text("\n".join(ids) + "\n")
    return curves


def sample(path, table, model, count=40):
    """Rows of no page, each number drawn from its own column, and the trainer's scores for them: a test checks that the
    crate scores alike."""
    random = np.random.default_rng(SEED)
    rows = np.stack([random.choice(column, count) for column in table.x.T], 1).round(3)
    scores = model.predict(rows.astype(np.float32))
    pairs = [{"row": [float(f"{v:.7g}") for v in row], "score": round(float(s), 6)} for row, s in zip(rows, scores)]
    path.write_text("[\n" + ",\n".join(json.dumps(pair) for pair in pairs) + "\n]\n")


if __name__ == "__main__":
    main()
