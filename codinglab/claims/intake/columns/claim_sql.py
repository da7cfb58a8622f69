"""Claims and lines of a bucket in SQL: the values of their relations, and the checks on them.

What is derived is as `codinglab.claims.tables.claim_rows` derives it. Texts are named r_… beside the values
made of them, so that a fault can be shown as it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from codinglab.claims.extract.duck import quoted
from codinglab.claims.intake.columns.mapping import Mapping, TableMapping
from codinglab.claims.intake.columns.names import LONG_TEXT
from codinglab.claims.intake.columns.stage import PER_LINE, of_claim, physical
from codinglab.claims.intake.columns.values import (
    Check,
    Value,
    any_wrong,
    bill_type_claim,
    code,
    day,
    money,
    padded,
    plain_text,
    staged,
    whole,
    word,
)

NOTHING = "NULL::VARCHAR"
_TEXTS = ("patient", "provider", "specialty", "group", "facility", "contractor", "note_title", "note")
_CODED = ("claim_type", "sex", "discharge_status", "bill_type", "admitting", "frequency", "original")
_DAYS = ("birth_date", "from_date", "through_date", "admission_date")
OF_LINE = (
    *("line", "code", "units", "since", "through", "place_of_service", "revenue_code", "charge"),
    *("allowed", "paid", "denied_by"),
)
_LONGEST = 200
_LONGEST_NOTE = 1_000_000
_MOST_LINES = 99_999

_NO_CLAIM = (
    Check("claim_id", "id = ''", "empty; every row needs the id of its claim"),
    Check("claim_id", f"length(id) > {_LONGEST}", f"longer than {_LONGEST} characters"),
)
_CLAIM_NEEDS = (
    *_NO_CLAIM,
    Check("patient", "r_patient IS NULL", "empty; who the patient is must be known"),
    Check("birth_date", "r_birth_date IS NULL", "empty; edits on age need it"),
)


class _Texts:
    """The texts that the fields of a table are made of."""

    def __init__(self, table: TableMapping, mapping: Mapping, names: Iterable[str]) -> None:
        self._columns, self._defaults = physical(table), mapping.defaults
        self.names = tuple(names)

    def __getitem__(self, name: str) -> str:
        """SQL of a field's text, as a value is made of it."""
        return f"r_{name}" if name in self._columns or name in self._defaults else NOTHING

    def select(self, without_default: Sequence[str] = ()) -> str:
        """SQL that names all texts: of the column, else the default, else nothing."""
        return ", ".join(
            f"{self._said(name, name not in without_default)} AS r_{name}" for name in self.names
        )

    def _said(self, name: str, with_default: bool) -> str:
        default = quoted(self._defaults[name]) if name in self._defaults and with_default else ""
        if name not in self._columns:
            return f"{default}::VARCHAR" if default else NOTHING
        return f"coalesce({staged(name)}, {default})" if default else staged(name)


def claims_select(table: TableMapping, mapping: Mapping) -> tuple[str, list[Check]]:
    """SQL of the claims of a bucket out of the heads `h`, and the checks behind `wrong`."""
    texts = _Texts(table, mapping, (*_TEXTS, *_CODED, *_DAYS))
    values = {
        name: plain_text(name, texts[name], longest=_LONGEST_NOTE if name in LONG_TEXT else _LONGEST)
        for name in _TEXTS
    }
    values["bill_type"] = padded("bill_type", texts["bill_type"], 4)
    values["claim_type"] = _claim_type(texts, values["bill_type"].sql, mapping)
    sex = word("sex", texts["sex"], mapping)
    values["sex"] = Value(f"coalesce({sex.sql}, 'U')", sex.checks)
    for name in _DAYS:
        values[name] = day(name, texts[name], table.dates.get(name, "YYYY-MM-DD"))
    values["discharge_status"] = padded("discharge_status", texts["discharge_status"], 2)
    values["admitting"] = code("admitting", texts["admitting"])
    values["frequency"] = Value(f"coalesce({texts['frequency']}, right({texts['bill_type']}, 1), '')")
    checks = [*_CLAIM_NEEDS, *(check for value in values.values() for check in value.checks)]
    return _select(
        values, checks, texts, f"(SELECT spot, id, {texts.select(('claim_type',))} FROM h)"
    ), checks


