"""An edit tried on claims: what it fires on, what it passes, and what it could not judge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from codinglab.model import ClaimType, InvalidInputError
from codinglab.validate.compile import compile_edit, covered_days
from codinglab.validate.detail import as_json
from codinglab.validate.edit import Edit
from codinglab.validate.loaded import LoadedClaims
from codinglab.validate.own.portable import statement
from codinglab.validate.report import message_of, words_of

LIMIT = 200
_PLACES = ("line", "other_line", "diagnosis", "other_diagnosis", "procedure")


@dataclass(frozen=True, slots=True)
class Hit:
    """What an edit fires on: its words, its place (positions from 1), and whose claim it is.

    `claim` is the id as the relations hold it, `name` the one that the claim came with.
    """

    claim: str
    name: str
    claim_type: str
    message: str
    on: date
    line: int | None
    other_line: int | None
    diagnosis: int | None
    other_diagnosis: int | None
    procedure: int | None
    code: str
    other_code: str
    other_claim: str
    patient: str
    provider: str
    charge: float


@dataclass(frozen=True, slots=True)
class Other:
    """A claim that an edit does not fire on: passed, or not judged, and then why."""

    claim: str
    name: str
    claim_type: str
    on: date
    patient: str
    provider: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """What an edit says of claims.

    Attributes:
        edit: the edit.
        words: what the claims are.
        hits: the first of them, by claim.
        count: how many hits there are in all, and `claims_hit` on how many claims.
        eligible: how many rows it may have fired on: those of its population that its tables cover.
        judged: how many claims are of a type that it judges.
        passed: the first claims that it passes, `unknown` those that it could not judge.
        passes, unjudged: how many those are in all.
    """

    edit: Edit
    words: str
    hits: tuple[Hit, ...]
    count: int
    claims_hit: int
    eligible: int
    judged: int
    passed: tuple[Other, ...]
    passes: int
    unknown: tuple[Other, ...]
    unjudged: int


def try_on(edit: Edit, loaded: LoadedClaims, *, limit: int = LIMIT) -> Trial:
    """Try an edit on claims.

    Args:
        edit: the edit.
        loaded: the claims.
        limit: how many hits, and how many other claims, are told one by one.

    Raises:
        InvalidInputError: none of the claims is of a type that it judges, or it asks another program about
            each claim, which an extract cannot be given to.
    """
    kinds = [kind for kind in loaded.types if kind in edit.applies_to]
    if not kinds:
        held = ", ".join(loaded.types) or "none"
        msg = f"{edit.id} judges {', '.join(edit.applies_to)} claims; {loaded.words}: {held}."
        raise InvalidInputError(msg)
    if edit.looks and not loaded.claims:
        msg = f"{edit.id} asks another program about each claim: try it on claims, not on an extract."
        raise InvalidInputError(msg)
    loaded.read(edit.reads)
    said = [statement(_said(edit, loaded, kind), "duckdb") for kind in kinds if edit.checks]
    said.append("SELECT '' AS edit, '' AS kind, claim_id, '' AS detail FROM claim LIMIT 0")
    try:
        loaded.keep("said", " UNION ALL ".join(f"({one})" for one in said), copy=True)
        _look(edit, loaded)
        return _told(edit, loaded, kinds, limit)
    finally:
        loaded.let_go()


def _said(edit: Edit, loaded: LoadedClaims, kind: ClaimType) -> Any:
    return compile_edit(edit, kind.value, loaded.table, loaded.facts(kind))


def _look(edit: Edit, loaded: LoadedClaims) -> None:
    """Add what the edit says in Python of each claim as a whole."""
    for claim in loaded.claims if edit.looks else ():
        on = claim.governing_date()
        for since, look in edit.looks:
            if claim.claim_type in edit.applies_to and on >= since:
                rows = [(edit.id, kind, claim.claim_id, as_json(detail, on)) for kind, detail in look(claim)]
                if rows:
                    loaded.raw.executemany("INSERT INTO said VALUES (?, ?, ?, ?)", rows)


def _told(edit: Edit, loaded: LoadedClaims, kinds: list[ClaimType], limit: int) -> Trial:
    listed = ", ".join(f"'{kind.value}'" for kind in kinds)
    judged = f"SELECT * FROM claim WHERE claim_type IN ({listed})"  # noqa: S608 (our own words)
    hit = "SELECT claim_id FROM said WHERE kind = 'hit'"
    open_ = f"SELECT claim_id FROM said WHERE kind = 'unknown' AND claim_id NOT IN ({hit})"  # noqa: S608
    passed = f"{judged} AND claim_id NOT IN (SELECT claim_id FROM said)"  # noqa: S608
    unknown = f"{judged} AND claim_id IN ({open_})"
    return Trial(
        edit=edit,
        words=loaded.words,
        hits=_hits(edit, loaded, limit),
        count=loaded.count(hit),
        claims_hit=loaded.count(f"SELECT DISTINCT * FROM ({hit})"),  # noqa: S608
        eligible=sum(_eligible(edit, loaded, kind) for kind in kinds),
        judged=loaded.count(judged),
        passed=_others(loaded, passed, limit, {}),
        passes=loaded.count(passed),
        unknown=_others(loaded, unknown, limit, _reasons(edit, loaded, limit)),
        unjudged=loaded.count(unknown),
    )


def _hits(edit: Edit, loaded: LoadedClaims, limit: int) -> tuple[Hit, ...]:
    name = "name" if loaded.numbered else "claim_id"
    rows = loaded.raw.execute(
        f"SELECT CAST(said.claim_id AS VARCHAR), claim.{name}, claim_type, detail, patient, provider "  # noqa: S608
        "FROM said JOIN claim USING (claim_id) WHERE kind = 'hit' ORDER BY said.claim_id, detail LIMIT ?",
        [limit],
    ).fetchall()
    charges = _charges(loaded)
    made = []
    for claim, named, kind, detail, patient, provider in rows:
        words = words_of(edit.judges, detail)
        places = {place: int(words[place]) if place in words else None for place in _PLACES}
        made.append(
            Hit(
                claim=claim,
                name=str(named),
                claim_type=kind,
                message=message_of(edit.message, words),
                on=date.fromisoformat(words["on"][:10]),
                code=words.get("code", ""),
                other_code=words.get("other_code", ""),
                other_claim=words.get("other_claim", ""),
                patient=patient or "",
                provider=provider or "",
                charge=charges.get((claim, places["line"]), 0.0),
                **places,
            )
        )
    return tuple(sorted(made, key=lambda one: (one.name, one.line or 0, one.diagnosis or 0)))


def _charges(loaded: LoadedClaims) -> dict[tuple[str, int | None], float]:
    """The charge of each line of a claim that is hit, and of the whole claim under None."""
    rows = loaded.raw.execute(
        "SELECT CAST(claim_id AS VARCHAR), line, sum(charge) FROM line WHERE claim_id IN "
        "(SELECT claim_id FROM said WHERE kind = 'hit') GROUP BY GROUPING SETS ((claim_id, line), (claim_id))"
    ).fetchall()
    return {(claim, line): float(charge or 0) for claim, line, charge in rows}


def _others(loaded: LoadedClaims, which: str, limit: int, reasons: dict[str, str]) -> tuple[Other, ...]:
    name = "name" if loaded.numbered else "claim_id"
    rows = loaded.raw.execute(
        f'SELECT CAST(claim_id AS VARCHAR), {name}, claim_type, "on", patient, provider FROM ({which}) '  # noqa: S608
        "ORDER BY claim_id LIMIT ?",
        [limit],
    ).fetchall()
    return tuple(
        Other(claim, str(named), kind, on, patient or "", provider or "", reasons.get(claim, ""))
        for claim, named, kind, on, patient, provider in rows
    )


def _reasons(edit: Edit, loaded: LoadedClaims, limit: int) -> dict[str, str]:
    rows = loaded.raw.execute(
        "SELECT CAST(claim_id AS VARCHAR), min(detail) FROM said WHERE kind = 'unknown' "
        "GROUP BY claim_id ORDER BY claim_id LIMIT ?",
        [limit * 5],
    ).fetchall()
    found = {claim: words_of(edit.judges, detail) for claim, detail in rows}
    return {claim: message_of(words["reason"], words) for claim, words in found.items()}


def _eligible(edit: Edit, loaded: LoadedClaims, kind: ClaimType) -> int:
    facts = loaded.facts(kind)
    if not all(facts.get(name) for name in edit.reads):
        return 0
    rows = edit.eligible(*loaded.given(kind))
    return loaded.count(statement(rows.filter(covered_days(edit, facts, rows.on)), "duckdb"))
