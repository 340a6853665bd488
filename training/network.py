"""Trains the network of the learned scorer. `src/classify/model/network/` evaluates it and describes its layers.

The rows of a page are trained on together. The loss is the cross entropy of blocks plus the soft Dice loss of pages (1 - F1,
with probabilities in place of decisions; Milletari, Navab, Ahmadi 2016, "V-Net").
"""

import os
import struct

os.environ.setdefault("JAX_PLATFORMS", "cpu")

import jax
import jax.numpy as jnp
import numpy as np
import optax

# Chosen by cross-validation; docs/experiments/network.md has the alternatives. Rust has the same sizes.
HIDDEN, CHANNELS, KERNEL_RADIUS = 32, 8, 4
EPOCHS = 12
LEARNING_RATE = 3e-3
WEIGHT_DECAY = 0.02
# Shares of the inputs and of the hidden values that are left out at random.
INPUT_DROPOUT, DROPOUT = 0.2, 0.1
# What each block weighs in the mean of its path group besides the square root of its words. Without it, groups without words
# would have no mean.
MIN_GROUP_WEIGHT = 0.3
# Minimum sum of weights of a mean.
MIN_WEIGHT = 1e-3
# Rows and pages of a batch. A longer page is split, as in Rust.
ROWS, PAGES = 8192, 256
# Rows from which the scales of the features are taken.
SAMPLE = 60000


class Network:
    """The weights, and the scales of the features."""

    def __init__(self, columns, sample):
        """Takes the scales from some rows."""
        self.words = columns.index("Words")
        self.is_used = ~columns.trees_only
        self.scale = np.maximum(np.abs(sample).mean(0), 1e-3)
        squashed = sample / (np.abs(sample) + self.scale)
        self.mean, self.deviation = squashed.mean(0), squashed.std(0) + 1e-2
        self.weights = None

    def squash(self, x):
        """Maps each feature to about -1..1, with a mean of 0 and a deviation of 1; unused features to 0."""
        return ((x / (np.abs(x) + self.scale) - self.mean) / self.deviation * self.is_used).astype(np.float32)

    def logits(self, x, page, path_group):
        """The logits of rows. The rows of a page must be consecutive."""
        out = np.empty(len(x))
        for rows in batches(*spans(page)):
            batch = Batch(self, x, path_group, rows)
            logits = evaluate(self.weights, batch.x, batch.page, batch.path_group, batch.words)
            out[batch.index] = np.asarray(logits)[:len(batch.index)]
        return out

    def pack(self, share):
        """The network in the format that `src/classify/model/network/` reads, with its output multiplied by `share`."""
        w = {name: np.asarray(value, np.float64) for name, value in self.weights.items()}
        # Rust does not standardize the squashed features: the first layer includes that.
        input_weights = w["input"] * (self.is_used / self.deviation)[:, None]
        input_bias = w["input_bias"] - self.mean @ input_weights
        parts = [self.scale, input_weights, input_bias, w["to_neighbors"], w["kernel"][::-1], w["to_page"], w["to_path_group"],
                 w["mix"], w["mix_bias"], w["residual"], w["residual_bias"], w["output"] * share, w["output_bias"] * share]
        sizes = struct.pack("<III", HIDDEN, CHANNELS, KERNEL_RADIUS)
        return sizes + b"".join(part.astype("<f4").tobytes() for part in parts)


class Batch:
    """The rows of some pages, padded to a fixed size."""

    def __init__(self, network, x, path_group, rows, blind=None):
        """`blind` has the rows and the columns that are set to 0."""
        self.index = np.concatenate([np.arange(start, end) for start, end in rows])
        x = x[self.index]
        words = np.sqrt(np.maximum(x[:, network.words], 0))
        if blind is not None:
            is_blind, columns = blind
            x[np.ix_(np.flatnonzero(is_blind[self.index]), columns)] = 0
        self.x = self.pad(network.squash(x))
        self.words = self.pad(words)
        # The padding belongs to a page and a path group of its own, the last ones.
        page = np.concatenate([np.full(end - start, i) for i, (start, end) in enumerate(rows)])
        _, groups = np.unique(np.stack([page, path_group[self.index]]), axis=1, return_inverse=True)
        self.page = np.concatenate([page, np.full(ROWS - len(page), PAGES - 1)])
        self.path_group = np.concatenate([groups, np.full(ROWS - len(page), ROWS - 1)])

    def pad(self, values):
        return np.concatenate([values, np.zeros((ROWS - len(values), *values.shape[1:]))]).astype(np.float32)


def spans(page):
    """The starts and the ends of all pages, as rows. A page with more rows than a batch has is split, as in Rust."""
    changes = np.concatenate([[0], np.flatnonzero(np.diff(page)) + 1, [len(page)]])
    starts = np.concatenate([np.arange(start, end, ROWS) for start, end in zip(changes, changes[1:])])
    return starts, np.append(starts[1:], len(page))


def batches(starts, ends):
    """Lists of pairs of start and end, each list as long as fits into a batch."""
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


def initial_weights(key, features):
    """Random weights (He, Zhang, Ren, Sun 2015, "Delving deep into rectifiers")."""
    keys = iter(jax.random.split(key, 9))
    normal = lambda inputs, outputs: jax.random.normal(next(keys), (inputs, outputs)) * np.sqrt(2 / inputs)
    return dict(
        input=normal(features, HIDDEN), input_bias=jnp.zeros(HIDDEN),
        to_neighbors=normal(HIDDEN, CHANNELS), kernel=jax.random.normal(next(keys), (2 * KERNEL_RADIUS + 1, CHANNELS)) * 0.3,
        to_page=normal(HIDDEN, CHANNELS), to_path_group=normal(HIDDEN, CHANNELS),
        mix=normal(HIDDEN + 4 * CHANNELS, HIDDEN), mix_bias=jnp.zeros(HIDDEN),
        residual=normal(HIDDEN, HIDDEN), residual_bias=jnp.zeros(HIDDEN),
        output=normal(HIDDEN, 1)[:, 0] * 0.1, output_bias=jnp.zeros(()))


