"""Measures what the network, each group of columns, and the size of the trees are worth: cross-validated F1 without the
one, or with the other.

    python3 training/ablate.py --pages OUT/pages

Trains the ensemble for responsive pages on two of the five folds. F1 is that of the trainer (by labels, with the best prefix
of each page's blocks), which is about 0.015 below that of `maintext-lab evaluate`. Only the differences matter.
"""

import argparse

import numpy as np

from models import OTHER_KIND_WEIGHT, PARAMETERS, TREES, Ensemble, train_trees
from table import Table

FOLDS = (0, 1)
# Trees and leaves per tree.
SIZES = [(20, 8), (60, 15), (120, 20), (180, 20), (300, 31)]
MAX_LEARNING_RATE = 0.3


class Trees:
    """Trees without a network."""

    def __init__(self, table, rows, factor, trees=TREES, **parameters):
        self.booster = train_trees(table, rows, trees, table.weight * factor, **parameters)

    def predict(self, x, page, path_group):
        return self.booster.predict(x, num_threads=2)


def figures(table, make=Trees):
    """The mean F1 of models that `make` trains on a table, rows, and factors of their weights."""
    factor = np.where(table.is_responsive, 1.0, OTHER_KIND_WEIGHT["responsive"])
    p = np.zeros(len(table.label))
    for fold in FOLDS:
        held_out = table.is_held_out(fold)
        model = make(table, table.usable() & ~held_out, factor)
        p[held_out] = model.predict(table.x[held_out], table.page[held_out], table.path_group[held_out])
    f1 = table.f1(table.expected_f1(p)[1])
    pages = np.isin(table.fold, FOLDS)
    wcxb = pages & (table.set == "wcxb-dev")
    return [f1[wcxb].mean(), f1[wcxb & (table.page_type == "article")].mean(), f1[pages & (table.set == "synthetic")].mean()]


def show(label, means):
    print(f"| {label} | " + " | ".join(f"{mean:.4f}" for mean in means) + " |", flush=True)


def ablated_columns(columns):
    """The columns of each group, and those of each lexicon, by a label."""
    for group in dict.fromkeys(columns.group):
        yield f"the group {group}", np.flatnonzero(columns.group == group)
    for lexicon in dict.fromkeys(columns.lexicon):
        if lexicon != "None":
            yield f"the lexicon {lexicon}", np.flatnonzero(columns.lexicon == lexicon)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split(":")[0])
    parser.add_argument("--pages", required=True, help="folder of the export of pages")
    table = Table(parser.parse_args().pages)
    print("| model | wcxb-dev | articles | synthetic |\n| --- | --- | --- | --- |")
    show("trees and network", figures(table, lambda table, rows, factor: Ensemble(table, rows, TREES, factor)))
    show("trees", figures(table))
    for label, columns in ablated_columns(table.columns):
        values, table.x[:, columns] = table.x[:, columns].copy(), 0
        show(f"trees without {label} ({len(columns)} columns)", figures(table))
        table.x[:, columns] = values
    for trees, leaves in SIZES:
        # The same sum of steps for every size.
        rate = min(PARAMETERS["learning_rate"] * TREES / trees, MAX_LEARNING_RATE)
        make = lambda table, rows, factor: Trees(table, rows, factor, trees, num_leaves=leaves, learning_rate=rate)
        show(f"{trees} trees of {leaves} leaves", figures(table, make))


if __name__ == "__main__":
    main()
