"""Lists of the review lexicon as tables for edits: integral symptoms, history of cancer, partner codes."""

from __future__ import annotations

import tomllib
from typing import Any

import pyarrow as pa

from codinglab.reference.paths import REFERENCE


def integral_table() -> pa.Table:
    """Symptoms routinely part of a disease: name, prefix of the disease, prefix of the symptom.

    Only symptoms and findings of chapter 18 and pains of joints are taken: the rest of the list serves
    review, which reads words.
    """
    rows = [
        (fact["name"], code.replace(".", ""), symptom.replace(".", ""))
        for fact in _read("integral")["disease"]
        for code in fact["codes"]
        for symptom in fact["symptoms"]
        if symptom.startswith(("R", "M25"))
    ]
    name, prefix, symptom = zip(*rows, strict=True)
    return pa.table({"name": name, "prefix": prefix, "symptom": symptom})


def cancer_history_table() -> pa.Table:
    """Cancers by site and the history code of each: site, prefix of the cancer, history."""
    rows = [
        (fact["problem"], code.replace(".", ""), fact["becomes"].replace(".", ""))
        for fact in _read("histories")["history"]
        if fact["becomes"].startswith("Z85")
        for code in fact["codes"]
    ]
    site, prefix, history = zip(*rows, strict=True)
    return pa.table({"site": site, "prefix": prefix, "history": history})


def partner_table() -> pa.Table:
    """Codes that are reported with another after them: prefix, partner (prefix of the other), because.

    Partners that go before are left out: the tabular's code-first notes say those.
    """
    rows = [
        (code.replace(".", ""), partner.replace(".", ""), fact["because"])
        for fact in _read("combinations")["partner"]
        if not fact.get("before")
        for code in fact["code"]
        for partner in fact["with"]
    ]
    prefix, partner, because = zip(*rows, strict=True)
    return pa.table({"prefix": prefix, "partner": partner, "because": because})


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((REFERENCE / "lexicon" / f"{name}.toml").read_text(encoding="utf-8"))
