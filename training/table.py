"""Reads an export of annotated pages (`maintext-lab export`)."""

import csv
import pathlib

import numpy as np

SEED = 1
# The weight of a page of each set. The sets disagree about what is main content; see training/README.md.
SET_WEIGHTS = {"wcxb-dev": 1.0, "l3s": 0.6, "cleaneval": 0.5, "cleaneval-dev": 0.5, "dragnet": 0.5, "chinese": 1.5, "trafilatura": 0.4, "synthetic": 0.3}
DEFAULT_SET_WEIGHT = 0.5
# One page in this many is trained on without the columns that depend on a known language. Most languages of the web are rare in
# the sets, so the model must also work without these columns.
PAGES_PER_BLIND_PAGE = 4


class Columns:
    """The table of the feature columns, as Rust defines it."""

    def __init__(self, path):
        with open(path, newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        self.names = [row["name"] for row in rows]
        self.group = np.array([row["group"] for row in rows])
        # The word list or the learned weights that a column is computed from.
        self.lexicon = np.array([row["lexicon"] for row in rows])
        self.depends_on_language = np.array([row["depends_on_language"] == "true" for row in rows])
        # Columns that the network ignores.
        self.trees_only = np.array([row["trees_only"] == "true" for row in rows])

    def __len__(self):
        return len(self.names)

    def index(self, name):
        return self.names.index(name)


class Table:
    """The rows, labels and weights of one export. There is a row for each block; the rows of a page are consecutive."""

    def __init__(self, folder):
        folder = pathlib.Path(folder)
        self.columns = Columns(folder / "columns.tsv")
        self.x = np.fromfile(folder / "rows.f32", "<f4").reshape(-1, len(self.columns))
        blocks = np.fromfile(folder / "blocks.f32", "<f4").reshape(-1, 6)
        self.page = blocks[:, 0].astype(np.int64)
        # Tokens of the block that are in the annotated text, and all of its tokens.
        self.covered, self.tokens = blocks[:, 1], blocks[:, 2]
        is_annotated = blocks[:, 4] > 0
        self.path_group = blocks[:, 5].astype(np.int64)
        pages = [line.split("\t") for line in (folder / "pages.tsv").read_text().splitlines()]
        self.set = np.array([page[0] for page in pages])
        self.page_type = np.array([page[2] for page in pages])
        self.fold = np.array([int(page[4]) for page in pages])
        # Tokens of the annotated text of each page.
        self.gold = np.array([float(page[6]) for page in pages])
        # Whether the whole text of the page is annotated, rather than snippets.
        self.has_text = np.array([page[7] == "1" for page in pages])
        # For each page its first row, and the number of rows at the end.
        self.start = np.searchsorted(self.page, np.arange(len(pages) + 1))
        self.label = (self.covered > 0.5 * self.tokens).astype(np.int8)
        self.weight = self._weights(is_annotated)
        is_blind = np.random.default_rng(SEED).integers(PAGES_PER_BLIND_PAGE, size=len(pages)) == 0
        self.is_blind = is_blind[self.page]
        self.language_columns = np.flatnonzero(self.columns.depends_on_language)
        self.is_responsive = self.x[:, self.columns.index("PageResponsive")] > 0

    def _weights(self, is_annotated):
        """The weight of each row: (tokens + 0.5) / sqrt(content tokens * all tokens) of the page, so that a long page weighs
        little more than a short one. Rows without annotation and pages without content weigh nothing."""
        count = len(self.gold)
        content = np.bincount(self.page, self.covered, count)
        every = np.bincount(self.page, self.tokens * is_annotated, count)
        weight = (self.tokens + 0.5) / np.sqrt(np.maximum(content, 1) * np.maximum(every, 1))[self.page]
        weight *= self.set_weight()[self.page]
        weight[~is_annotated | (content == 0)[self.page]] = 0
        return weight / weight[weight > 0].mean()

    def set_weight(self):
        """The weight of each page by its set."""
        return np.array([SET_WEIGHTS.get(name, DEFAULT_SET_WEIGHT) for name in self.set])

    def page_weight(self):
        """The weight of each page's F1 in the loss; 0 if only snippets are annotated."""
        return np.where(self.has_text & (self.gold > 0), self.set_weight(), 0)

    def usable(self):
        """The rows to train on."""
        return self.weight > 0

    def is_held_out(self, fold):
        """The rows of the pages of a fold."""
        return self.fold[self.page] == fold

    def f1(self, kept):
        """The token F1 of each page, if these rows are kept. `maintext-lab evaluate` also counts words that match by chance."""
        count = len(self.gold)
        hits = np.bincount(self.page, self.covered * kept, count)
        size = np.bincount(self.page, self.tokens * kept, count)
        both_empty = (size == 0) & (self.gold == 0)
        return np.where(both_empty, 1.0, 2 * hits / np.maximum(size + self.gold, 1))

    def expected_f1(self, p):
        """For each page the maximum expected F1 of a prefix of its blocks in the order of their probabilities, and for each row
        whether it is in that prefix."""
        best, kept = np.zeros(len(self.gold)), np.zeros(len(p), bool)
        for page in range(len(self.gold)):
            rows = slice(self.start[page], self.start[page + 1])
            if rows.start == rows.stop:
                continue
            q, t = p[rows], self.tokens[rows]
            order = np.argsort(-q)
            hits, size = np.cumsum(q[order] * t[order]), np.cumsum(t[order])
            f1 = 2 * hits / np.maximum(size + hits[-1], 1e-9)
            best[page] = f1.max()
            kept[rows] = q >= q[order][f1.argmax()]
        return best, kept
