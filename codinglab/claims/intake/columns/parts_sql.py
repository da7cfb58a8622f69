"""Lists of a bucket in SQL: diagnoses, procedures, condition codes, modifiers and pointers, one row each."""

from __future__ import annotations

from codinglab.claims.extract.duck import quoted
from codinglab.claims.intake.columns.as_text import LIST_MARK
from codinglab.claims.intake.columns.mapping import Mapping, TableMapping
from codinglab.claims.intake.columns.names import LISTS
from codinglab.claims.intake.columns.stage import physical
from codinglab.claims.intake.columns.values import (
    Check,
    code_sql,
    day,
    not_code_sql,
    staged,
    whole,
    word,
)

_SEPARATORS = f" *[,;|:/^{LIST_MARK}] *| +"
_MOST_POINTED = 50
NO_TEXT = "CAST(NULL AS VARCHAR)"
EMPTY = (
    "SELECT 0::BIGINT AS spot, ''::VARCHAR AS id, 0::INTEGER AS position, ''::VARCHAR AS r_code, "
    "''::VARCHAR AS r_other WHERE false"
)


def listed(table: TableMapping, source: str, name: str, other: str = "", *, size: int = 0) -> str:
    """SQL of the values of a list: (spot, id, position, r_code, r_other), blanks left out.

    A value keeps the number of its place, also behind a blank one: dx1 stays the principal diagnosis, and
    pointers stay right. Modifiers and pointers (lists of a line) close up later.

    Args:
        table: where the list is mapped.
        source: the staged table.
        name: the list.
        other: a list that goes beside it (poa beside diagnoses).
        size: characters of a value in one column without separators; 0 for any number.
    """
    columns = _columns(table, name)
    beside = _columns(table, other) if other else []
    if isinstance(table.columns[name], str):
        return _one_column(table, source, columns[0], (name, size), other if beside else "")
    parts = []
    for number, column in enumerate(columns, start=1):
        if not beside:
            with_it = NO_TEXT
        elif len(beside) > 1 or other == "procedure_dates":
            with_it = (
                beside[min(number, len(beside)) - 1]
                if other == "procedure_dates" or number <= len(beside)
                else NO_TEXT
            )
        else:
            with_it = f"({_split(beside[0], table.separators.get(other), 1)})[{number}]"
        parts.append(
            f"SELECT spot, id, {_place(name, columns, number)}::INTEGER AS position, {column} AS r_code, "
            f"nullif(trim({with_it}), '') AS r_other FROM {source} WHERE {column} IS NOT NULL"
        )
    return " UNION ALL ".join(parts)


def _one_column(table: TableMapping, source: str, column: str, what: tuple[str, int], other: str) -> str:
    """SQL of a list that is one column: each different text is taken apart once."""
    name, size = what
    cut = _split("said", table.separators.get(name), size)
    if name == "pointers" and name not in table.separators:
        cut = f"CASE WHEN regexp_full_match(said, '[A-La-l]+') THEN string_split(said, '') ELSE {cut} END"
    closed = f"list_filter({cut}, lambda one: trim(one) <> '')" if LISTS[name] == "line" else cut
    apart = (
        f"SELECT said, unnest(cut) AS v, generate_subscripts(cut, 1) AS position "
        f"FROM (SELECT said, {closed} AS cut FROM "
        f"(SELECT DISTINCT {column} AS said FROM {source} WHERE {column} IS NOT NULL))"
    )
    beside = NO_TEXT
    if other:
        others = [f"s.{one}" for one in _columns(table, other)]
        one_text = isinstance(table.columns[other], str)
        values = _split(others[0], table.separators.get(other), int(other == "poa"))
        beside = f"({values})[position]" if one_text else f"[{', '.join(others)}][position]"
    return (
        "SELECT s.spot, s.id, position::INTEGER AS position, nullif(trim(v), '') AS r_code, "
        f"nullif(trim({beside}), '') AS r_other FROM {source} AS s "
        f"JOIN ({apart}) AS a ON s.{column} = a.said WHERE trim(v) <> ''"
    )


def _place(name: str, columns: list[str], number: int) -> str:
    """SQL of a value's place in its list: the column's, but modifiers and pointers close up."""
    before = columns[: number - 1]
    if LISTS[name] != "line" or not before:
        return str(number)
    return "1 + " + " + ".join(f"({one} IS NOT NULL)::INTEGER" for one in before)


