"""Units against the medically unlikely edit: what is paid, what is denied, and what helps.

Only the units above the limit are thought to be lost, and two lines to be counted each alone. Difficulty 1
has one line; difficulty 2 two lines, on which the adjudication indicator decides, and limits of 0; difficulty
3 lines that span days, and what may still be done about a denial.
"""

from __future__ import annotations

from typing import Any

from codinglab.drills.exercise import Draft, Option
from codinglab.drills.kind import Ask, DrillKind
from codinglab.drills.rows import Rows, rows_on
from codinglab.drills.services import BILLED_BY, TABLES, service
from codinglab.model import Authority

_SOURCE = "ncci-mue-practitioner"
_INDICATORS = {
    1: "1: each line is judged alone, and a line above the limit is denied whole",
    2: "2: a limit by policy; all lines of the day are added up, and nothing overrides it",
    3: "3: a limit by clinical benchmarks; all lines of the day are added up, and records may be shown",
}
_HELP = {
    1: (
        "separate lines",
        "Separate lines, each with a true modifier, may be paid: each is judged alone",
    ),
    2: ("nothing", "Nothing: no contractor may override the limit"),
    3: ("records", "The records, on appeal: the contractor may pay units that were given and needed"),
}
_RARELY_ONE = 0.8
_ABN = Option(
    "notice", "An advance notice: the patient pays", "An MUE denial is never shifted to the patient."
)
AUTHORITY = Authority("NCCI Policy Manual", "2026", "I.V")


def make(ask: Ask) -> Draft:
    """Draw a limit of the table in force, and units on both sides of it."""
    table = rows_on("ncci_mue", ask.on, _SOURCE)
    zero = ask.difficulty == 2 and ask.random.random() < 0.2
    row = ask.first(lambda: _row(ask, table, zero=zero))
    if ask.difficulty == 3 and ask.random.random() < 0.5:
        units, options, answer = [row["mue"] + 1], (*(Option(*help_) for help_ in _HELP.values()), _ABN), ""
        answer, asked = _HELP[row["mai"]][0], "The day's units are above the limit and denied. What may help?"
        lines = f"{units[0]} units on one line"
    else:
        lines, options, answer = _lines(ask, row)
        asked = "What does the edit say?"
    edition = table.edition_for(row["claim_type"])
    limit = f"MUE {row['mue']}, adjudication indicator {row['mai']}"
    return Draft(
        prompt=(
            f"On {ask.on} {BILLED_BY[row['claim_type']]} {service(row['code'], ask.on)}: {lines}.\n"
            f"The {TABLES[row['claim_type']]} table says: {limit}.\n{asked}"
        ),
        options=ask.mixed(options),
        accepted=(answer,),
        explanation=(
            f"Indicator {_INDICATORS[row['mai']]}. No units are paid in part up to a limit, "
            "and a limit of 0 pays none. Units of a line that spans days are divided by the days and rounded."
        ),
        table=f"{edition}, {TABLES[row['claim_type']]} table: {row['code']}, {limit}",
        authority=AUTHORITY,
        section=AUTHORITY.section,
    )


def _row(ask: Ask, table: Rows, *, zero: bool) -> dict[str, Any] | None:
    """A limit; of every two one is drawn so that each indicator comes as often as the others."""
    alike = ask.random.random() < 0.5
    row = (table.only(mai=ask.random.choice(table.values("mai"))) if alike else table).draw(ask.random)
    if row is None or row["mai"] not in _INDICATORS or (row["mue"] == 0) != zero:
        return None
    if ask.difficulty == 2 and row["mue"] == 1 and ask.random.random() < _RARELY_ONE:
        return None
    return row if len(table.only(claim_type=row["claim_type"], code=row["code"])) == 1 else None


def _lines(ask: Ask, row: dict[str, Any]) -> tuple[str, tuple[Option, ...], str]:
    """What is billed, the options, and the value of the right one."""
    limit = row["mue"]
    if ask.difficulty == 1 or limit == 0:
        units = _around(ask, max(limit, 1))
        return f"{_units(units)} on one line", _single(limit), "none denied" if units <= limit else "denied"
    if ask.difficulty == 2:
        return _two(ask, row)
    days = ask.random.choice((3, 5, 7))
    units = max(1, days * limit + ask.random.choice((-2, -1, 1, 2, days // 2, days // 2 + 1, days)))
    counted = (2 * units + days) // (2 * days)
    told = f"{_units(units)} on one line that spans {days} days, beginning on that day"
    return told, _single(limit), "none denied" if counted <= limit else "denied"


def _two(ask: Ask, row: dict[str, Any]) -> tuple[str, tuple[Option, ...], str]:
    """Two lines of the code on one day."""
    limit = row["mue"]
    if row["mai"] == 1:
        first, second = _around(ask, limit), ask.random.randint(1, max(1, limit))
        answer = "none denied" if first <= limit else "first denied"
    else:
        total = max(2, _around(ask, limit))
        first = ask.random.randint(1, total - 1)
        second = total - first
        answer = "none denied" if total <= limit else "denied"
    options = (
        Option("none denied", "Neither line is denied", f"The limit is {limit}."),
        Option("denied", "Both lines are denied", f"The indicator is {row['mai']}."),
        Option(
            "first denied", "The first line is denied, the second is not", f"The indicator is {row['mai']}."
        ),
        Option(
            "second denied", "The second line is denied, the first is not", "76 changes nothing in the count."
        ),
        Option("above denied", "Only the units above the limit are denied", "No units are paid in part."),
    )
    told = f"{_units(first)} on one line and {_units(second)} on another with modifier 76"
    return told, options, answer


def _single(limit: int) -> tuple[Option, ...]:
    return (
        Option("none denied", "Nothing is denied", f"The limit is {limit}."),
        Option("denied", "The whole line is denied", f"The limit is {limit}."),
        Option("above denied", "Only the units above the limit are denied", "No units are paid in part."),
    )


def _around(ask: Ask, limit: int) -> int:
    """Units just below a limit, at it, or above it."""
    return max(1, limit + ask.random.choice((-1, 0, 0, 1, 2)))


def _units(number: int) -> str:
    return f"{number} unit{'s' if number > 1 else ''}"


KIND = DrillKind(
    name="mue",
    title="Units and the MUE",
    reads=("ncci_mue",),
    source=_SOURCE,
    make=make,
)
