"""What is wrong with an own edit: its words, the table it makes, the engines, its examples."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable
from typing import Any

import ibis

from codinglab.claims.tables import SCHEMAS
from codinglab.model import ClaimType, InvalidInputError
from codinglab.reference.rule_tables import rule_table_names
from codinglab.reference.rules_file import RulesFile, read_card
from codinglab.reference.store import open_store
from codinglab.validate.compile import facts_of
from codinglab.validate.edit import EVERYTHING, PATIENT, Edit
from codinglab.validate.examples import Example
from codinglab.validate.own.portable import cannot_run
from codinglab.validate.own.tried import try_examples
from codinglab.validate.relations import ClaimTables, ReferenceTables
from codinglab.validate.unbound import unbound

JUDGED = ("claim", "diagnosis", "procedure", "line")
_ID = re.compile(r"own/[\w-]+")
_VERSION = re.compile(r"[\w.-]{1,40}")


def refuse_faults(one: Edit, *, draft: bool = False) -> None:
    """Raise what is wrong with an edit.

    Args:
        one: the edit.
        draft: whether its examples may be missing or come out otherwise.

    Raises:
        InvalidInputError: as for `own.edit`.
    """
    trials = (_faults, _unmade, cannot_run) if draft else (_faults, _too_few, _unmade, cannot_run, _wrong)
    for trial in trials:
        if faults := _tried(one, trial):
            raise InvalidInputError(" ".join(faults))


def _faults(one: Edit) -> Iterable[str]:
    """What is wrong with an edit before anything is run."""
    if not _ID.fullmatch(one.id):
        yield (
            f"An edit's name is of letters, digits and underscores, and its id begins with own/: "
            f"'{one.id}' is not such an id."
        )
    if not one.applies_to:
        yield f"{one.id}: applies_to names no claim type. There are: {', '.join(ClaimType)}."
    if one.judges not in JUDGED:
        yield f"{one.id}: judges: '{one.judges}' is not known. There are: {', '.join(JUDGED)}."
    if one.across not in (PATIENT, EVERYTHING):
        yield f"{one.id}: across: '{one.across}' is not known. There are: {PATIENT}, {EVERYTHING}."
    if not _VERSION.fullmatch(one.version):
        yield f"{one.id}: version: '{one.version}' is not of letters, digits, points and dashes, at most 40."
    known = rule_table_names()
    for name in one.reads:
        if name not in known:
            yield f"{one.id}: reads: there is no table '{name}'. There are: {', '.join(sorted(known))}."
    try:
        [*string.Formatter().parse(one.message)]
    except ValueError as error:
        yield f"{one.id}: the braces of the message do not match: {error}."
    if not all(isinstance(example, Example) for example in one.examples):
        yield f"{one.id}: each example is made by fires(...), passes(...) or not_evaluated(...)."


def _too_few(one: Edit) -> Iterable[str]:
    kinds = {example.outcome for example in one.examples}
    if not {"fires", "passes"} <= kinds:
        had = ", ".join(sorted(kinds)) or "none"
        yield f"{one.id} needs an example that fires and one that passes; it has {had}."


def _unmade(one: Edit) -> Iterable[str]:
    """What is wrong with the table that an edit makes, before it is asked about a claim."""
    card = read_card(open_store().folder)
    if not all(name in card.columns for name in one.reads):
        return
    asked = {name for _, name, _, _ in string.Formatter().parse(one.message) if name}
    wanted = [(function, {"claim_id", "on", *asked}, "") for _, function in one.checks]
    if one.population is not None:
        wanted.append((one.population, {"claim_id", "on"}, "'s population"))
    for kind in one.applies_to:
        for function, columns, whose in wanted:
            hits = function(*_given(one, kind, card))
            if not isinstance(hits, ibis.Table):
                yield (
                    f"{one.id}{whose} must return a table, as the examples of the notebook do, or SQL, "
                    f"not {hits!r}."
                )
                return
            if missing := sorted(columns - set(hits.columns)):
                yield (
                    f"{one.id}{whose} returns the columns {', '.join(hits.columns)}, but claim_id, on and "
                    f"what the message names in braces are needed: {', '.join(missing)} is missing."
                )
                return


def _given(one: Edit, kind: ClaimType, card: RulesFile) -> tuple[ClaimTables, ReferenceTables]:
    def source(name: str) -> Any:
        return unbound(name, card.columns)

    def read(name: str) -> Any:
        if name not in one.reads:
            msg = f"it reads the table '{name}', which `reads` does not name"
            raise InvalidInputError(msg)
        return source(name)

    return ClaimTables(source, kind.value), ReferenceTables(read, facts_of(card.editions, kind))


def _wrong(one: Edit) -> Iterable[str]:
    """Each example that comes out otherwise than it says, and why where it could not be judged."""
    for number, tried in enumerate(try_examples(one), start=1):
        if not tried.right:
            why = "; ".join(tried.said) if tried.came == "not evaluated" else ""
            came = f"{tried.came} ({why})" if why else tried.came
            said = f"it says {tried.example.outcome}; it came out as: {came}."
            yield f"{one.id}, example {number} ({tried.example.because}): {said}"


def _tried(one: Edit, trial: Callable[[Edit], Iterable[str]]) -> list[str]:
    """The faults that a trial finds; what the analyst's own function cannot do is one of them."""
    try:
        return [*trial(one)]
    except InvalidInputError as error:
        return [f"{one.id}: {str(error).rstrip('.')}."]
    except Exception as error:
        said = f"{one.id} cannot be run: {type(error).__name__}: {error}."
        if isinstance(error, AttributeError):
            columns = {name: [*schema.names] for name, schema in SCHEMAS.items()}
            card = read_card(open_store().folder).columns
            columns |= {name: [*card[name]] for name in one.reads if name in card}
            held = "\n".join(f"  {name}: {', '.join(names)}" for name, names in columns.items())
            said += f" These are the tables and their columns:\n{held}"
        return [said]
