"""Claims and lines of a bucket in SQL: the values of their relations, and the checks on them.

What is derived is as `codinglab.claims.tables.claim_rows` derives it.
"""

from __future__ import annotations

from collections.abc import Sequence

from codinglab.claims.intake.columns.mapping import Mapping, TableMapping
from codinglab.claims.intake.columns.names import LONG_TEXT
from codinglab.claims.intake.columns.stage import PER_LINE, of_claim, physical
from codinglab.claims.intake.columns.values import (
    Check,
    Value,
    bill_type_claim,
    code,
    day,
    mask,
    money,
    padded,
    plain_text,
    quoted,
    trimmed,
    whole,
    word,
)

_TEXTS = (
    "patient",
    "provider",
    "specialty",
    "group",
    "facility",
    "contractor",
    "original",
    "note_title",
    "note",
)
_LONGEST_NOTE = 1_000_000
_MOST_LINES = 99_999
NO_DAY = "CAST(NULL AS DATE)"


def _given(name: str, columns: dict[str, str], mapping: Mapping) -> str:
    """SQL of a field's text: its column, else its default, else NULL."""
    default = mapping.defaults.get(name)
    if name not in columns:
        return f"CAST({quoted(default)} AS VARCHAR)" if default is not None else "CAST(NULL AS VARCHAR)"
    column = trimmed(name)
    return f"coalesce({column}, {quoted(default)})" if default is not None else column


def _select(texts: dict[str, str], values: dict[str, Value], extra: Sequence[Check], source: str) -> str:
    """SQL of values and their mask over the texts of a source, which are named r_…"""
    raw = ", ".join(f"{sql} AS r_{name}" for name, sql in texts.items())
    checks = all_checks(values, extra)
    told = ", ".join(f'{value.sql} AS "{name}"' for name, value in values.items())
    kept = ", ".join(f"r_{name}" for name in texts)
    return f"SELECT spot, id, {told}, {kept}, {mask(checks)} AS wrong FROM (SELECT spot, id, {raw} FROM {source})"


def all_checks(values: dict[str, Value], extra: Sequence[Check]) -> list[Check]:
    """The checks of values, then others, in the order of their bits."""
    return [*extra, *(check for value in values.values() for check in value.checks)]


def claim_values(table: TableMapping, mapping: Mapping) -> tuple[dict[str, str], dict[str, Value]]:
    """The texts of a claim and the values made of them."""
    columns = physical(table)
    names = (*_TEXTS, "claim_type", "sex", "birth_date", "from_date", "through_date", "admission_date")
    texts = {
        name: _given(name, columns, mapping)
        for name in (*names, "discharge_status", "bill_type", "admitting", "frequency")
    }
    texts["claim_type"] = trimmed("claim_type") if "claim_type" in columns else "CAST(NULL AS VARCHAR)"
    values = {
        name: plain_text(name, f"r_{name}", longest=_LONGEST_NOTE if name in LONG_TEXT else 200)
        for name in _TEXTS
    }
    values["bill_type"] = padded("bill_type", "r_bill_type", 4)
    said = word("claim_type", "r_claim_type", mapping)
    kinds = [said.sql, bill_type_claim(values["bill_type"].sql)]
    if "claim_type" in mapping.defaults:
        kinds.append(quoted(mapping.defaults["claim_type"]))
    values["claim_type"] = Value(f"coalesce({', '.join(kinds)})", said.checks)
    sex = word("sex", "r_sex", mapping)
    values["sex"] = Value(f"coalesce({sex.sql}, 'U')", sex.checks)
    for name in ("birth_date", "from_date", "through_date", "admission_date"):
        values[name] = day(name, f"r_{name}", table.dates.get(name, "YYYY-MM-DD"))
    values["discharge_status"] = padded("discharge_status", "r_discharge_status", 2)
    values["admitting"] = code("admitting", "r_admitting")
    values["frequency"] = Value("coalesce(r_frequency, right(r_bill_type, 1), '')")
    return texts, values


CLAIM_CHECKS = (
    Check("claim_id", "id = ''", "empty; every row needs the id of its claim"),
    Check("claim_id", "length(id) > 200", "longer than 200 characters"),
    Check("patient", "r_patient IS NULL", "empty; who the patient is must be known"),
    Check("birth_date", "r_birth_date IS NULL", "empty; edits on age need it"),
)


