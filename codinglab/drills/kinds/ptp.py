"""An NCCI pair of codes: which one is denied, and whether a modifier separates the two.

The column one code is taken for the dearer one, and modifiers that separate nothing (22, 51, 52, 76) for
those that do. Difficulty 1 shows the row; difficulty 2 asks for the row of the table in force; difficulty 3
adds a modifier to one of the lines.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from codinglab.drills.exercise import Draft, Option
from codinglab.drills.kind import Ask, DrillKind
from codinglab.drills.rows import Rows, rows_on
from codinglab.drills.services import BILLED_BY, TABLES, is_visit, service
from codinglab.model import Authority
from codinglab.validate.code_pairs import ASSOCIATED, DISTINCT

_SOURCE = "ncci-ptp-practitioner"
_NEVER_ACTIVE = 9
_EITHER_CODE_SINCE = date(2019, 7, 1)
_NOTHING = ("22", "51", "52", "76", "77")
_SEPARATE = ("59", "XE", "XS", "XU")
AUTHORITY = Authority("NCCI Policy Manual", "2026", "I.E")


def make(ask: Ask) -> Draft:
    """Draw a pair of the table in force, and the lines that it is billed in."""
    table = rows_on("ncci_ptp", ask.on, _SOURCE)
    row = ask.first(lambda: _row(ask, table))
    one, two = row["column1"], row["column2"]
    lines = [one, two]
    ask.random.shuffle(lines)
    modified, modifier = _modifier(ask, row) if ask.difficulty == 3 else ("", "")
    shown = " and ".join(
        f"{service(code, ask.on)}{f' with modifier {modifier}' if code == modified else ''}" for code in lines
    )
    told = (
        f"{TABLES[row['claim_type']]} table: column one {one}, column two {two}, indicator {row['indicator']}"
    )
    reading = f"The {told}.\n" if ask.difficulty == 1 else ""
    options, answer = _options(row, lines, ask, modified, modifier)
    return Draft(
        prompt=(
            f"On {ask.on} {BILLED_BY[row['claim_type']]} {shown} for one patient.\n{reading}"
            f"What does the NCCI edit of the {TABLES[row['claim_type']]} table say?"
        ),
        options=options,
        accepted=(answer,),
        explanation=(
            "Column one is paid and column two denied, whatever their prices. With indicator 1 an "
            "associated modifier (25 or 57 on a visit; a side, finger, toe, eyelid or coronary artery; 58, "
            "78, 79; 91; XE, XS, XP, XU, 59) separates the two when the record bears it out; with 0 none "
            "does."
        ),
        table=f"{table.edition_for(row['claim_type'])}, {told}, since {row['since']}",
        authority=AUTHORITY,
        section=AUTHORITY.section,
    )


def _row(ask: Ask, table: Rows) -> dict[str, Any] | None:
    """An active pair that the table holds one way round only; every fourth is of indicator 0."""
    wanted = ask.random.choice((0, 1, 1, 1))
    row = table.only(indicator=wanted).draw(ask.random)
    if row is None or row["column1"] == row["column2"]:
        return None
    turned = table.only(claim_type=row["claim_type"], column1=row["column2"], column2=row["column1"])
    same = table.only(claim_type=row["claim_type"], column1=row["column1"], column2=row["column2"])
    active = [one for one in same.all() if one["indicator"] != _NEVER_ACTIVE]
    return row if not len(turned) and len(active) == 1 else None


def _modifier(ask: Ask, row: dict[str, Any]) -> tuple[str, str]:
    """A modifier on one of the codes: one that may separate them, or one that never does."""
    one, two = row["column1"], row["column2"]
    if ask.random.random() < 0.5:
        visits = [code for code in (one, two) if is_visit(code)]
        if visits:
            return visits[-1], "25"
        return ask.random.choice((one, two)), ask.random.choice(_SEPARATE)
    return ask.random.choice((one, two)), ask.random.choice(_NOTHING)


def separated(row: dict[str, Any], modified: str, modifier: str, on: date) -> bool:
    """Whether a modifier on one of the codes separates a pair on a day."""
    if row["indicator"] != 1 or modifier not in ASSOCIATED:
        return False
    return modified == row["column2"] or modifier not in DISTINCT or on >= _EITHER_CODE_SINCE


def _options(
    row: dict[str, Any], lines: list[str], ask: Ask, modified: str, modifier: str
) -> tuple[tuple[Option, ...], str]:
    """The options, and the value of the right one."""
    two = row["column2"]
    why = f"Column two is {two}."
    if ask.difficulty != 2:
        paid = separated(row, modified, modifier, ask.on) if modifier else False
        options = [Option(f"{code} denied", f"{code} is denied", why) for code in lines]
        options.append(Option("none denied", "Neither is denied", _said(row, modifier)))
        if ask.difficulty == 3:
            options.append(
                Option("both denied", "Both are denied", "Column one is never denied by the pair.")
            )
        return tuple(options), "none denied" if paid else f"{two} denied"
    options = [
        Option(
            f"{code} denied, {value}",
            f"{code} is denied, and {text}",
            f"{why} Its indicator is {row['indicator']}.",
        )
        for code in lines
        for value, text in (
            ("modifier", "a modifier may separate them"),
            ("no modifier", "no modifier separates them"),
        )
    ]
    return tuple(options), f"{two} denied, {'modifier' if row['indicator'] == 1 else 'no modifier'}"


def _said(row: dict[str, Any], modifier: str) -> str:
    if not modifier:
        return "Nothing on the lines separates them."
    if row["indicator"] == 0:
        return "The indicator is 0: no modifier separates them."
    known = "an" if modifier in ASSOCIATED else "not an"
    return f"The indicator is 1, and {modifier} is {known} associated modifier."


KIND = DrillKind(
    name="ptp",
    title="NCCI pair",
    reads=("ncci_ptp",),
    source=_SOURCE,
    make=make,
)
