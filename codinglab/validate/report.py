"""From what the engines say to a report: findings with their words, and what was not evaluated."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from codinglab.model import Claim, Finding, Icd10cm, NotEvaluated, Report
from codinglab.validate.compile import Facts
from codinglab.validate.edit import Edit
from codinglab.validate.engines.one_claim import Row
from codinglab.validate.precedence import Place, places_of, stage, suppressed

_WRITTEN = {"code", "other_code", "node", "example", "last_example"}
_NUMBERS = ("line", "other_line", "diagnosis", "other_diagnosis", "procedure")


def reports(
    claims: Iterable[Claim],
    rows: Iterable[Row],
    edits: Mapping[str, Edit],
    facts: Mapping[str, Facts],
    precedence: bool,
) -> dict[str, Report]:
    """A report for each claim, in their order.

    Args:
        claims: the claims, each once.
        rows: edit, kind ("hit" or "unknown"), claim and detail (a JSON object), in any order.
        edits: those that ran, by id.
        facts: the editions of the tables, by claim type.
        precedence: whether an edit is silent about what one of an earlier stage rejected.
    """
    said: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        said[row[2]].append(row)
    return {
        claim.claim_id: _report(claim, said[claim.claim_id], edits, facts, precedence) for claim in claims
    }


def _report(
    claim: Claim,
    rows: list[Row],
    edits: Mapping[str, Edit],
    facts: Mapping[str, Facts],
    precedence: bool,
) -> Report:
    asked = {name: one for name, one in edits.items() if claim.claim_type in one.applies_to}
    findings: list[Finding] = []
    missed: dict[NotEvaluated, list[list[Place]]] = defaultdict(list)
    for edit_id, kind, claim_id, detail in rows:
        one = edits[edit_id]
        words = {name: str(value) for name, value in json.loads(detail).items() if value is not None}
        if one.judges in {"diagnosis", "claim"} and "procedure" not in words:
            words = _as_written(words)
        if kind == "hit":
            findings.append(_finding(one, claim_id, words, facts[claim.claim_type.value]))
        else:
            reason = words["reason"].format_map(defaultdict(str, words))
            missed[NotEvaluated(claim_id, edit_id, one.title, reason)].append(places_of(_numbers(words)))
    standing, unevaluated = (
        suppressed(claim.claim_id, findings, asked, missed) if precedence else (findings, missed)
    )
    place = {edit_id: (stage(edit_id), number) for number, edit_id in enumerate(asked)}
    return Report(
        claim.claim_id,
        tuple(sorted(standing, key=lambda found: (place[found.edit], found.message))),
        tuple(sorted(unevaluated, key=lambda one: (place[one.edit], one.reason))),
        tuple(asked),
    )


def _finding(one: Edit, claim_id: str, words: dict[str, str], facts: Facts) -> Finding:
    return Finding(
        claim_id=claim_id,
        edit=one.id,
        title=one.title,
        severity=one.severity,
        disposition=one.disposition,
        message=one.message.format_map(defaultdict(str, words)),
        authority=one.authority,
        code=words.get("code", ""),
        other_code=words.get("other_code", ""),
        table="; ".join(_used(name, words["on"], facts) for name in one.reads),
        **_numbers(words),
    )


def _numbers(words: Mapping[str, str]) -> dict[str, int | None]:
    return {name: int(words[name]) if name in words else None for name in _NUMBERS}


def _used(name: str, on: str, facts: Facts) -> str:
    """A table with the edition that holds the day, and its days."""
    day = date.fromisoformat(on[:10])
    for edition in facts[name]:
        if edition.period.covers(day):
            return f"{name} ({edition.edition}, {edition.period})"
    return name


def _as_written(words: dict[str, str]) -> dict[str, str]:
    return {
        name: Icd10cm(value).written if name in _WRITTEN and ":" not in value else value
        for name, value in words.items()
    }
