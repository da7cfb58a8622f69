"""Further test vectors, made of an edit's examples: other days, other claim, other setting.

Nobody has said what these must give: their outcome is what the edit gives here. They hold an implementation
to the edit as it is, not the edit to the rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from codinglab.backtest.hand_over.vectors import FIRES, Expected, Judge, Vector, vector
from codinglab.backtest.hand_over.version import end, starts
from codinglab.claims.days_moved import days_moved
from codinglab.model import Claim, ClaimType
from codinglab.validate.compile import Facts
from codinglab.validate.edit import Edit

BOUNDARY, HISTORY, SETTING, MISSING = "boundary day", "history line", "other setting", "missing data"
_FIRST_YEAR = 1980
_DAY = timedelta(days=1)


def derive(judge: Judge, own: Sequence[Vector], facts: Facts) -> tuple[Vector, ...]:
    """Make what can be made of the edit's own vectors.

    Args:
        judge: the edit, to be asked what tells most.
        own: its examples (`vectors.examples_of`).
        facts: the editions of the tables that it reads, of all claim types.
    """
    firing = [example for example in own if example.said == FIRES]
    one = judge.edit
    made = [*_boundaries(judge, [*firing, *own]), *_before_tables(one, firing, facts)]
    made += [*_histories(firing), *_settings(one, firing)]
    return tuple(
        vector(
            f"derived-{number:02}",
            one_made.claims,
            one_made.because,
            derived_from=one_made.derived_from,
            kind=one_made.kind,
        )
        for number, one_made in enumerate(made, start=1)
    )


def redated(claim: Claim, by: timedelta) -> Claim:
    """A claim with all its days moved, the birth date too, so that ages stay."""
    patient = replace(claim.patient, birth_date=claim.patient.birth_date + by)
    return replace(days_moved(claim, by), patient=patient)


def _moved(example: Vector, to: date, why: str, kind: str) -> Vector:
    """A vector whose last governing day is `to`."""
    last = max(
        day
        for claim in example.claims
        for day in (claim.governing_date(), *map(claim.governing_date, claim.lines))
    )
    claims = [redated(claim, to - last) for claim in example.claims]
    name = f"{example.name} {kind} {to}"
    return vector(name, claims, why, derived_from=example.name, kind=kind)


def _boundaries(judge: Judge, own: Sequence[Vector]) -> Iterator[Vector]:
    """The day before and the day that the logic begins or changes, where an example tells them apart."""
    one = judge.edit
    last = end(one)
    for day in (*starts(one), *([last] if last else ())):
        if day.year < _FIRST_YEAR:
            continue
        before, after = (
            ("the last day of the logic that is handed over", "the day after it")
            if day == last
            else (f"the day before the logic of {day} begins", f"the first day of the logic of {day}")
        )
        pairs = [
            (_moved(example, day - _DAY, before, BOUNDARY), _moved(example, day, after, BOUNDARY))
            for example in own
        ]
        said = judge.ask({made.name: made for pair in pairs for made in pair}.values())
        best = max(pairs, key=lambda pair: _tells(said[pair[0].name], said[pair[1].name]))
        if _tells(said[best[0].name], said[best[1].name]):
            yield from best


def _tells(before: Expected, after: Expected) -> int:
    """How much a pair tells: most where a hit begins or ends, nothing where it stays."""
    return 0 if before.outcome == after.outcome else 1 + (FIRES in {before.outcome, after.outcome})


def _before_tables(one: Edit, firing: Sequence[Vector], facts: Facts) -> Iterator[Vector]:
    """The day before the first editions of the tables that are read."""
    begun: dict[date, list[str]] = {}
    for name in one.reads:
        begun.setdefault(min(edition.period.since for edition in facts[name]), []).append(name)
    for first, names in begun.items() if firing else ():
        if first.year >= _FIRST_YEAR:
            why = f"the day before the first edition of {' and '.join(names)} that is here"
            yield _moved(firing[0], first - _DAY, why, MISSING)


def _histories(firing: Sequence[Vector]) -> Iterator[Vector]:
    """The lines of one claim on two claims of the patient."""
    for example in firing:
        claim = example.claims[0]
        if claim.claim_type is not ClaimType.INPATIENT and len(claim.lines) > 1:
            claims = [replace(claim, lines=claim.lines[-1:]), replace(claim, lines=claim.lines[:-1])]
            why = f"the last line of {example.name} on one claim, the lines before it on another"
            yield Vector("", tuple(claims), why, derived_from=example.name, kind=HISTORY)
            return


def _settings(one: Edit, firing: Sequence[Vector]) -> Iterator[Vector]:
    """The same claim as one of a type that the edit does not judge."""
    for kind in ClaimType:
        if firing and kind not in one.applies_to:
            claim = replace(firing[0].claims[0], claim_type=kind)
            if kind is ClaimType.INPATIENT and claim.admission_date is None:
                claim = replace(claim, admission_date=claim.from_date)
            why = f"{firing[0].name} as {kind.value} claim, which the edit does not judge"
            yield Vector("", (claim,), why, derived_from=firing[0].name, kind=SETTING)
            return
