"""What a run asks: for each edit and claim type its statements, compiled once, and the steps they share."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis
from ibis.expr.operations import UnboundTable

from codinglab.backtest import sharing, statements
from codinglab.backtest.sharing import shared
from codinglab.backtest.statements import Asked, asked, columns_of, facts_for
from codinglab.claims.extract.layout import EXTRACT_SCHEMAS
from codinglab.model import ClaimType
from codinglab.reference.paths import home
from codinglab.reference.rule_tables import RuleTable
from codinglab.validate.edit import EVERYTHING, Edit
from codinglab.validate.kept import kept_statements

Say = Callable[[str, float], None]
_OFTEN = 6
"""A relation that as many statements read is worth a copy in the engine's own form."""
_PARTS = ("hits", "unknown", "eligible")


@dataclass(frozen=True)
class Question:
    """One edit over claims of one type.

    Attributes:
        asked: its statements, in the engine's dialect, or as expressions.
        digest: a hash of its logic, the same in every dialect.
    """

    edit: Edit
    claim_type: ClaimType
    asked: Asked
    digest: str


@dataclass(frozen=True)
class Round:
    """Questions about claims of one type that are asked one after the other.

    Attributes:
        shared: steps that several of them read, by the name of the table they become, in order.
        read: how many statements read each claim relation.
        across: whether they look at the claims of more than one patient.
    """

    claim_type: ClaimType
    questions: tuple[Question, ...]
    shared: Mapping[str, Any]
    read: Mapping[str, int]
    across: bool

    @property
    def often(self) -> frozenset[str]:
        """The relations that many statements read."""
        return frozenset(name for name, number in self.read.items() if number >= _OFTEN)


def rounds(
    chosen: Sequence[Edit], tables: Mapping[str, RuleTable], dialect: str | None, say: Say
) -> tuple[Round, ...]:
    """Compile what is asked for edits; what many built-in edits come to is kept between runs.

    Args:
        chosen: the edits; what one looks at in Python is not among the questions.
        tables: the reference tables that they read.
        dialect: the SQL dialect of the statements; None for Ibis expressions.
        say: called with a sentence and the share done, 0 to 1.
    """
    found = []
    for kind in ClaimType:
        some = [one for one in chosen if kind in one.applies_to and one.checks]
        for across in (False, True):
            group = [one for one in some if (one.across == EVERYTHING) is across]
            if group:
                found.append(_round(group, kind, across, tables, dialect, say))
    return tuple(found)


def digests(chosen: Sequence[Edit], asked_about: Sequence[Round]) -> dict[str, str]:
    """A hash of each edit's logic: its version, its page where it looks in Python, and its expressions."""
    parts: dict[str, list[str]] = {
        one.id: [one.version, *([one.text] if one.looks else [])] for one in chosen
    }
    for found in asked_about:
        for one in found.questions:
            parts[one.edit.id] += [one.claim_type.value, one.digest]
    return {name: _hash(json.dumps(said)) for name, said in parts.items()}


def _round(
    group: Sequence[Edit],
    kind: ClaimType,
    across: bool,
    tables: Mapping[str, RuleTable],
    dialect: str | None,
    say: Say,
) -> Round:
    def make() -> dict[str, Any]:
        return _written(group, kind, tables, dialect, say)

    kept = dialect is not None and len(group) > _OFTEN and not any(one.family == "own" for one in group)
    if kept:
        source = [Path(str(one.__file__)).read_text(encoding="utf-8") for one in (statements, sharing)]
        said = (
            ibis.__version__,
            kind.value,
            across,
            dialect,
            columns_of(tables),
            facts_for(tables, kind),
            source,
        )
        written = kept_statements(home() / "cache", f"backtest-{dialect}-{kind.value}", said, group, make)
    else:
        written = make()
    questions = tuple(
        Question(one, kind, Asked(*written["edits"][one.id][:3]), written["edits"][one.id][3])
        for one in group
    )
    return Round(kind, questions, written["shared"], written["read"], across)


def _written(
    group: Sequence[Edit], kind: ClaimType, tables: Mapping[str, RuleTable], dialect: str | None, say: Say
) -> dict[str, Any]:
    """The statements of a round, or their expressions, in the shape that is kept."""
    columns, facts = columns_of(tables), facts_for(tables, kind)
    made: dict[tuple[str, str], Any] = {}
    for number, one in enumerate(group):
        say(f"compiling {one.id} for {kind.value} claims", number / len(group))
        parts = asked(one, kind, columns, facts)
        made |= {(one.id, part): getattr(parts, part) for part in _PARTS}
    expressions = {key: one for key, one in made.items() if one is not None}
    steps, reading = shared(expressions, f"shared_{kind.value}_")
    read: Counter[str] = Counter()
    for one in (*steps.values(), *reading.values()):
        named = {table.name for table in one.op().find(UnboundTable)}
        read.update(named & {*EXTRACT_SCHEMAS, "prefix"})

    def write(expression: Any) -> Any:
        if expression is None or dialect is None:
            return expression
        return str(ibis.to_sql(expression, dialect=dialect))

    edits = {}
    for number, one in enumerate(group):
        say(f"writing {one.id} for {kind.value} claims", number / len(group))
        digest = _hash("".join(repr(made[one.id, part]) for part in _PARTS))
        edits[one.id] = [*(write(reading.get((one.id, part))) for part in _PARTS), digest]
    return {"shared": {name: write(step) for name, step in steps.items()}, "edits": edits, "read": dict(read)}


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
