"""Writes model files, which `src/classify/model/file.rs` reads. All numbers are little-endian."""

import struct

import numpy as np

from models import NETWORK_SHARE

MAGIC = b"maintext"
VERSION = 6
# Responsive pages, legacy pages, and flattened lines.
ENSEMBLES = 3
# The feature of a node that is a leaf.
LEAF = 65535
# Steps per unit of a vocabulary weight. Weights of fewer than MIN_STEPS steps are left out.
WEIGHT_STEPS, MIN_STEPS, MAX_STEPS = 32, 3, 127


def write_model(path, features, vocabulary, ensembles, curves):
    """Writes a model: the names of the features, the file of the vocabulary, and each ensemble with its calibration curve.
    Missing ensembles are empty."""
    body = struct.pack("<II", len(features), fnv1a("\n".join(features).encode()))
    body += pack_vocabulary(vocabulary)
    for ensemble, curve in zip(ensembles, curves):
        body += struct.pack("<f", 1 - NETWORK_SHARE) + pack_trees(ensemble.booster, 1 - NETWORK_SHARE)
        body += struct.pack("<I", 1) + ensemble.network.pack(NETWORK_SHARE)
        body += pack_curve(curve)
    # The share of the trees; no trees, no network, and no curve.
    body += struct.pack("<fIII", 1, 0, 0, 0) * (ENSEMBLES - len(ensembles))
    head = MAGIC + struct.pack("<II", VERSION, len(body))
    path.write_bytes(head + body + struct.pack("<I", fnv1a(body)))


def pack_trees(booster, share):
    """The trees, with leaf values multiplied by `share`. Each tree has its nodes in preorder; each node has its threshold or
    leaf value, its feature, and the distance to its right child."""
    packed = []
    for tree in booster.dump_model()["tree_info"]:
        nodes = []

        def add(node):
            at = len(nodes)
            if "leaf_value" in node:
                nodes.append((node["leaf_value"] * share, LEAF, 0))
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
    """The maximum f32 that is at most the threshold, so that `x <= threshold` has the same result for every f32 x."""
    rounded = np.float32(threshold)
    return float(rounded if rounded <= threshold else np.nextafter(rounded, np.float32(-np.inf)))


def pack_vocabulary(path):
    entries = [line.split("\t") for line in path.read_text().splitlines()]
    entries = [(int(token), round(float(weight) * WEIGHT_STEPS)) for token, weight in entries]
    entries = sorted((token, max(-MAX_STEPS, min(MAX_STEPS, steps))) for token, steps in entries if abs(steps) >= MIN_STEPS)
    tokens = b"".join(struct.pack("<I", token) for token, _ in entries)
    return struct.pack("<I", len(entries)) + tokens + b"".join(struct.pack("<b", steps) for _, steps in entries)


def pack_curve(curve):
    return struct.pack("<I", len(curve)) + b"".join(struct.pack("<ff", *point) for point in curve)


def fnv1a(data):
    """The 32-bit FNV-1a hash (Fowler, Noll, Vo)."""
    value = 0x811C9DC5
    for byte in data:
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value
