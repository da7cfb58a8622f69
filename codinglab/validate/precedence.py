"""Which edits are asked first, and what an edit that fired leaves to those after it.

The order is that of SPEC 4.0: a denied column two line needs no coverage, an invalid code has no row in
any table. The code editor reads no POA indicator, so that a missing one takes nothing from it. An edit
does not speak of what one of an earlier stage rejected; it is reported as not evaluated, because of
which. Contractors order their own systems otherwise: the stages are data here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatch
from functools import cache
from typing import TYPE_CHECKING

from codinglab.model import Finding, Severity

if TYPE_CHECKING:
    from codinglab.validate.edit import Edit

STAGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("structure", ("structure/*",)),
    (
        "validity of codes",
        (
            "[!mp]*/invalid-*",
            "m[!c]*/invalid-*",
            "*/header-code",
            "*/seventh-character",
            "*/placeholder",
            "*/table-row",
        ),
    ),
    ("age and sex", ("demographic/*",)),
    ("conventions", ("icd10cm/*", "icd10pcs/*", "em/*")),
    ("code editor", ("mce/*", "oce/*", "poa/*")),
    ("unit limits", ("ncci/units-*", "ncci/ga-on-*")),
    ("procedure pairs", ("ncci/column-*",)),
    ("add-on codes", ("ncci/add-on-*",)),
    ("modifiers", ("ncci/*", "modifier/*")),
    ("national coverage", ("coverage/ncd-*",)),
    ("local coverage", ("coverage/*",)),
    ("an analyst's own", ("*",)),
)
_NAMES = (
    ("line", "line"),
    ("line", "other_line"),
    ("diagnosis", "diagnosis"),
    ("diagnosis", "other_diagnosis"),
    ("procedure", "procedure"),
)
KINDS = ("line", "diagnosis", "procedure")

Place = tuple[str, int]


@cache
def stage(edit_id: str) -> int:
    """The number of the stage that an edit belongs to: the first whose pattern fits.

    >>> stage("structure/no-diagnosis") < stage("ncci/units-above-mue") < stage("coverage/any")
    True
    """
    return next(
        number
        for number, (_, patterns) in enumerate(STAGES)
        if any(fnmatch(edit_id, pattern) for pattern in patterns)
    )


def in_order(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Edits by stage, then by id."""
    return tuple(sorted(edits, key=lambda one: (stage(one.id), one.id)))


def suppressed(
    findings: Sequence[Finding], edits: Mapping[str, Edit]
) -> tuple[tuple[Finding, ...], dict[tuple[str, Place], str]]:
    """The findings that stand; what each edit was not asked about, with the earlier one that rejected it.

    An edit is not asked about a rejected place of the kind it judges, nor where a finding of its own was
    dropped.

    Args:
        findings: of one claim, of all edits.
        edits: those that ran on it, by id.
    """
    rejected: dict[Place, str] = {}
    standing: list[Finding] = []
    unasked: dict[tuple[str, Place], str] = {}
    for found in sorted(findings, key=lambda one: (stage(one.edit), one.edit)):
        at = next((place for place in _places(found) if place in rejected), None)
        if at and _silences(rejected[at], found.edit):
            unasked[found.edit, at] = rejected[at]
            continue
        standing.append(found)
        if found.severity is Severity.FAIL and (place := _rejects(found)):
            rejected.setdefault(place, found.edit)
    for edit in edits.values():
        for place, earlier in rejected.items():
            if edit.judges == place[0] and _silences(earlier, edit.id):
                unasked[edit.id, place] = earlier
    return tuple(standing), unasked


def _silences(earlier: str, edit_id: str) -> bool:
    """Whether an edit is not asked about what another rejected. An analyst's own edits always are."""
    return stage(earlier) < stage(edit_id) and not edit_id.startswith("own/")


def _rejects(found: Finding) -> Place | None:
    """What a finding rejects: its line, diagnosis or procedure, not the other one of a pair."""
    return next(((kind, number) for kind in KINDS if (number := getattr(found, kind))), None)


def _places(found: Finding) -> list[Place]:
    return [(kind, number) for kind, name in _NAMES if (number := getattr(found, name))]
