"""The trimester that the title of an obstetric code names."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyarrow as pa

_TRIMESTERS = {"first": 1, "second": 2, "third": 3}
_WORD = re.compile(r"\b(first|second|third) trimester\b", re.IGNORECASE)


def trimester_table(titles: Mapping[str, str]) -> pa.Table:
    """One row a code of chapter 15 that names a trimester: code, trimester (1 to 3).

    Args:
        titles: the title of each code.

    >>> trimester_table({"O10012": "Pre-existing essential hypertension, second trimester"}).to_pylist()
    [{'code': 'O10012', 'trimester': 2}]
    """
    found = {code: _WORD.search(title) for code, title in titles.items() if code.startswith("O")}
    rows = sorted((code, _TRIMESTERS[word[1].lower()]) for code, word in found.items() if word)
    return pa.table(
        {"code": [code for code, _ in rows], "trimester": pa.array([one for _, one in rows], pa.int32())}
    )
