"""Which edits are asked first, and what an edit that fired leaves to those after it.

The order is that of SPEC 4.0: a denied column two line needs no coverage, an invalid code has no row in
any table. An edit does not speak of what one of an earlier stage rejected; it is reported as not
evaluated, because of which. Contractors order their own systems otherwise: the stages are data here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatch
from functools import cache
from typing import TYPE_CHECKING

from codinglab.model import Finding, NotEvaluated, Severity

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
    ("conventions", ("icd10cm/*", "icd10pcs/*", "poa/*", "em/*")),
    ("code editor", ("mce/*", "oce/*")),
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
_KINDS = ("line", "diagnosis", "procedure")

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
    claim_id: str, findings: Sequence[Finding], edits: Mapping[str, Edit]
) -> tuple[tuple[Finding, ...], tuple[NotEvaluated, ...]]:
    """The findings that stand, and the edits that were not asked about what an earlier one rejected.

    Args:
        claim_id: the claim.
        findings: of one claim, of all edits.
        edits: those that ran on it, by id.
    """
    rejected: dict[Place, str] = {}
    standing: list[Finding] = []
    silenced: dict[tuple[str, Place], str] = {}
    for found in sorted(findings, key=lambda one: (stage(one.edit), one.edit)):
        at = next((place for place in _places(found) if place in rejected), None)
        if at and stage(rejected[at]) < stage(found.edit):
            silenced[found.edit, at] = rejected[at]
            continue
        standing.append(found)
        if found.severity is Severity.FAIL and (place := _rejects(found)):
            rejected.setdefault(place, found.edit)
    return tuple(standing), tuple(_unasked(claim_id, rejected, silenced, edits))


def _unasked(
    claim_id: str,
    rejected: Mapping[Place, str],
    silenced: Mapping[tuple[str, Place], str],
    edits: Mapping[str, Edit],
) -> Iterable[NotEvaluated]:
    """What the edits were not asked about: of their own kind, or where a finding of theirs was dropped."""
    for edit in edits.values():
        by: dict[str, list[str]] = defaultdict(list)
        for place, earlier in rejected.items():
            later = stage(earlier) < stage(edit.id)
            if (edit.judges == place[0] and later) or (edit.id, place) in silenced:
                by[earlier].append(f"{place[0]} {place[1]}")
        for earlier, places in by.items():
            reason = f"suppressed by {earlier}: {', '.join(places)}"
            yield NotEvaluated(claim_id, edit.id, edit.title, reason)


def _rejects(found: Finding) -> Place | None:
    """What a finding rejects: its line, diagnosis or procedure, not the other one of a pair."""
    return next(((kind, number) for kind in _KINDS if (number := getattr(found, kind))), None)


def _places(found: Finding) -> list[Place]:
    return [(kind, number) for kind, name in _NAMES if (number := getattr(found, name))]
