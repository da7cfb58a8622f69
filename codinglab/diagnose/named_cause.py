"""Another cause that the statement of a condition names: reference/lexicon/named_causes.toml."""

from __future__ import annotations

import re
from functools import cache

from codinglab.diagnose.draft import Chart, Draft, lexicon_file
from codinglab.model import Evidence


def has_another_cause(chart: Chart, draft: Draft) -> bool:
    """Whether a condition is said to come from something else than diabetes, so no link is presumed.

    Source: ICD-10-CM Official Guidelines I.A.15 ("unless the documentation clearly states the conditions
    are unrelated").
    """
    return any(_caused(chart, evidence) for evidence in draft.evidence)


def _caused(chart: Chart, evidence: Evidence) -> bool:
    text = chart.document(evidence).text
    start, stop = chart.bounds(evidence)
    for side, pattern in _patterns():
        if side == "before":
            found = pattern.search(text[start : evidence.start])
        else:
            found = pattern.match(text[evidence.end : stop])
        if found is not None and not _present().search(found[0]):
            return True
    return False


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (side, re.compile(fact[side], re.IGNORECASE))
        for fact in lexicon_file("named_causes.toml")["cause"]
        for side in ("before", "after")
        if side in fact
    )


@cache
def _present() -> re.Pattern[str]:
    return re.compile(lexicon_file("named_causes.toml")["present"]["words"], re.IGNORECASE)
