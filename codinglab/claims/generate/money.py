"""What generated lines are charged and paid: `reference/generate/money.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from codinglab.reference.paths import REFERENCE


@cache
def money() -> dict[str, Any]:
    """The file."""
    path = REFERENCE / "generate" / "money.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def allowed(code: str, revenue_code: str) -> float:
    """What a unit of a service is allowed, in dollars: of its code, else of its department.

    >>> allowed("99213", ""), allowed("", "0120"), allowed("99999", "") > 0
    (90.0, 1600.0, True)
    """
    prices = money()
    if code in prices["line"]:
        return float(prices["line"][code])
    if not code and revenue_code in prices["revenue"]:
        return float(prices["revenue"][revenue_code])
    beginnings = (code[:length] for length in range(len(code), 0, -1))
    return float(next((prices["beginning"][one] for one in beginnings if one in prices["beginning"]), 100))
