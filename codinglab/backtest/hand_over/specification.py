"""An edit's specification as data: `edit.json`, which `verify.py` reads too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from codinglab.backtest.hand_over.built import Built
from codinglab.backtest.hand_over.columns import relations, sql_types
from codinglab.backtest.hand_over.kinds import VERSIONS
from codinglab.backtest.hand_over.version import end, starts
from codinglab.validate.compile import NOT_IN_FORCE
from codinglab.validate.edit import Edit
from codinglab.validate.precedence import STAGES, stage

FORMAT = 1
_KEYS = {
    "claim": "claim",
    "diagnosis": "claim and diagnosis position",
    "procedure": "claim and procedure position",
    "line": "claim and line",
}


def specification(
    built: Built, written_on: date, proven: Mapping[str, str], on: date | None
) -> dict[str, Any]:
    """Everything that a claims team must know of the edit, as JSON can say it.

    Args:
        built: the edit, worked out.
        written_on: the day the folder is written.
        proven: by dialect, how many of the examples came out as expected.
        on: the day whose logic alone is handed over; None for all of it.
    """
    one = built.edit
    return {
        "format": FORMAT,
        "id": one.id,
        "version": one.version,
        "name": one.title,
        "intent": one.text.split("\n\n")[0],
        "authority": [asdict(authority) for authority in one.authority],
        "effective_from": str(starts(one)[0]),
        "effective_to": _last(end(one)),
        "logic_of_day": str(on) if on else None,
        "claim_types": [kind.value for kind in one.applies_to],
        "scope": {"judges": one.judges, "key": _KEYS[one.judges], "looks_at": _reach(one)},
        "inputs": _inputs(built),
        "logic": {
            "text": one.text,
            "form": "sql" if built.is_sql else "python",
            "since": [str(since) for since in starts(one)],
        },
        "exclusions": [*exclusions(one)],
        "severity": one.severity.value,
        "disposition": one.disposition.value,
        "message": one.message,
        "owner": "",
        "not_evaluated": [*not_evaluated(built)],
        "known_limitations": [*limitations(built)],
        "test_vectors": [
            {
                "kind": one_kind.kind,
                "own": one_kind.own,
                "derived": one_kind.derived,
                "covered": one_kind.is_covered,
                "note": "" if one_kind.is_covered else one_kind.note,
            }
            for one_kind in built.coverage
        ],
        "dialects": {
            dialect.name: {
                "engine": dialect.title,
                "examples": proven.get(dialect.name, "not run: parsed only"),
            }
            for dialect in built.statements
        },
        "dialects_without": {dialect.name: why for dialect, why in built.failed.items()},
        "statements": {
            name: {"kind": answer.kind, "claim_type": answer.claim_type.value, "columns": answer.sql_types}
            for name, answer in built.answers.items()
        },
        "tables": tables(built),
        "written_on": written_on.isoformat(),
    }


def tables(built: Built) -> dict[str, dict[str, dict[str, str]]]:
    """The claim and reference tables that are read, with the SQL types of the columns that are read."""
    known = relations()
    claims = {
        name: {column: known[name][column] for column in known[name] if column in columns}
        for name, columns in built.reads.items()
        if name in known
    }
    reference = {
        name: sql_types({field.name: str(field.type) for field in rows.schema})
        for name, rows in built.rows.items()
    }
    return {"claims": claims, "reference": reference}


def exclusions(one: Edit) -> Iterator[str]:
    """What the edit leaves out, in words."""
    yield f"Every claim that is not {' or '.join(kind.value for kind in one.applies_to)}."
    yield "What the page of the edit names as a lawful exception; the statements leave it out already."
    if one.population is not None:
        yield "It has a population of its own, which is the denominator of its hit rate."


def not_evaluated(built: Built) -> Iterator[str]:
    """When the edit does not judge."""
    one = built.edit
    for name in one.reads:
        yield f"The table {name} is missing: nothing is judged."
        held = ", ".join(edition["edition"] for edition in built.cards[name].editions)
        yield NOT_IN_FORCE.format(table=name, edition=held, day="the governing day") + "."
    if one.unknowns:
        yield "The edit's own statement says of a row why it cannot be judged (`reason` in not_evaluated)."
    if one.looks:
        yield "The program that answers cannot read the claim, or its tables do not hold the day."


def limitations(built: Built) -> Iterator[str]:
    """What must be known before the edit is used on real claims."""
    one = built.edit
    yield VERSIONS
    if "modifier" in built.reads:
        yield "It reads modifiers: a feed that keeps two of four makes it wrong."
    earlier = [name for name, _ in STAGES[: stage(one.id)]]
    if earlier and not one.id.startswith("own/"):
        yield (
            "It stands alone here. In codinglab it is silent about what an edit of an earlier stage rejected "
            f"({', '.join(earlier)}); a payer's editor has an order of its own."
        )
    for name, card in built.cards.items():
        if not card.is_whole:
            yield (
                f"{name} is an extract here: an absent row means 'not known', so that the statements give "
                "'not evaluated' where a whole table would decide. Install the whole table and export again."
            )
    if built.cards:
        yield "The editions' days stand in the statements: with other editions export again."
    if built.is_sql:
        yield "The message is a sentence with names of columns in braces; filling it is left to the reader."


def _last(ended: date | None) -> str | None:
    """The last day of the logic that is handed over; None where it has no end."""
    return str(ended - timedelta(days=1)) if ended else None


def _reach(one: Edit) -> str:
    if one.across == "everything":
        return "claims of all patients together"
    return "the claim, and where the logic asks for it the other claims of its patient"


def _inputs(built: Built) -> dict[str, Any]:
    return {
        "claims": {name: list(columns) for name, columns in built.reads.items() if name not in built.cards},
        "reference": {
            name: {**asdict(card), "columns": list(built.reads.get(name, ()))}
            for name, card in built.cards.items()
        },
    }
