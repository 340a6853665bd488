"""The models: ensembles of trees and a network, one for each kind of page."""

import lightgbm as lgb
import numpy as np

import network
from table import SEED

# Chosen by cross-validation; docs/experiments/ has the alternatives.
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
# The share of the network in the logit of a block; the trees have the rest.
NETWORK_SHARE = 0.3
# Responsive and legacy pages have an ensemble each, for which pages of the other kind weigh less: annotators of older sets
# took other things for main content. Flattened lines do not show which kind they are.
OTHER_KIND_WEIGHT = {"responsive": 0.1, "legacy": 0.3}


def train_trees(table, rows, trees, weight, **parameters):
    x = table.x[rows]
    x[np.ix_(np.flatnonzero(table.is_blind[rows]), table.language_columns)] = 0
    data = lgb.Dataset(x, table.label[rows], weight=weight[rows], feature_name=table.columns.names)
    return lgb.train({**PARAMETERS, **parameters}, data, trees)


class Ensemble:
    """Trees and a network, trained on the same rows. The weight of each row is multiplied by `factor`."""

    def __init__(self, table, rows, trees, factor):
        self.booster = train_trees(table, rows, trees, table.weight * factor)
        self.network = network.train(table, rows, factor, SEED)

    def predict(self, x, page, path_group):
        """The probabilities of rows. The rows of a page must be consecutive."""
        tree_logits = self.booster.predict(x, num_threads=2, raw_score=True)
        network_logits = self.network.logits(x, page, path_group)
        return 1 / (1 + np.exp(-(1 - NETWORK_SHARE) * tree_logits - NETWORK_SHARE * network_logits))


class PageModel:
    """An ensemble for responsive pages and one for legacy pages."""

    def __init__(self, table, rows):
        # Synthetic pages count for both: they have markup of either kind, and today's conventions of what is main content.
        is_synthetic = (table.set == "synthetic")[table.page]
        kinds = {"responsive": table.is_responsive, "legacy": ~table.is_responsive}
        factors = [np.where(is_synthetic | is_kind, 1.0, OTHER_KIND_WEIGHT[name]) for name, is_kind in kinds.items()]
        self.ensembles = [Ensemble(table, rows, TREES, factor) for factor in factors]

    def predict(self, x, page, path_group, is_responsive):
        responsive, legacy = (ensemble.predict(x, page, path_group) for ensemble in self.ensembles)
        return np.where(is_responsive, responsive, legacy)

    @staticmethod
    def kinds(is_responsive):
        """For each ensemble the pages that it is for."""
        return [is_responsive, ~is_responsive]


class LineModel:
    """The ensemble for flattened lines."""

    def __init__(self, table, rows):
        self.ensembles = [Ensemble(table, rows, LINE_TREES, np.ones(len(table.label)))]

    def predict(self, x, page, path_group, is_responsive):
        return self.ensembles[0].predict(x, page, path_group)

    @staticmethod
    def kinds(is_responsive):
        """All pages."""
        return [np.ones(len(is_responsive), bool)]