def forward(w, x, page, path_group, words, key=None):
    """The logits of the rows of a batch. With a key, some values are dropped at random."""

    def drop(values, number, share):
        if key is None:
            return values
        kept = jax.random.bernoulli(jax.random.fold_in(key, number), 1 - share, values.shape)
        return values * kept / (1 - share)

    hidden = drop(jax.nn.relu(drop(x, 0, INPUT_DROPOUT) @ w["input"] + w["input_bias"]), 1, DROPOUT)
    to_neighbors = hidden @ w["to_neighbors"]
    neighbors = 0
    for i in range(2 * KERNEL_RADIUS + 1):
        is_same_page = jnp.roll(page, i - KERNEL_RADIUS) == page
        neighbors += jnp.roll(to_neighbors, i - KERNEL_RADIUS, 0) * is_same_page[:, None] * w["kernel"][i]
    to_page = hidden @ w["to_page"]
    page_mean = means(to_page, words, page, PAGES)
    page_max = jax.ops.segment_max(to_page, page, PAGES)
    page_max = jnp.where(jnp.isfinite(page_max), page_max, 0)
    group_mean = means(hidden @ w["to_path_group"], words + MIN_GROUP_WEIGHT, path_group, ROWS)
    parts = [hidden, jax.nn.relu(neighbors), jax.nn.relu(page_mean)[page], jax.nn.relu(page_max)[page], jax.nn.relu(group_mean)[path_group]]
    mixed = drop(jax.nn.relu(jnp.concatenate(parts, 1) @ w["mix"] + w["mix_bias"]), 2, DROPOUT)
    residual = jax.nn.relu(mixed @ w["residual"] + w["residual_bias"])
    return (mixed + residual) @ w["output"] + w["output_bias"]


def means(values, weights, group, groups):
    """The weighted mean of the rows of each group."""
    weight = jnp.maximum(jax.ops.segment_sum(weights, group, groups), MIN_WEIGHT)
    return jax.ops.segment_sum(weights[:, None] * values, group, groups) / weight[:, None]


evaluate = jax.jit(forward)


def loss(w, batch, key):
    logits = forward(w, batch["x"], batch["page"], batch["path_group"], batch["words"], key)
    block_loss = jnp.sum(batch["weight"] * (jax.nn.softplus(logits) - batch["label"] * logits)) / ROWS
    kept = jax.nn.sigmoid(logits)
    hits = jax.ops.segment_sum(kept * batch["covered"], batch["page"], PAGES)
    size = jax.ops.segment_sum(kept * batch["tokens"], batch["page"], PAGES)
    f1 = 2 * hits / (size + batch["gold"] + 1e-6)
    page_loss = jnp.sum(batch["page_weight"] * (1 - f1)) / jnp.maximum(jnp.sum(batch["page_weight"]), 1)
    return block_loss + page_loss


def train(table, rows, factor, seed):
    """Trains a network on the pages of `rows`. The weight of each row is multiplied by `factor`."""
    pages = np.unique(table.page[rows])
    starts, ends = table.start[pages], table.start[pages + 1]
    weight, page_weight = table.weight * factor, table.page_weight()
    random = np.random.default_rng(seed)
    drawn = np.sort(random.choice(np.flatnonzero(rows), min(SAMPLE, int(rows.sum())), replace=False))
    network = Network(table.columns, table.x[drawn].astype(np.float64))

    def epoch():
        shuffled = random.permutation(len(pages))
        for rows_of_pages in batches(starts[shuffled], ends[shuffled]):
            batch = Batch(network, table.x, table.path_group, rows_of_pages, (table.is_blind, table.language_columns))
            first = np.array([start for start, _ in rows_of_pages])
            page = table.page[first]
            pad_pages = lambda values, empty: np.append(values, np.full(PAGES - len(values), empty)).astype(np.float32)
            yield dict(
                x=batch.x, page=batch.page, path_group=batch.path_group, words=batch.words,
                label=batch.pad(table.label[batch.index]), tokens=batch.pad(table.tokens[batch.index]),
                covered=batch.pad(table.covered[batch.index]), weight=batch.pad(weight[batch.index]),
                page_weight=pad_pages(page_weight[page] * factor[first], 0), gold=pad_pages(table.gold[page], 1))

    steps = EPOCHS * sum(1 for _ in batches(starts, ends))
    rate = optax.warmup_cosine_decay_schedule(0, LEARNING_RATE, min(100, steps // 10), steps, 1e-5)
    optimizer = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(rate, weight_decay=WEIGHT_DECAY))

    @jax.jit
    def step(weights, state, batch, key):
        gradient = jax.grad(loss)(weights, batch, key)
        updates, state = optimizer.update(gradient, state, weights)
        return optax.apply_updates(weights, updates), state

    key, start = jax.random.split(jax.random.PRNGKey(seed))
    weights = initial_weights(start, len(table.columns))
    state = optimizer.init(weights)
    for _ in range(EPOCHS):
        for batch in epoch():
            key, now = jax.random.split(key)
            weights, state = step(weights, state, batch, now)
    network.weights = weights
    return network
