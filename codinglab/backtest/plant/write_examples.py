"""Write `reference/generate/examples.toml`: where edits fire on one another's examples, and on which days.

    python -m codinglab.backtest.plant.write_examples

Each example is tried on days of FY2026, then of its second half; where it does not fire on all of them, at
the same places, it keeps its own day. Read what has changed before it is committed: it is the truth of the
planted examples.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from codinglab.backtest.plant.examples import FILE, firing
from codinglab.backtest.plant.kind import FIRST, LAST
from codinglab.claims.days_moved import days_moved
from codinglab.model import Claim, Finding
from codinglab.validate.run import many_claims_engine, run

HALF = date(2026, 4, 1)
_TRIED = (0.0, 0.17, 0.36, 0.41, 0.58, 0.83, 1.0)
_HEAD = """\
# Written by: python -m codinglab.backtest.plant.write_examples. Read what changes before it is committed.
# edit, number: an example that the edit fires on. at: where. also: other edits that fire on the same claim.
# first, last: the days between which the claim may begin; without them it keeps its own day.
"""

Place = tuple[int | None, int | None, int | None]


def moved(claim: Claim, first: date) -> Claim:
    """The claim begun on another day, of a patient as many years and days after a birthday."""
    by = first - claim.from_date
    born = claim.patient.birth_date
    birthday = date(claim.from_date.year, born.month, min(born.day, 28) if born.month == 2 else born.day)
    new = birthday + by
    years = claim.from_date.year - born.year
    day = new.day if (new.month, new.day) != (2, 29) else 28
    patient = replace(claim.patient, birth_date=date(new.year - years, new.month, day))
    return replace(days_moved(claim, by), patient=patient)


def _days(claim: Claim, opens: date) -> list[date]:
    """The days that are tried from one on."""
    room = (LAST - (max(claim.through_date, claim.from_date) - claim.from_date) - opens).days
    return [opens + timedelta(days=round(room * share)) for share in _TRIED]


def tried() -> dict[str, Claim]:
    """Every example on its own day and on others, by an id of its own: "edit|number|window|turn"."""
    found: dict[str, Claim] = {}
    for edit, number, claim in firing():
        versions = {"own|0": claim}
        for name, opens in (("year", FIRST), ("half", HALF)):
            versions |= {f"{name}|{turn}": moved(claim, day) for turn, day in enumerate(_days(claim, opens))}
        for name, version in versions.items():
            key = f"{edit}|{number}|{name}"
            found[key] = replace(version, claim_id=key, patient=replace(version.patient, id=key))
    return found


def told() -> Iterator[str]:
    """The file's text, an entry at a time."""
    claims = tried()
    reports = run(many_claims_engine(), claims.values(), precedence=False)
    said: dict[tuple[str, int], dict[str, list[tuple[Finding, ...]]]] = defaultdict(lambda: defaultdict(list))
    for key in claims:
        edit, place, window, _ = key.split("|")
        said[edit, int(place)][window].append(tuple(reports[key].findings))
    yield _HEAD
    for (edit, number), windows in said.items():
        own = _places(windows["own"][0], edit)
        window = next(
            (name for name in ("year", "half") if all(_places(one, edit) == own for one in windows[name])),
            "own",
        )
        others = {one.edit for findings in (*windows["own"], *windows[window]) for one in findings} - {edit}
        yield _entry(edit, number, own, sorted(others), window)


def _places(findings: tuple[Finding, ...], edit: str) -> list[Place]:
    places = {(one.line, one.diagnosis, one.procedure) for one in findings if one.edit == edit}
    return sorted(places, key=str)


def _entry(edit: str, number: int, places: list[Place], others: list[str], window: str) -> str:
    names = ("line", "diagnosis", "procedure")
    at = ", ".join(
        "{"
        + ", ".join(f" {name} = {value}" for name, value in zip(names, place, strict=True) if value).strip()
        + "}"
        for place in places
    )
    rows = ["[[example]]", f'edit = "{edit}"', f"number = {number}", f"at = [{at}]"]
    rows.append("also = [" + ", ".join(f'"{other}"' for other in others) + "]")
    if window != "own":
        rows += [f"first = {FIRST if window == 'year' else HALF}", f"last = {LAST}"]
    return "\n".join(rows) + "\n"


def main() -> None:
    """Write the file."""
    FILE.write_text("\n".join(told()), encoding="utf-8")
    sys.stdout.write(f"{FILE} is written.\n")


if __name__ == "__main__":
    main()
