"""Scoring: answers compared with the key, each line with its evidence, its reason and its citation."""

from codinglab.score.compare import score
from codinglab.score.interval import wilson

__all__ = ["score", "wilson"]
