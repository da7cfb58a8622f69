"""An edit: one file that says what is wrong, who says so, how it is found, and proves it."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity

if TYPE_CHECKING:
    from codinglab.validate.examples import Example
    from codinglab.validate.relations import ClaimTables, ReferenceTables

    Check = Callable[[ClaimTables, ReferenceTables], Any]

EDITS_PACKAGE = "codinglab.validate.edits"


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

    A check returns an Ibis table of hits. It must hold `claim_id` and `on`; it may hold `line`,
    `other_line`, `diagnosis`, `other_diagnosis`, `procedure`, `code` and `other_code`; every other
    column is there for the message. A function marked `unknown` returns the rows that could not be
    judged, in the same shape, with a column `reason`.
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
    checks: list[tuple[date, Check]] = field(default_factory=list, repr=False)
    unknowns: list[Check] = field(default_factory=list, repr=False)

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
        """The edit's page: its module docstring."""
        return inspect.cleandoc(sys.modules[self.module].__doc__ or "")

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


def in_order(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Edits in the order of the families' precedence (SPEC 4.0), then by id."""
    families = ("structure", "icd10cm", "icd10pcs", "poa", "mce", "ncci", "modifier", "coverage")
    place = {family: number for number, family in enumerate(families)}
    return tuple(sorted(edits, key=lambda edit: (place.get(edit.family, len(place)), edit.id)))