def _columns(table: TableMapping, name: str) -> list[str]:
    return [staged(one) for one in physical(table) if one.rpartition("_")[0] == name]


def _split(text: str, separator: str | None, size: int) -> str:
    """SQL of a text's values as a DuckDB list, blanks in their places."""
    pieces = f"regexp_extract_all({text}, '.{{1,{size or 1}}}')"
    if separator == "":
        return pieces
    if separator is not None:
        return f"string_split({text}, {quoted(separator)})"
    split = f"regexp_split_to_array({text}, '{_SEPARATORS}')"
    if not size:
        return split
    bare = f"NOT regexp_matches({text}, '{_SEPARATORS}')"
    return f"CASE WHEN {bare} AND length({text}) > {size} THEN {pieces} ELSE {split} END"


def rows_of(table: TableMapping, source: str, other: str = "") -> str:
    """SQL of a table with a row a value: (spot, id, position, r_code, r_other), with r_position as it was."""
    columns = physical(table)
    beside = staged(other) if other in columns else NO_TEXT
    position = staged("position") if "position" in columns else NO_TEXT
    number = whole("position", "r_position").sql if "position" in columns else _in_order()
    return (
        f"SELECT spot, id, {number}::INTEGER AS position, r_code, r_other, r_position FROM "
        f"(SELECT spot, id, {staged('code')} AS r_code, {beside} AS r_other, {position} AS r_position "
        f"FROM {source})"
    )


def _in_order() -> str:
    return "row_number() OVER (PARTITION BY id ORDER BY spot)"


def row_checks(table: TableMapping) -> tuple[Check, ...]:
    """What a row of a table of diagnoses, procedures or condition codes must have."""
    checks = [
        Check("claim_id", "id = ''", "empty; every row needs the id of its claim"),
        Check("code", "r_code IS NULL", "empty; the row needs its code"),
    ]
    if "position" in table.columns:
        wrong = "NOT coalesce(position BETWEEN 1 AND 999, false)"
        checks.append(Check("position", wrong, "a whole number from 1 to 999 is expected", "r_position"))
    return tuple(checks)


def diagnosis_checks(field: str, poa: str, mapping: Mapping) -> tuple[str, tuple[Check, ...]]:
    """SQL of a diagnosis' poa, and the checks of a diagnosis."""
    said = word("poa", "r_other", mapping)
    wrong = not_code_sql(code_sql("r_code"), 8)
    return f"coalesce({said.sql}, '')", (
        Check(
            field, wrong, "no diagnosis code: letters and digits, 8 at most, with or without dot", "r_code"
        ),
        Check(poa, said.checks[0].wrong, "no POA indicator: Y, N, U, W or nothing is expected", "r_other"),
    )


def procedure_checks(field: str, dates: str, written: str) -> tuple[str, tuple[Check, ...]]:
    """SQL of a procedure's day, and the checks of a procedure."""
    value = day(dates, "r_other", written)
    return value.sql, (
        Check(
            field,
            not_code_sql("upper(r_code)", 8),
            "no procedure code: letters and digits, 8 at most",
            "r_code",
        ),
        Check(dates, "r_other IS NULL", "empty; a procedure needs its day", "r_code"),
        *value.checks,
    )


MODIFIER_CHECKS = (
    Check(
        "modifiers",
        "NOT regexp_full_match(upper(r_code), '[A-Z0-9]{2}')",
        "no modifier: two letters or digits are expected",
        "r_code",
    ),
)
CONDITION_CHECKS = (
    Check(
        "conditions",
        "NOT regexp_full_match(upper(r_code), '[A-Z0-9]{1,2}')",
        "no condition code: two letters or digits are expected",
        "r_code",
    ),
)
POINTED = (
    "CASE WHEN regexp_full_match(r_code, '[A-La-l]') THEN ascii(upper(r_code)) - 64 "
    "WHEN regexp_full_match(r_code, '[0-9]{1,2}') THEN CAST(r_code AS INTEGER) END"
)
POINTER_CHECKS = (
    Check(
        "pointers",
        f"NOT coalesce(({POINTED}) BETWEEN 1 AND {_MOST_POINTED}, false)",
        "no pointer: numbers such as 1,2 or letters such as AB are expected; digits without commas need "
        '[tables.separators] pointers = "" in the mapping',
        "r_code",
    ),
)
