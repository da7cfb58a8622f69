"""Engines that run in this process look at claims in this process."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from codinglab.backtest.looks import Say, looked
from codinglab.claims.extract import Extract
from codinglab.model.period import Period
from codinglab.validate.edit import Edit
from codinglab.validate.looks import Looked


class LooksHere:
    """What an engine does about edits that look at claims in Python, where it has nothing better."""

    def look(
        self,
        extract: Extract,
        partitions: Sequence[int],
        chosen: Sequence[Edit],
        period: Period,
        *,
        say: Say,
        stop: Callable[[], bool],
    ) -> Looked | None:
        """What edits say that look at claims in Python; None where it was stopped."""
        return looked(extract, partitions, chosen, period, say=say, stop=stop)