def _claim_type(texts: _Texts, bill_type: str, mapping: Mapping) -> Value:
    """By its word, else by the bill type, else the default."""
    said = word("claim_type", texts["claim_type"], mapping)
    kinds = [said.sql, bill_type_claim(bill_type)]
    if "claim_type" in mapping.defaults:
        kinds.append(quoted(mapping.defaults["claim_type"]))
    return Value(f"coalesce({', '.join(kinds)})", said.checks)


def lines_select(table: TableMapping, mapping: Mapping) -> tuple[str, list[Check]]:
    """SQL of the lines of a bucket out of `line`, and the checks behind `wrong`.

    A row on which every field of a line is blank is "empty": its claim has no lines.
    """
    columns = physical(table)
    texts = _Texts(table, mapping, (*OF_LINE, *PER_LINE))
    values = {
        "number": whole("line", texts["line"], least=1, most=_MOST_LINES),
        "code": code("code", texts["code"]),
        "units": whole("units", texts["units"]),
        "since": day("since", texts["since"], table.dates.get("since", "YYYY-MM-DD")),
        "through": day("through", texts["through"], table.dates.get("through", "YYYY-MM-DD")),
        "place_of_service": padded("place_of_service", texts["place_of_service"], 2),
        "revenue_code": padded("revenue_code", texts["revenue_code"], 4),
        "charge": money("charge", texts["charge"]),
        "allowed": money("allowed", texts["allowed"]),
        "paid": money("paid", texts["paid"]),
        "denied_by": plain_text("denied_by", texts["denied_by"]),
    }
    if texts["units"] == NOTHING:
        values["units"] = Value("1::INTEGER")
    values["charge"] = Value(f"coalesce({values['charge'].sql}, 0.0)", values["charge"].checks)
    checks = [*_line_needs(table), *(check for value in values.values() for check in value.checks)]
    held = [staged(name) for name in columns if not of_claim(table, name)]
    empty = " AND ".join(f"{one} IS NULL" for one in held) if mapping.main is table and held else "false"
    return _select(
        values,
        checks,
        texts,
        f'(SELECT spot, id, {texts.select(PER_LINE)}, {empty} AS "empty" FROM line)',
        '"empty"',
    ), checks


def _line_needs(table: TableMapping) -> tuple[Check, ...]:
    """What every line must have."""
    checks = [
        *_NO_CLAIM,
        Check(
            "code",
            'r_code IS NULL AND r_revenue_code IS NULL AND NOT "empty"',
            "empty, and the revenue_code too; a line needs one of them",
        ),
    ]
    if "line" in table.columns:
        checks.append(Check("line", 'r_line IS NULL AND NOT "empty"', "empty; the line needs its number"))
    if "units" in table.columns:
        reason = "empty; a whole number is expected, or say [defaults] units in the mapping"
        checks.append(Check("units", 'r_units IS NULL AND NOT "empty"', reason))
    return tuple(checks)


def _select(values: dict[str, Value], checks: list[Check], texts: _Texts, source: str, also: str = "") -> str:
    """SQL of values, with their texts and whether one is wrong."""
    told = [f'{value.sql} AS "{name}"' for name, value in values.items()]
    kept = [f"r_{name}" for name in texts.names]
    return (
        f"SELECT spot, id, {', '.join([*told, *kept, *([also] if also else [])])}, "
        f"{any_wrong(checks)} AS wrong FROM {source}"
    )


def served(by_line: bool) -> str:
    """SQL of whom a line's key names: `x` is the line, `c` its claim; as `claims.tables` has it.

    Args:
        by_line: whether lines have a provider of their own.
    """
    name = {one: f'coalesce(x.r_{one}, c."{one}")' if by_line else f'c."{one}"' for one in PER_LINE}
    pair = f"{name['group']} || '/' || {name['specialty']}"
    physician = f"coalesce(nullif({name['provider']}, ''), c.id)"
    facility = "coalesce(nullif(c.facility, ''), c.id)"
    return (
        f"CASE WHEN c.claim_type <> 'professional' THEN {facility} "
        f"WHEN {name['group']} <> '' AND {name['specialty']} <> '' THEN {pair} ELSE {physician} END"
    )
