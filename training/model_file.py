"""Writes model files, which `src/classify/model/file.rs` reads. All numbers are little-endian."""

import struct

import numpy as np

from models import NETWORK_SHARE

MAGIC = b"maintext"
VERSION = 8
# Responsive pages, legacy pages, and flattened lines.
ENSEMBLES = 3


def write_model(path, features, vocabulary, ensembles, curves):
    """Writes a model: the names of the features, the vocabulary as the export has packed it, and each ensemble
    with its calibration curve. Missing ensembles are empty."""
    body = struct.pack("<II", len(features), fnv1a("\n".join(features).encode()))
    body += vocabulary.read_bytes()
    for ensemble, curve in zip(ensembles, curves):
        body += struct.pack("<f", 1 - NETWORK_SHARE) + pack_trees(ensemble.booster, 1 - NETWORK_SHARE)
        body += struct.pack("<I", 1) + ensemble.network.pack(NETWORK_SHARE)
        body += pack_curve(curve)
    # The share of the trees; no trees, no network, and no curve.
    body += struct.pack("<fIII", 1, 0, 0, 0) * (ENSEMBLES - len(ensembles))
    head = MAGIC + struct.pack("<II", VERSION, len(body))
    path.write_bytes(head + body + struct.pack("<I", fnv1a(body)))


def pack_trees(booster, share):
    """The trees, with leaf values multiplied by `share`. Each tree has its number of leaves, its splits in preorder, and the
    values of its leaves from left to right. Each split has its threshold, its feature, and the number of leaves below its left
    child."""
    trees = booster.dump_model()["tree_info"]
    out = [struct.pack("<I", len(trees))]
    for tree in trees:
        splits, leaves = [], []

        def add(node):
            if "leaf_value" in node:
                leaves.append(struct.pack("<f", node["leaf_value"] * share))
                return
            at, first = len(splits), len(leaves)
            splits.append(None)
            add(node["left_child"])
            left = len(leaves) - first
            add(node["right_child"])
            splits[at] = struct.pack("<fHH", round_down(node["threshold"]), node["split_feature"], left)

        add(tree["tree_structure"])
        out += [struct.pack("<I", len(leaves)), *splits, *leaves]
    return b"".join(out)


def round_down(threshold):
    """The maximum f32 that is at most the threshold, so that `x <= threshold` has the same result for every f32 x."""
    rounded = np.float32(threshold)
    return float(rounded if rounded <= threshold else np.nextafter(rounded, np.float32(-np.inf)))


def pack_curve(curve):
    return struct.pack("<I", len(curve)) + b"".join(struct.pack("<ff", *point) for point in curve)


def fnv1a(data):
    """The 32-bit FNV-1a hash (Fowler, Noll, Vo)."""
    value = 0x811C9DC5
    for byte in data:
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value
