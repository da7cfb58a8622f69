"""Whether the words of a question are those with which people ask for what is here, or elsewhere."""

from __future__ import annotations

import math
from collections.abc import Sequence

from codinglab.guidance.index import GuidanceIndex
from codinglab.guidance.turns import turns

_MOST = 2.5


def leaning(index: GuidanceIndex, words: Sequence[str]) -> float:
    """How much likelier words are asked for what is here: log odds by the root of how many are known."""
    whole = index.rows("SELECT here, elsewhere FROM turn WHERE words = ''")
    asked = sorted(turns(words))
    if not whole or not asked:
        return 0.0
    marks = ", ".join("?" * len(asked))
    rows = index.rows(f"SELECT here, elsewhere FROM turn WHERE words IN ({marks})", *asked)  # noqa: S608
    here, there = whole[0]
    odds = (math.log(((one + 1) / (here + 2)) / ((other + 1) / (there + 2))) for one, other in rows)
    return sum(max(-_MOST, min(_MOST, odd)) for odd in odds) / math.sqrt(max(1, len(rows)))
