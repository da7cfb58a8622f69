"""Symptoms that belong to a diagnosis."""

from __future__ import annotations

from codinglab.diagnose.draft import Chart, Drafts, lexicon_file


def drop_integral(chart: Chart, drafts: Drafts) -> Drafts:
    """Drop symptoms routinely associated with a diagnosis that is coded (I.B.5).

    The pairs are in reference/lexicon/integral.toml; a symptom that is on no list stays (I.B.6).
    """
    dropped = {
        code
        for fact in lexicon_file("integral.toml")["disease"]
        if any(other.startswith(_prefixes(fact["codes"])) for other in drafts)
        for code in drafts
        if code.startswith(_prefixes(fact["symptoms"])) and not code.startswith(_prefixes(fact["codes"]))
    }
    return {code: draft for code, draft in drafts.items() if code not in dropped}


def _prefixes(codes: list[str]) -> tuple[str, ...]:
    return tuple(code.replace(".", "") for code in codes)
