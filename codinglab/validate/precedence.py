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
            "[!m]*/invalid-*",
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
    claim_id: str,
    findings: Sequence[Finding],
    edits: Mapping[str, Edit],
    missed: Mapping[NotEvaluated, Sequence[Sequence[Place]]],
) -> tuple[tuple[Finding, ...], tuple[NotEvaluated, ...]]:
    """The findings that stand, and what was not evaluated, for want of a table or because of a finding.

    What an earlier edit rejected is told once, as suppressed, and not for want of a table as well.

    Args:
        claim_id: the claim.
        findings: of one claim, of all edits.
        edits: those that ran on it, by id.
        missed: what the edits could not evaluate, each with the places of every time it was said.
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

    def is_rejected(one: NotEvaluated, places: Sequence[Place]) -> bool:
        judged = [place for place in places if place in rejected and place[0] == edits[one.edit].judges]
        return any(stage(rejected[place]) < stage(one.edit) for place in judged)

    told = [one for one, times in missed.items() if not all(is_rejected(one, places) for places in times)]
    return tuple(standing), (*told, *_unasked(claim_id, rejected, silenced, edits))


def _unasked(
    claim_id: str,
    rejected: Mapping[Place, str],
    silenced: Mapping[tuple[str, Place], str],
    edits: Mapping[str, Edit],
) -> Iterable[NotEvaluated]:
    """What the edits were not asked about: of their own kind, or where a finding of theirs was dropped."""
    for edit in edits.values():
        by: dict[str, list[Place]] = defaultdict(list)
        for place, earlier in rejected.items():
            later = stage(earlier) < stage(edit.id)
            if (edit.judges == place[0] and later) or (edit.id, place) in silenced:
                by[earlier].append(place)
        for earlier, places in by.items():
            reason = f"suppressed by {earlier}: {_written(places)}"
            yield NotEvaluated(claim_id, edit.id, edit.title, reason)


def _written(places: Iterable[Place]) -> str:
    """Places in words, runs of them together.

    >>> _written([("line", 1), ("line", 4), ("line", 2), ("line", 3), ("diagnosis", 2)])
    'diagnosis 2, line 1 to 4'
    """
    runs: list[list[Place]] = []
    for kind, number in sorted(places):
        if runs and runs[-1][-1] == (kind, number - 1):
            runs[-1].append((kind, number))
        else:
            runs.append([(kind, number)])
    return ", ".join(
        f"{run[0][0]} {run[0][1]}" + (f" to {run[-1][1]}" if len(run) > 1 else "") for run in runs
    )


def places_of(numbers: Mapping[str, int | None]) -> list[Place]:
    """The lines, diagnoses and procedures that a finding, or what could not be judged, concerns."""
    return [(kind, number) for kind, name in _NAMES if (number := numbers.get(name))]


def _rejects(found: Finding) -> Place | None:
    """What a finding rejects: its line, diagnosis or procedure, not the other one of a pair."""
    return next(((kind, number) for kind in _KINDS if (number := getattr(found, kind))), None)


def _places(found: Finding) -> list[Place]:
    return places_of({name: getattr(found, name) for _, name in _NAMES})
