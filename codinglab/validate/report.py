"""From what the engines say to a report: findings with their words, and what was not evaluated."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from codinglab.model import Claim, Finding, Icd10cm, NotEvaluated, Report
from codinglab.validate.compile import Facts
from codinglab.validate.edit import Edit
from codinglab.validate.engines.one_claim import Row
from codinglab.validate.precedence import KINDS, Place, stage, suppressed

_WRITTEN = {"code", "other_code", "node", "example", "last_example"}
_CODES = "\0"
_NUMBERS = ("line", "other_line", "diagnosis", "other_diagnosis", "procedure")

Words = dict[str, str]
Missed = tuple[str, str]


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
    unknown: list[tuple[str, Words]] = []
    for edit_id, kind, claim_id, detail in rows:
        one = edits[edit_id]
        words = words_of(one.judges, detail)
        if kind == "hit":
            findings.append(_finding(one, claim_id, words, facts[claim.claim_type.value]))
        else:
            unknown.append((edit_id, words))
    standing, unasked = suppressed(findings, asked) if precedence else (findings, {})
    missed = {*_unknown(unknown, unasked), *_unasked(unasked)}
    place = {edit_id: (stage(edit_id), number) for number, edit_id in enumerate(asked)}
    return Report(
        claim.claim_id,
        tuple(sorted(standing, key=lambda found: (place[found.edit], found.message))),
        tuple(
            NotEvaluated(claim.claim_id, edit_id, asked[edit_id].title, reason)
            for edit_id, reason in sorted(missed, key=lambda pair: (place[pair[0]], pair[1]))
        ),
        tuple(asked),
    )


def words_of(judges: str, detail: str) -> Words:
    """The columns of a hit for its message, with ICD-10-CM codes as people write them.

    Args:
        judges: what the edit judges.
        detail: the columns as a JSON object.
    """
    told = json.loads(detail, strict=False)  # texts of tables and claims may hold line ends and tabs
    words = {name: str(value) for name, value in told.items() if value is not None}
    return _as_written(words) if judges in {"diagnosis", "claim"} and "procedure" not in words else words


def message_of(message: str, words: Words) -> str:
    """An edit's message with the columns of a hit in the place of their names."""
    return message.format_map(defaultdict(str, words))


def _unknown(rows: Iterable[tuple[str, Words]], unasked: Collection[tuple[str, Place]]) -> Iterable[Missed]:
    """What an edit could not judge, the codes of one reason together; not where it was not asked."""
    codes: dict[Missed, set[str]] = defaultdict(set)
    for edit_id, words in rows:
        if all((edit_id, (kind, int(words[kind]))) not in unasked for kind in KINDS if kind in words):
            reason = words["reason"].format_map(defaultdict(str, {**words, "code": _CODES}))
            codes[edit_id, reason].add(words.get("code", ""))
    for (edit_id, reason), named in codes.items():
        yield edit_id, reason.replace(_CODES, ", ".join(sorted(named)))


def _unasked(unasked: Mapping[tuple[str, Place], str]) -> Iterable[Missed]:
    """What an edit was not asked about, because of which earlier one."""
    places: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for (edit_id, place), earlier in unasked.items():
        places[edit_id, earlier].append(place)
    for (edit_id, earlier), named in places.items():
        yield edit_id, f"suppressed by {earlier}: {_written(named)}"


def _written(places: Iterable[Place]) -> str:
    """Places in words, runs of them together.

    >>> _written([("line", 1), ("line", 4), ("line", 2), ("line", 3), ("diagnosis", 2)])
    'diagnosis 2, line 1 to 4'
    """
    runs: list[list[Place]] = []
    for kind, number in sorted(places):
        if runs and runs[-1][-1] == (kind, number - 1):
            runs[-1].append((kind, number))
        else:
            runs.append([(kind, number)])
    return ", ".join(
        f"{run[0][0]} {run[0][1]}" + (f" to {run[-1][1]}" if len(run) > 1 else "") for run in runs
    )


def _finding(one: Edit, claim_id: str, words: dict[str, str], facts: Facts) -> Finding:
    numbers = {name: int(words[name]) if name in words else None for name in _NUMBERS}
    return Finding(
        claim_id=claim_id,
        edit=one.id,
        title=one.title,
        severity=one.severity,
        disposition=one.disposition,
        message=message_of(one.message, words),
        authority=one.authority,
        code=words.get("code", ""),
        other_code=words.get("other_code", ""),
        table="; ".join(_used(name, words["on"], facts) for name in one.reads),
        **numbers,
    )


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
