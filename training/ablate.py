"""What the network, each group of features and the size of the trees give: cross-validated F1 without the one, or with the
other.

    python3 training/ablate.py --pages OUT/pages

The ensemble for modern pages, on two of the five folds. The figures are those of the trainer (the best expected-F1 prefix
of a page's blocks by their labels), which are about 0.015 below what `evaluate` measures; their differences are what
counts.
"""

import argparse

import numpy as np

import train

GROUPS = {
    "candidate roots": lambda name: name.startswith(("Up", "Down", "Roots")),
    "names of elements": lambda name: name.startswith(("Names", "To")) or name.startswith("Region") and name.endswith("Names"),
    "wording": lambda name: "Wording" in name,
    "openings and closings": lambda name: name.startswith(("Opening", "Closing")),
    "targets of links": lambda name: "Targets" in name,
    "emphasis and pictures": lambda name: name in ("Emphasised", "Strong", "ImagesBefore", "ImagesBehind", "Repetitions"),
    "regions": lambda name: name.startswith("Region"),
    "units and paths": lambda name: name.startswith(("Unit", "Path", "SamePath", "SectionHeadingsAlike")),
    "sections": lambda name: name.startswith("Section"),
    "neighbours": lambda name: name.startswith(("Previous", "Next", "Around", "Before", "Behind", "Since", "Until")),
    "page figures": lambda name: name.startswith("Page"),
    "position": lambda name: name in ("Position", "WordPosition", "Depth", "ProseBefore", "ProseBehind", "SinceTitle", "WordsSinceTitle"),
    "tags": lambda name: name in ("TagCode", "ParentTagCode", "HeadingLevel") or name.startswith(("Is", "In")) or name.endswith("Tag"),
}
SIZES = [(20, 8), (60, 15), (120, 20), (180, 20), (300, 31)]


FOLDS = (0, 1)


class Trees:
    """Trees alone, of another number or shape."""

    def __init__(self, table, rows, factor, trees=train.TREES, **parameters):
        saved = dict(train.PARAMETERS)
        train.PARAMETERS.update(parameters)
        self.booster = train.train(table, rows, trees, table.weight * factor)
        train.PARAMETERS.update(saved)

    def predict(self, x, page, place):
        return self.booster.predict(x, num_threads=2)


def figures(table, make=Trees):
    """The F1 of models made from a table, rows and their factors."""
    factor = np.where(table.is_modern, 1.0, train.OTHER_ERA["modern"])
    p = np.zeros(len(table.label))
    for fold in FOLDS:
        held_out = table.fold[table.page] == fold
        model = make(table, train.usable(table) & ~held_out, factor)
        p[held_out] = model.predict(table.x[held_out], table.page[held_out], table.place[held_out])
    f1 = table.f1(train.expected_f1(table, p)[1])
    pages = np.isin(table.fold, FOLDS)
    articles = pages & (table.set == "wcxb-dev") & (table.kind == "article")
    return {"wcxb-dev": f1[pages & (table.set == "wcxb-dev")].mean(), "articles": f1[articles].mean(), "synthetic": f1[pages & (table.set == "synthetic")].mean()}


def show(label, rows, sets=("wcxb-dev", "articles", "synthetic")):
    print(f"| {label} | " + " | ".join(f"{rows[name]:.4f}" for name in sets) + " |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", required=True)
    table = train.Table(parser.parse_args().pages)
    show("trees and network", figures(table, lambda *of: train.Ensemble(*of[:2], train.TREES, of[2])))
    show("trees", figures(table))
    for label, belongs in GROUPS.items():
        columns = [i for i, name in enumerate(table.features) if belongs(name)]
        kept, table.x[:, columns] = table.x[:, columns].copy(), 0
        show(f"trees without {label} ({len(columns)})", figures(table))
        table.x[:, columns] = kept
    for trees, leaves in SIZES:
        # The same sum of steps for every size.
        rate = min(train.PARAMETERS["learning_rate"] * train.TREES / trees, 0.3)
        show(f"{trees} trees of {leaves} leaves", figures(table, lambda *of: Trees(*of, trees, num_leaves=leaves, learning_rate=rate)))


if __name__ == "__main__":
    main()
