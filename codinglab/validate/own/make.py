"""`@edit`: an edit of a function that returns an Ibis table or SQL."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from codinglab.claims.tables import SCHEMAS
from codinglab.model import Authority, ClaimType, Disposition, InvalidInputError, Severity
from codinglab.parse import as_day
from codinglab.validate.edit import PATIENT, Edit
from codinglab.validate.examples import Example
from codinglab.validate.own.faults import refuse_faults
from codinglab.validate.own.register import forget, register
from codinglab.validate.relations import ClaimTables, ReferenceTables
from codinglab.validate.sql import select

if TYPE_CHECKING:
    Check = Callable[[ClaimTables, ReferenceTables], Any]

Words = TypeVar("Words", bound=StrEnum)


def edit(
    *,
    title: str,
    severity: Severity | str,
    applies_to: Sequence[ClaimType | str],
    judges: str,
    message: str,
    examples: Sequence[Example],
    disposition: Disposition | str = Disposition.REVIEW,
    authority: Sequence[Authority | str] | str = (),
    reads: Sequence[str] | str = (),
    since: str = "1900-01-01",
    version: str = "1",
    across: str = PATIENT,
    population: Callable[..., Any] | str | None = None,
    draft: bool = False,
) -> Callable[[Callable[..., Any]], Edit]:
    """Make an edit of a function, as `Edit` has it; its name gives the id, its docstring the page.

    The function takes `claims` and `reference`, or nothing, and returns an Ibis table or SQL.

    Args:
        title: the fault, in a few words.
        severity: FAIL, WARN or INFO.
        applies_to: professional, outpatient, inpatient.
        judges: the relation whose rows it judges: claim, diagnosis, procedure or line.
        message: a sentence with the names of its columns in braces.
        examples: what it fires on, passes and cannot judge.
        disposition: what is to be done.
        authority: who says so.
        reads: the reference tables it needs.
        since: the day from which on it holds.
        version: which wording this is.
        across: "patient" where it looks at most at the claims of one patient; "everything" otherwise.
        population: the rows it may fire on, as a function or SQL; all rows of `judges` where it is not given.
        draft: whether examples may come out otherwise than they say; a draft does not run with the others.

    Raises:
        InvalidInputError: a word is not known, the function cannot be run, an engine cannot run what it
            makes, there is not one example that fires and one that passes, or an example comes out
            otherwise than it says; the message tells which and how.
    """

    def make(function: Callable[..., Any]) -> Edit:
        one = Edit(
            f"own.{function.__name__}",
            title=title,
            severity=_word(Severity, severity, "severity"),
            disposition=_word(Disposition, disposition, "disposition"),
            applies_to=tuple(_word(ClaimType, kind, "applies_to") for kind in _listed(applies_to)),
            judges=judges,
            authority=tuple(
                Authority(said, "") if isinstance(said, str) else said
                for said in ((authority,) if isinstance(authority, str) else authority)
            ),
            reads=_listed(reads),
            message=message,
            examples=tuple(examples),
            page=inspect.getdoc(function) or title,
            version=str(version),
            across=across,
            population=None if population is None else check_of(population, _listed(reads)),
        )
        one.checks.append((as_day(since), check_of(function, one.reads)))
        if draft:
            forget(one.id)
            refuse_faults(one, draft=True)
        else:
            register(one)
        return one

    return make


def check_of(made: Callable[..., Any] | str, reads: Sequence[str]) -> Check:
    """A check of SQL, or of a function that returns an Ibis table or SQL.

    Args:
        made: the SQL, or the function, which takes the claims and the reference tables, or nothing.
        reads: the reference tables that its SQL may name.
    """

    def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
        told = made if isinstance(made, str) else made(*(claims, reference)[: _taken(made)])
        if not isinstance(told, str):
            return told
        tables = {name: claims.subject(name) for name in SCHEMAS}
        tables |= {"day_pair": claims.day_pairs} | {name: getattr(reference, name) for name in reads}
        return select(told, tables)

    vars(check)["made_of"] = made  # what `save_edit` writes
    return check


def _taken(function: Callable[..., Any]) -> int:
    """How many of claims and reference tables a function takes: none, where it returns SQL alone."""
    parameters = inspect.signature(function).parameters.values()
    return 2 if any(one.default is one.empty for one in parameters) else 0


def _listed(words: Sequence[str] | str) -> tuple[str, ...]:
    """One word alone is a list of one."""
    return (words,) if isinstance(words, str) else tuple(words)


def _word(kind: type[Words], said: str, where: str) -> Words:
    try:
        return kind(said)
    except ValueError:
        msg = f"{where}: '{said}' is not known. There are: {', '.join(kind)}."
        raise InvalidInputError(msg) from None
