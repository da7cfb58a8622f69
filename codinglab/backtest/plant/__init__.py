"""Planted errors for generated claims: kinds made from the reference tables, and the edits' own examples.

from codinglab.backtest.plant import plants
from codinglab.claims.generate import generate

generate(100_000, seed=7, plants=plants(seed=7))
"""

from codinglab.backtest.plant.planting import kinds, plants

__all__ = ["kinds", "plants"]
