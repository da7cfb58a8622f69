"""Claims made by a seed: realistic, right as they stand, and with planted errors where they are asked for.

    from codinglab.claims.generate import generate

    made = generate(100_000, seed=7)
    for batch in made:
        ...
    made.truth()

The claims follow templates that a coder can read and correct, `reference/generate/*.toml`. Errors are
planted as claims of patients of their own (`Plant`); `codinglab.backtest.plant` makes them.
"""

from codinglab.claims.generate.generation import SHARES, Generation, generate
from codinglab.claims.generate.plants import TRUTH, Error, Plant

__all__ = ["SHARES", "TRUTH", "Error", "Generation", "Plant", "generate"]