def claims_select(table: TableMapping, mapping: Mapping) -> tuple[str, list[Check]]:
    """SQL of the claims of a bucket out of `head`, and the checks behind their mask."""
    texts, values = claim_values(table, mapping)
    return _select(texts, values, CLAIM_CHECKS, "head"), all_checks(values, CLAIM_CHECKS)


def line_values(table: TableMapping, mapping: Mapping) -> tuple[dict[str, str], dict[str, Value]]:
    """The texts of a line and the values made of them."""
    columns = physical(table)
    of_line = ("line", "code", "units", "since", "through", "place_of_service", "revenue_code", "charge")
    of_line += ("allowed", "paid", "denied_by")
    texts = {name: _given(name, columns, mapping) for name in of_line}
    texts |= {name: trimmed(name) if name in columns else "NULL::VARCHAR" for name in PER_LINE}
    values = {
        "number": whole("line", "r_line", least=1, most=_MOST_LINES),
        "code": code("code", "r_code"),
        "units": whole("units", "r_units"),
        "since": day("since", "r_since", table.dates.get("since", "YYYY-MM-DD")),
        "through": day("through", "r_through", table.dates.get("through", "YYYY-MM-DD")),
        "place_of_service": padded("place_of_service", "r_place_of_service", 2),
        "revenue_code": padded("revenue_code", "r_revenue_code", 4),
        "charge": money("charge", "r_charge"),
        "allowed": money("allowed", "r_allowed"),
        "paid": money("paid", "r_paid"),
        "denied_by": plain_text("denied_by", "r_denied_by"),
    }
    units = values["units"]
    if "units" not in columns and "units" not in mapping.defaults:
        values["units"] = Value("1::INTEGER", units.checks)
    values["charge"] = Value(f"coalesce({values['charge'].sql}, 0.0)", values["charge"].checks)
    return texts, values


def line_checks(table: TableMapping) -> tuple[Check, ...]:
    """What every line must have."""
    columns = table.columns
    checks = [
        Check("claim_id", "id = ''", "empty; every row needs the id of its claim"),
        Check(
            "code",
            'r_code IS NULL AND r_revenue_code IS NULL AND NOT "empty"',
            "empty, and the revenue_code too; a line needs one of them",
        ),
    ]
    if "line" in columns:
        checks.append(Check("line", 'r_line IS NULL AND NOT "empty"', "empty; the line needs its number"))
    if "units" in columns:
        reason = "empty; a whole number is expected, or say [defaults] units in the mapping"
        checks.append(Check("units", 'r_units IS NULL AND NOT "empty"', reason))
    return tuple(checks)


def lines_select(table: TableMapping, mapping: Mapping) -> tuple[str, list[Check]]:
    """SQL of the lines of a bucket out of `line`, and the checks behind their mask."""
    texts, values = line_values(table, mapping)
    checks = line_checks(table)
    raw = ", ".join(f"{sql} AS r_{name}" for name, sql in texts.items())
    held = [trimmed(name) for name in physical(table) if not of_claim(table, name)]
    empty = " AND ".join(f"{one} IS NULL" for one in held) if mapping.main is table and held else "false"
    told = ", ".join(f'{value.sql} AS "{name}"' for name, value in values.items())
    kept = ", ".join(f"r_{name}" for name in texts)
    found = all_checks(values, checks)
    return (
        f'SELECT spot, id, {told}, {kept}, "empty", {mask(found)} AS wrong FROM '
        f'(SELECT spot, id, {raw}, {empty} AS "empty" FROM line)'
    ), found


def served(columns: bool) -> str:
    """SQL of whom a line's key names: `l` is the line, `c` its claim; as `claims.tables` has it."""
    name = {one: f'coalesce(l.r_{one}, c."{one}")' if columns else f'c."{one}"' for one in PER_LINE}
    pair = f"{name['group']} || '/' || {name['specialty']}"
    physician = f"coalesce(nullif({name['provider']}, ''), c.id)"
    facility = "coalesce(nullif(c.facility, ''), c.id)"
    return (
        f"CASE WHEN c.claim_type <> 'professional' THEN {facility} "
        f"WHEN {name['group']} <> '' AND {name['specialty']} <> '' THEN {pair} ELSE {physician} END"
    )
