"""An edit: one file that says what is wrong, who says so, how it is found, and proves it."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, Claim, ClaimType, Disposition, Severity

if TYPE_CHECKING:
    import pyarrow as pa

    from codinglab.validate.examples import Example
    from codinglab.validate.relations import ClaimTables, ReferenceTables

    Check = Callable[[ClaimTables, ReferenceTables], Any]
    Look = Callable[[Claim], Iterable[tuple[str, dict[str, Any]]]]
    Relations = Mapping[str, pa.Table]

EDITS_PACKAGE = "codinglab.validate.edits"
PATIENT, EVERYTHING = "patient", "everything"


@dataclass(frozen=True, slots=True)
class Screen:
    """What spares a look most claims of a batch: it tells which ones the look may speak of.

    Attributes:
        survey: gives, for the relations of whole claims of an extract (of one claim type), what can be known
            of all of them at once; screens with the same survey share what it gives.
        claims: the ids of the claims to look at: all those with a hit or with something unknown, and maybe
            others.
    """

    survey: Callable[[Relations], Any]
    claims: Callable[[Any], Collection[int]]


@dataclass(frozen=True)
class Edit:
    """A claim edit.

    Attributes:
        module: the edit's module name (`__name__`); the id is its path, "<family>/<name>".
        applies_to: the claim types it judges; always said, never defaulted.
        judges: the relation whose rows it judges: "claim", "diagnosis", "procedure" or "line".
        reads: the reference tables it needs. Where one is missing or not in force the edit gives
            NOT_EVALUATED, and its checks are not asked about that day.
        message: a sentence with the names of hit columns in braces.
        examples: what it fires on, passes and cannot judge; each is a test.
        page: its text, where the module's docstring is not it.
        version: which wording of the edit this is; a back-test compares one with another.
        across: how far it looks: "patient", at most at the claims of one patient, or "everything", such as
            the totals of a provider.
        population: the rows it may fire on (`claim_id`, `on`, and `line` or another position), where that is
            not every row of what it judges: the denominator of its hit rate.

    A check returns an Ibis table of hits. It must hold `claim_id` and `on`; it may hold `line`,
    `other_line`, `diagnosis`, `other_diagnosis`, `procedure`, `code` and `other_code`; every other
    column is there for the message. A function marked `unknown` returns the rows that could not be
    judged, in the same shape, with a column `reason`. A function marked `look` is for what no expression
    can say, such as another program's answer: it is given one claim and yields ("hit" or "unknown", the
    columns as a dict). Over an extract it is asked about every claim of its types, or, with a `screen`, about
    those that the screen leaves.
    """

    module: str
    title: str
    severity: Severity
    disposition: Disposition
    applies_to: tuple[ClaimType, ...]
    judges: str
    authority: tuple[Authority, ...]
    reads: tuple[str, ...]
    message: str
    examples: tuple[Example, ...]
    page: str = ""
    version: str = "1"
    across: str = PATIENT
    population: Check | None = field(default=None, repr=False)
    checks: list[tuple[date, Check]] = field(default_factory=list, repr=False)
    unknowns: list[Check] = field(default_factory=list, repr=False)
    looks: list[tuple[date, Look]] = field(default_factory=list, repr=False)
    screens: list[Screen | None] = field(default_factory=list, repr=False)

    @property
    def id(self) -> str:
        """The id, from the module's path.

        >>> Edit("codinglab.validate.edits.ncci.column_two_code", "", Severity.FAIL,
        ...     Disposition.REVIEW, (), "line", (), (), "", ()).id
        'ncci/column-two-code'
        """
        return "/".join(self.module.split(".")[-2:]).replace("_", "-")

    @property
    def family(self) -> str:
        """The folder the edit lives in."""
        return self.id.split("/")[0]

    @property
    def text(self) -> str:
        """The edit's page: its module docstring, but for one made in a notebook."""
        if self.page:
            return self.page
        return inspect.cleandoc(sys.modules[self.module].__doc__ or "")

    def eligible(self, claims: ClaimTables, reference: ReferenceTables) -> Any:
        """The rows that it may fire on, as an Ibis table: its population, else all that it judges."""
        if self.population is None:
            return claims.subject(self.judges)
        return self.population(claims, reference)

    def check(self, *, since: str) -> Callable[[Check], Check]:
        """Mark the function that finds the hits from a day on, until the next check's day."""

        def mark(function: Check) -> Check:
            self.checks.append((date.fromisoformat(since), function))
            return function

        return mark

    def unknown(self, function: Check) -> Check:
        """Mark the function that finds what cannot be judged."""
        self.unknowns.append(function)
        return function

    def look(self, *, since: str, screen: Screen | None = None) -> Callable[[Look], Look]:
        """Mark the function that judges a claim as a whole, in Python, from a day on.

        Args:
            since: the first day.
            screen: which claims of a batch it may speak of; every one where none is given.
        """

        def mark(function: Look) -> Look:
            self.looks.append((date.fromisoformat(since), function))
            self.screens.append(screen)
            return function

        return mark
