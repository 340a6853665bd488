"""Trains the network of the learned scorer; `src/classify/model/network/` evaluates it and says what it is.

A page's rows go in together. The loss is that of blocks (cross entropy) and that of pages (1 - F1, with probabilities in
place of what is kept).
"""

import os
import struct

os.environ.setdefault("JAX_PLATFORMS", "cpu")

import jax
import jax.numpy as jnp
import numpy as np
import optax

HIDDEN, SHARED, REACH = 32, 8, 4
# Features that the network does without: it sees the blocks around and those in like places by itself, and what is another number
# in every block costs.
UNSEEN = ("Previous", "Next", "Around", "Before", "Behind", "Since", "Until", "Position", "WordPosition", "Chars", "TextDensity",
          "LongestToken", "SentenceLength", "WordLength", "Capitals", "FunctionWords", "Region0BlockWords", "Region0Share", "Region2",
          "Region3", "Region4", "Region5", "Region6", "Region7", "Down")
SEEN = ("PreviousIsNear", "NextIsNear", "SinceTitle")
EPOCHS = 12
LEARNING_RATE = 3e-3
WEIGHT_DECAY = 0.02
# Shares of the inputs and of hidden values that are left out at random.
INPUT_DROPOUT, DROPOUT = 0.2, 0.1
# What a block counts for in the mean of its place beside the root of its words, so that places without words have one.
LEAST_WORDS = 0.3
# Rows and pages of a batch. A longer page is cut in training.
ROWS, PAGES = 8192, 256


class Network:
    """Weights, and how features are brought to a like scale."""

    def __init__(self, features, sample):
        """Scales by some rows of features."""
        self.words = features.index("Words")
        self.seen = np.array([name in SEEN or not name.startswith(UNSEEN) for name in features])
        self.scale = np.maximum(np.abs(sample).mean(0), 1e-3)
        squashed = sample / (np.abs(sample) + self.scale)
        self.mean, self.deviation = squashed.mean(0), squashed.std(0) + 1e-2
        self.weights = None

    def squashed(self, x):
        return ((x / (np.abs(x) + self.scale) - self.mean) / self.deviation * self.seen).astype(np.float32)

    def log_odds(self, x, page, place):
        """The log-odds of rows; those of a page stand together."""
        out = np.empty(len(x))
        for rows in batches(*spans(page)):
            batch = Batch(self, x, place, rows)
            of_batch = evaluate(self.weights, batch.x, batch.page, batch.place, batch.words)
            out[batch.index] = np.asarray(of_batch)[:len(batch.index)]
        return out

    def pack(self, share):
        """The network as `src/classify/model/network/` reads it, its output multiplied with `share`."""
        w = {name: np.asarray(value, np.float64) for name, value in self.weights.items()}
        rows = w["rows"] * (self.seen / self.deviation)[:, None]
        bias = w["rows_bias"] - self.mean @ rows
        parts = [self.scale, rows, bias, w["near"], w["kernel"][::-1], w["page"], w["place"], w["mixed"], w["mixed_bias"], w["deep"],
                 w["deep_bias"], w["output"] * share, w["output_bias"] * share]
        return struct.pack("<III", HIDDEN, SHARED, REACH) + b"".join(part.astype("<f4").tobytes() for part in parts)


class Batch:
    """Rows of some pages, filled up to a fixed size."""

    def __init__(self, network, x, place, rows, hidden=None):
        self.index = np.concatenate([np.arange(start, end) for start, end in rows])
        x = x[self.index]
        words = np.sqrt(np.maximum(x[:, network.words], 0))
        if hidden is not None:
            blind, columns = hidden
            x[np.ix_(np.flatnonzero(blind[self.index]), columns)] = 0
        self.x = self.filled(network.squashed(x))
        self.words = self.filled(words)
        # What fills up is a page of its own, the last one.
        page = np.concatenate([np.full(end - start, i) for i, (start, end) in enumerate(rows)])
        _, places = np.unique(np.stack([page, place[self.index]]), axis=1, return_inverse=True)
        self.page = np.concatenate([page, np.full(ROWS - len(page), PAGES - 1)])
        self.place = np.concatenate([places, np.full(ROWS - len(page), ROWS - 1)])

    def filled(self, values):
        return np.concatenate([values, np.zeros((ROWS - len(values), *values.shape[1:]))]).astype(np.float32)


def spans(page):
    """The first rows and the ends of all pages; a page of more rows than a batch has is several, as in `src/classify/model/network/`."""
    changes = np.concatenate([[0], np.flatnonzero(np.diff(page)) + 1, [len(page)]])
    starts = np.concatenate([np.arange(start, end, ROWS) for start, end in zip(changes, changes[1:])])
    return starts, np.append(starts[1:], len(page))


def batches(starts, ends):
    """Pairs of starts and ends, as many as fit into a batch."""
    batch, size = [], 0
    for start, end in zip(starts, ends):
        end = min(end, start + ROWS)
        if batch and (size + end - start > ROWS or len(batch) == PAGES - 1):
            yield batch
            batch, size = [], 0
        batch.append((start, end))
        size += end - start
    if batch:
        yield batch


