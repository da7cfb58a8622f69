"""What a run asks: for each edit and claim type its statements, compiled once, and what they read."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import ibis
from ibis.expr.operations import UnboundTable

from codinglab.backtest import statements
from codinglab.backtest.statements import Asked, asked
from codinglab.claims.extract.layout import EXTRACT_SCHEMAS
from codinglab.model import ClaimType
from codinglab.reference.paths import home
from codinglab.reference.rule_tables import RuleTable
from codinglab.validate.compile import facts_of
from codinglab.validate.edit import Edit
from codinglab.validate.kept import kept_statements

Say = Callable[[str, float], None]
_OWN = "own"
_OFTEN = 6
"""A relation that as many statements read is worth a copy in the engine's own form."""


@dataclass(frozen=True)
class Question:
    """One edit over claims of one type.

    Attributes:
        asked: its statements, in the engine's dialect, or as expressions.
        relations: the claim relations that they read.
    """

    edit: Edit
    claim_type: ClaimType
    asked: Asked
    relations: tuple[str, ...]


@dataclass(frozen=True)
class Questions:
    """All questions of a run, with what they read."""

    asked: tuple[Question, ...]

    @cached_property
    def relations(self) -> frozenset[str]:
        """The claim relations that any of them reads."""
        return frozenset(name for one in self.asked for name in one.relations)

    @cached_property
    def often(self) -> frozenset[str]:
        """The relations that many of them read."""
        read = Counter(name for one in self.asked for name in one.relations)
        return frozenset(name for name, number in read.items() if number >= _OFTEN)


def questions(
    chosen: Sequence[Edit], tables: Mapping[str, RuleTable], dialect: str | None, say: Say
) -> Questions:
    """Compile what is asked for edits; those of the built-in edits are kept between runs.

    Args:
        chosen: the edits; one that only looks at claims in Python is left out.
        tables: the reference tables that they read.
        dialect: the SQL dialect of the statements; None for Ibis expressions.
        say: called with a sentence and the share done, 0 to 1.
    """
    found: list[Question] = []
    for kind in ClaimType:
        some = [one for one in chosen if kind in one.applies_to and one.checks]
        shipped = [one for one in some if one.family != _OWN]
        own = [one for one in some if one.family == _OWN]
        if dialect is None or len(shipped) < _OFTEN:
            own, shipped = some, []
        written = _kept(shipped, kind, tables, str(dialect), say) if shipped else {}
        for one in own:
            written[one.id] = _written(one, kind, tables, dialect)
        found += [Question(one, kind, Asked(*written[one.id][:3]), tuple(written[one.id][3])) for one in some]
    return Questions(tuple(found))


def digests(chosen: Sequence[Edit], asked: Questions) -> dict[str, str]:
    """A hash of each edit's logic: its version and the statements it comes to.

    Args:
        chosen: the edits.
        asked: their questions in one dialect, always the same, so that hashes compare between engines.
    """
    written: dict[str, list[Any]] = {one.id: [one.version, one.text] for one in chosen}
    for one in asked.asked:
        written[one.edit.id] += [one.claim_type.value, one.asked.hits, one.asked.unknown, one.asked.eligible]
    return {
        name: hashlib.blake2b(json.dumps(parts).encode(), digest_size=8).hexdigest()
        for name, parts in written.items()
    }


def _kept(
    chosen: Sequence[Edit], kind: ClaimType, tables: Mapping[str, RuleTable], dialect: str, say: Say
) -> dict[str, Any]:
    def make() -> dict[str, Any]:
        made = {}
        for number, one in enumerate(chosen):
            say(f"compiling {one.id} for {kind.value} claims", number / len(chosen))
            made[one.id] = _written(one, kind, tables, dialect)
        return made

    source = [file.read_text(encoding="utf-8") for file in sorted(_files())]
    said = (ibis.__version__, kind.value, dialect, _columns(tables), _facts(tables, kind), source)
    return kept_statements(home() / "cache", f"backtest-{dialect}-{kind.value}", said, chosen, make)


def _files() -> Iterator[Any]:
    from pathlib import Path

    yield Path(statements.__file__)
    yield Path(__file__)


def _written(one: Edit, kind: ClaimType, tables: Mapping[str, RuleTable], dialect: str | None) -> list[Any]:
    """The hits, unknown and eligible of an edit as statements, or expressions; and the relations read."""
    made = asked(one, kind, _columns(tables), _facts(tables, kind))
    parts = (made.hits, made.unknown, made.eligible)
    names = {table.name for part in parts if part is not None for table in part.op().find(UnboundTable)} & {
        *EXTRACT_SCHEMAS,
        "prefix",
    }
    if dialect is None:
        return [*parts, sorted(names)]
    return [
        *(None if part is None else str(ibis.to_sql(part, dialect=dialect)) for part in parts),
        sorted(names),
    ]


def _columns(tables: Mapping[str, RuleTable]) -> dict[str, dict[str, str]]:
    return {
        name: {field.name: str(field.type) for field in found.rows.schema} for name, found in tables.items()
    }


def _facts(tables: Mapping[str, RuleTable], kind: ClaimType) -> dict[str, Any]:
    return facts_of({name: found.editions for name, found in tables.items()}, kind.value)
