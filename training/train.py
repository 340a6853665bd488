"""Trains the learned scorer on an export and writes the model file that the crate embeds.

    python3 training/train.py --pages OUT/pages --lines OUT/lines --out OUT/models

For each fold K, `model-K.bin` is trained without the pages of the fold; `model-all.bin` is trained on all pages. A file has
three ensembles, each of trees and a network: for responsive pages, for legacy pages, and for flattened lines. See
training/README.md.
"""

import argparse
import json
import pathlib

import numpy as np

from model_file import ENSEMBLES, write_model
from models import LineModel, PageModel
from table import SEED, Table


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", required=True, help="folder of the export of pages")
    parser.add_argument("--lines", help="folder of the export of flattened pages (--plain); without it the model has no trees for them")
    parser.add_argument("--out", required=True, help="folder for the models and the figures")
    parser.add_argument("--final-only", action="store_true", help="writes only model-all.bin, without cross-validation")
    arguments = parser.parse_args()
    out = pathlib.Path(arguments.out)
    out.mkdir(parents=True, exist_ok=True)
    tables = [Table(folder) for folder in [arguments.pages, arguments.lines] if folder]
    kinds = [PageModel, LineModel][:len(tables)]
    finals = [make(table, table.usable()) for table, make in zip(tables, kinds)]
    curves = [[]] * ENSEMBLES
    if not arguments.final_only:
        curves = validate(tables, kinds, pathlib.Path(arguments.pages), out)
        for name, table, final in zip(["pages", "lines"], tables, finals):
            write_samples(out / f"sample-{name}.json", table, final)
    vocabulary = pathlib.Path(arguments.pages, "vocabulary-all.bin")
    write_model(out / "model-all.bin", tables[0].columns.names, vocabulary, ensembles_of(finals), curves)


def ensembles_of(models):
    return [ensemble for model in models for ensemble in model.ensembles]


def validate(tables, kinds, pages, out):
    """Cross-validates. Writes the model of each fold with the ids of the pages that it has not seen, and the figures. Returns
    the calibration curve of each ensemble."""
    report, folds, curves = {}, [], []
    for name, table, make in zip(["pages", "lines"], tables, kinds):
        p, models = cross_validate(table, make)
        expected, kept = table.expected_f1(p)
        f1 = table.f1(kept)
        report[name] = summary(table, f1)
        print(name, {key: round(value, 4) for key, value in report[name].items()}, flush=True)
        gain = sum(ensemble.booster.feature_importance("gain") for ensemble in ensembles_of(models))
        top = np.argsort(-gain)[:60]
        report[name + "-gain"] = {table.columns.names[i]: round(float(gain[i] / gain.sum()), 4) for i in top}
        is_responsive = np.bincount(table.page, table.is_responsive, len(table.gold)) > 0
        curves.extend(calibration_curve(table, expected, f1, pages) for pages in make.kinds(is_responsive))
        folds.append(models)
    out.joinpath("report.json").write_text(json.dumps(report, indent=1))
    listed = [line.split("\t") for line in pages.joinpath("pages.tsv").read_text().splitlines()]
    for fold, models in enumerate(zip(*folds)):
        vocabulary = pages / f"vocabulary-{fold}.bin"
        write_model(out / f"model-{fold}.bin", tables[0].columns.names, vocabulary, ensembles_of(models), curves)
        ids = [f"{page[0]}/{page[1]}" for page in listed if page[4] == str(fold)]
        out.joinpath(f"ids-{fold}.txt").write_text("\n".join(ids) + "\n")
    return curves


def cross_validate(table, make):
    """The probability of each row by a model that has not seen its fold, and these models."""
    p, models = np.zeros(len(table.label)), []
    for fold in range(table.fold.max() + 1):
        held_out = table.is_held_out(fold)
        model = make(table, table.usable() & ~held_out)
        p[held_out] = model.predict(table.x[held_out], table.page[held_out], table.path_group[held_out], table.is_responsive[held_out])
        models.append(model)
    return p, models


def summary(table, f1):
    """The mean F1 of each set, and of each page type of wcxb-dev."""
    rows = {name: float(f1[table.set == name].mean()) for name in dict.fromkeys(table.set[table.has_text])}
    wcxb = table.set == "wcxb-dev"
    for page_type in dict.fromkeys(table.page_type[wcxb]):
        rows[f"wcxb-dev/{page_type}"] = float(f1[wcxb & (table.page_type == page_type)].mean())
    return rows


def calibration_curve(table, expected, f1, pages, points=12):
    """The curve from expected F1 to the mean F1 of held-out pages, by isotonic regression (pool adjacent violators), with a
    point for each quantile."""
    use = table.has_text & (table.gold > 0) & (table.set != "synthetic") & pages
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
    value, at, weight = 0.0, 0.0, 0
    for v, n, a in groups:
        value, at, weight = value + v * n, at + a * n, weight + n
        if weight >= step:
            knots.append((at / weight, value / weight))
            value, at, weight = 0.0, 0.0, 0
    if weight:
        knots.append((at / weight, value / weight))
    return knots


def write_samples(path, table, model, count=40):
    """Writes the rows of a page that does not exist, each number drawn from its own column, and the scores of the model for
    them. A test checks that the crate computes the same scores."""
    random = np.random.default_rng(SEED)
    rows = np.stack([random.choice(column, count) for column in table.x.T], 1).round(3)
    rows = rows.astype(np.float32)
    path_groups = np.arange(count) % 7
    is_responsive = rows[:, table.columns.index("PageResponsive")] > 0
    scores = model.predict(rows, np.zeros(count, int), path_groups, is_responsive)
    samples = [{"row": [float(f"{v:.7g}") for v in row], "path_group": int(group), "score": round(float(score), 6)}
               for row, group, score in zip(rows, path_groups, scores)]
    path.write_text("[\n" + ",\n".join(json.dumps(sample) for sample in samples) + "\n]\n")


if __name__ == "__main__":
    main()