def initial(key, features):
    keys = iter(jax.random.split(key, 9))
    normal = lambda inputs, outputs: jax.random.normal(next(keys), (inputs, outputs)) * np.sqrt(2 / inputs)
    return dict(
        rows=normal(features, HIDDEN), rows_bias=jnp.zeros(HIDDEN),
        near=normal(HIDDEN, SHARED), kernel=jax.random.normal(next(keys), (2 * REACH + 1, SHARED)) * 0.3,
        page=normal(HIDDEN, SHARED), place=normal(HIDDEN, SHARED), mixed=normal(HIDDEN + 4 * SHARED, HIDDEN), mixed_bias=jnp.zeros(HIDDEN),
        deep=normal(HIDDEN, HIDDEN), deep_bias=jnp.zeros(HIDDEN),
        output=normal(HIDDEN, 1)[:, 0] * 0.1, output_bias=jnp.zeros(()))


def forward(w, x, page, place, words, key=None):
    def drop(values, number, share):
        if key is None:
            return values
        kept = jax.random.bernoulli(jax.random.fold_in(key, number), 1 - share, values.shape)
        return values * kept / (1 - share)

    own = drop(jax.nn.relu(drop(x, 0, INPUT_DROPOUT) @ w["rows"] + w["rows_bias"]), 1, DROPOUT)
    told = own @ w["near"]
    near = 0
    for i in range(2 * REACH + 1):
        is_same_page = jnp.roll(page, i - REACH) == page
        near += jnp.roll(told, i - REACH, 0) * is_same_page[:, None] * w["kernel"][i]
    shared = own @ w["page"]
    mean = means(shared, words, page, PAGES)
    greatest = jax.ops.segment_max(shared, page, PAGES)
    greatest = jnp.where(jnp.isfinite(greatest), greatest, 0)
    alike = means(own @ w["place"], words + LEAST_WORDS, place, ROWS)
    parts = [own, jax.nn.relu(near), jax.nn.relu(mean)[page], jax.nn.relu(greatest)[page], jax.nn.relu(alike)[place]]
    mixed = drop(jax.nn.relu(jnp.concatenate(parts, 1) @ w["mixed"] + w["mixed_bias"]), 2, DROPOUT)
    deep = jax.nn.relu(mixed @ w["deep"] + w["deep_bias"])
    return (mixed + deep) @ w["output"] + w["output_bias"]


def means(values, weights, group, groups):
    """For each group the mean of its rows' values."""
    weight = jnp.maximum(jax.ops.segment_sum(weights, group, groups), 1e-3)
    return jax.ops.segment_sum(weights[:, None] * values, group, groups) / weight[:, None]


evaluate = jax.jit(forward)


def loss(w, batch, key):
    log_odds = forward(w, batch["x"], batch["page"], batch["place"], batch["words"], key)
    of_blocks = jnp.sum(batch["weight"] * (jax.nn.softplus(log_odds) - batch["label"] * log_odds)) / ROWS
    kept = jax.nn.sigmoid(log_odds)
    hits = jax.ops.segment_sum(kept * batch["covered"], batch["page"], PAGES)
    size = jax.ops.segment_sum(kept * batch["tokens"], batch["page"], PAGES)
    f1 = 2 * hits / (size + batch["gold"] + 1e-6)
    of_pages = jnp.sum(batch["page_weight"] * (1 - f1)) / jnp.maximum(jnp.sum(batch["page_weight"]), 1)
    return of_blocks + of_pages


def train(table, rows, factor, seed):
    """A network for the pages of which any of `rows` are; each row counts `factor` times its weight."""
    pages = np.unique(table.page[rows])
    starts, ends = table.start[pages], table.start[pages + 1]
    weight, page_weight = table.weight * factor, table.page_weight()
    order = np.random.default_rng(seed)
    drawn = np.sort(order.choice(np.flatnonzero(rows), min(60000, int(rows.sum())), replace=False))
    network = Network(table.features, table.x[drawn].astype(np.float64))

    def epoch():
        shuffled = order.permutation(len(pages))
        for batch in batches(starts[shuffled], ends[shuffled]):
            made = Batch(network, table.x, table.place, batch, (table.is_blind, table.of_language))
            first = np.array([start for start, _ in batch])
            of_pages = table.page[first]
            fill = lambda values, empty: np.append(values, np.full(PAGES - len(values), empty)).astype(np.float32)
            yield dict(
                x=made.x, page=made.page, place=made.place, words=made.words,
                **{name: made.filled(getattr(table, name)[made.index]) for name in ["label", "tokens", "covered"]},
                weight=made.filled(weight[made.index]), page_weight=fill(page_weight[of_pages] * factor[first], 0), gold=fill(table.gold[of_pages], 1))

    steps = EPOCHS * sum(1 for _ in batches(starts, ends))
    rate = optax.warmup_cosine_decay_schedule(0, LEARNING_RATE, min(100, steps // 10), steps, 1e-5)
    optimizer = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(rate, weight_decay=WEIGHT_DECAY))

    @jax.jit
    def step(weights, state, batch, key):
        gradient = jax.grad(loss)(weights, batch, key)
        updates, state = optimizer.update(gradient, state, weights)
        return optax.apply_updates(weights, updates), state

    key, start = jax.random.split(jax.random.PRNGKey(seed))
    weights = initial(start, len(table.features))
    state = optimizer.init(weights)
    for _ in range(EPOCHS):
        for batch in epoch():
            key, now = jax.random.split(key)
            weights, state = step(weights, state, batch, now)
    network.weights = weights
    return network
