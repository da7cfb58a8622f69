"""Claim lines in any number, made from a table of NCCI pairs, and their hits by plain nested loops.

The loops are the proof of `ncci/column-two-code`: they share no code with it but the table, and follow
the NCCI Policy Manual, chapter I, section E, in the shortest way there is.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from codinglab.claims.tables import SCHEMAS
from codinglab.model import ClaimType

if TYPE_CHECKING:
    import pyarrow as pa

Hit = tuple[str, int, str, str, str, int]
SEED = 20260609
_SEPARATES = frozenset(
    "E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 TA T1 T2 T3 T4 T5 T6 T7 T8 T9 LT RT LC LD RC LM RI "
    "24 25 57 58 78 79 27 59 91 XE XS XP XU".split()
)
_DRAWN = "59 XS XE 25 RT LT F1 T9 91 22 50 76 77 TC JZ".split()
_SEEDED, _MARKED, _SPLIT = 0.4, 0.3, 0.2


def make_lines(pairs: pa.Table, count: int, first: date, last: date, seed: int = SEED) -> dict[str, pa.Table]:
    """Outpatient claim lines of days from `first` to `last`, as relations.

    Two to six lines meet a day; in two of five such groups two of them are a pair of the table, whether
    it holds that day or not. A third of the lines has a modifier, and a fifth of the groups is billed
    on two claims.
    """
    import pyarrow as pa

    chance = random.Random(seed)  # noqa: S311 (test data, to be made again alike)
    ones, twos = pairs.column("column1").to_pylist(), pairs.column("column2").to_pylist()
    codes = sorted({*ones, *twos})
    days = (last - first).days + 1
    lines: list[tuple[Any, ...]] = []
    marks: list[tuple[Any, ...]] = []
    kind = ClaimType.OUTPATIENT.value
    while len(lines) < count:
        group = len(lines)
        drawn = chance.choices(codes, k=chance.randint(2, 6))
        if chance.random() < _SEEDED:
            place = chance.randrange(len(ones))
            drawn[:2] = [ones[place], twos[place]]
        chance.shuffle(drawn)
        day = first + timedelta(days=chance.randrange(days))
        cut = len(drawn) // 2 if chance.random() < _SPLIT else len(drawn)
        for number, code in enumerate(drawn[: count - group]):
            claim, line = (f"c{group}", number + 1) if number < cut else (f"c{group}x", number - cut + 1)
            number_of_day = day.toordinal()
            served = f"p{group}|facility"
            row = (claim, kind, line, code, 1, day, day, number_of_day, number_of_day)
            lines.append((*row, "", "", 0.0, "", served, day))
            if chance.random() < _MARKED:
                marks.append((claim, kind, line, 1, chance.choice(_DRAWN)))
    return {
        name: pa.table([list(column) for column in zip(*rows, strict=True)], schema=SCHEMAS[name])
        for name, rows in (("line", lines), ("modifier", marks))
    }


def claims_of(relations: dict[str, pa.Table]) -> pa.Table:
    """The relation `claim` of claim lines, a row a claim, with what an extract cannot do without."""
    import pyarrow as pa

    lines = relations["line"]
    seen: dict[str, dict[str, Any]] = {}
    for claim, key, day in _rows(lines, "claim_id", "key", "since"):
        days = {"from_date": day, "through_date": day, "on": day, "first_day": day.toordinal()}
        patient = {"patient": key.split("|")[0], "sex": "F", "birth_date": date(1950, 1, 1)}
        seen.setdefault(
            claim, {"claim_id": claim, "claim_type": ClaimType.OUTPATIENT.value, **patient, **days}
        )
    return pa.Table.from_pylist(list(seen.values()), schema=SCHEMAS["claim"])


def plain_hits(relations: dict[str, pa.Table], pairs: pa.Table, first: date, last: date) -> set[Hit]:
    """What the pairs deny, of the days from `first` to `last`: claim, line, where, code, other, indicator."""
    held: dict[tuple[str, str], list[tuple[date, date, int]]] = defaultdict(list)
    for one, two, since, through, indicator in _rows(
        pairs, "column1", "column2", "since", "through", "indicator"
    ):
        if indicator != 9:
            held[one, two].append((since, through or date.max, indicator))
    marked = {
        (claim, line)
        for claim, line, modifier in _rows(relations["modifier"], "claim_id", "line", "modifier")
        if modifier in _SEPARATES
    }
    met: dict[tuple[str, date], list[tuple[str, int, str]]] = defaultdict(list)
    for claim, line, code, key, day in _rows(relations["line"], "claim_id", "line", "code", "key", "since"):
        met[key, day].append((claim, line, code))
    hits: set[Hit] = set()
    for (_, day), lines in met.items():
        if not first <= day <= last:
            continue
        for claim, line, code in lines:
            for other_claim, other_line, other_code in lines:
                for since, through, indicator in held.get((other_code, code), ()):
                    if not since <= day <= through or (claim, line) == (other_claim, other_line):
                        continue
                    if indicator == 1 and ({(claim, line), (other_claim, other_line)} & marked):
                        continue
                    where = f"line {other_line}" + (
                        "" if claim == other_claim else f" of claim {other_claim}"
                    )
                    hits.add((claim, line, where, code, other_code, indicator))
    return hits


def _rows(table: pa.Table, *names: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(table.column(name).to_pylist() for name in names), strict=True)
