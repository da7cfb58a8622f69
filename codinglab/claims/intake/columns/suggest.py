"""Suggest a mapping: columns known by their names, days and lists by a sample of their values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, replace

from codinglab.claims.intake.columns.chunk import TableSource
from codinglab.claims.intake.columns.mapping import Mapping, Row, TableMapping, TextFile
from codinglab.claims.intake.columns.names import LISTS, ROWS, fields_of, is_list, known, plain
from codinglab.claims.intake.columns.sampled import with_formats
from codinglab.claims.intake.columns.text_file import CsvTable
from codinglab.model import InvalidInputError

_LINE_MARKS = ("line", "code", "revenue_code", "modifiers", "units")
_OF_CLAIM = re.compile(r"^(statement|stmt|claim|clm|header|admi|discharge)")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A mapping that was told by the columns' names.

    Attributes:
        mapping: what was recognised.
        unmapped: table -> its columns that are nothing known.
        faults: what is missing, and what only a person can say.
    """

    mapping: Mapping
    unmapped: dict[str, tuple[str, ...]]
    faults: tuple[str, ...]


def suggested(
    sources: MappingOf[str, TableSource], *, defaults: MappingOf[str, str] | None = None
) -> Suggestion:
    """Suggest what the columns of tables are."""
    given = dict(defaults or {})
    if len(sources) == 1:
        name, source = next(iter(sources.items()))
        rows: Row = "line" if _looks_like_lines(source.columns) else "claim"
        tables = [TableMapping(rows, _columns(source.columns, rows), name)]
    else:
        tables = [
            TableMapping(rows, _columns(sources[name].columns, rows), name)
            for name, rows in _roles(sources).items()
        ]
    tables = _each_field_once(tables)
    text = next((one.text for one in sources.values() if isinstance(one, CsvTable)), TextFile())
    mapping = Mapping(tuple(tables), text, given)
    unmapped = {
        table.name: tuple(one for one in sources[table.name].columns if one not in table.used())
        for table in tables
    }
    for name in sources.keys() - unmapped.keys():
        unmapped[name] = sources[name].columns
    mapping, questions = with_formats(mapping, sources)
    return Suggestion(mapping, unmapped, (*missing(mapping), *questions))


def missing(mapping: Mapping) -> tuple[str, ...]:
    """What a mapping needs and lacks, each as a sentence."""
    there = {name for table in mapping.tables for name in table.columns} | mapping.defaults.keys()
    main, lines = mapping.main, mapping.table("line")
    has = {*main.columns, *mapping.defaults}
    told = [f"no column is the {name}" for name in ("patient", "birth_date") if name not in has]
    if not has & {"claim_type", "bill_type"}:
        told.append("no column tells the claim_type, and none is the bill_type; if all are alike, say --type")
    if "from_date" not in has and not (lines and "since" in lines.columns):
        told.append("no column is the from_date of the claim, and none the date of the line (since)")
    if lines and not there & {"code", "revenue_code"}:
        told.append("the lines have neither a code nor a revenue_code")
    for table in mapping.tables:
        if "claim_id" not in table.columns:
            told.append(f"no column of {table.name or 'the table'} is the claim_id")
        if table.rows in ("diagnosis", "procedure", "condition") and "code" not in table.columns:
            told.append(f"no column of {table.name} is the code")
        if table.rows == "procedure" and "date" not in table.columns:
            told.append(f"no column of {table.name} is the date")
    if "procedures" in main.columns and "procedure_dates" not in main.columns:
        told.append("the procedures have no procedure_dates")
    return tuple(told)


def _columns(columns: Iterable[str], rows: str) -> dict[str, str | tuple[str, ...]]:
    """Field -> column of one table."""
    by_name = {plain(column): column for column in reversed(list(columns))}
    taken: set[str] = set()
    found: dict[str, str | tuple[str, ...]] = {}
    for name in fields_of(rows):
        if is_list(rows, name) and (several := _numbered(name, by_name)):
            found[name] = several
            taken.update(several)
    for name in fields_of(rows):
        if not is_list(rows, name) and (column := _first(_names(name, rows), by_name, taken)):
            found[name] = column
            taken.add(column)
    for name in fields_of(rows):
        if is_list(rows, name) and name not in found and (column := _first(_wholes(name), by_name, taken)):
            found[name] = column
            taken.add(column)
    if rows == "line" and "since" not in found and "from_date" in found:
        _dates_to_lines(found)
    return {name: found[name] for name in fields_of(rows) if name in found}


def _dates_to_lines(found: dict[str, str | tuple[str, ...]]) -> None:
    """Have "from" and "to" be days of the line, where each row is a line and has no other."""
    if not _OF_CLAIM.match(plain(str(found["from_date"]))):
        found["since"] = found.pop("from_date")
        if "through_date" in found and "through" not in found:
            found["through"] = found.pop("through_date")


def _names(name: str, rows: str) -> list[str]:
    names = known()["names"]
    if name == "claim_id":
        return list(names["claim"]["claim_id"])
    return list(names[rows].get(name) or names["claim"].get(name, ()))


def _wholes(name: str) -> list[str]:
    first = known()["first"].get(name, [])
    return [*known()["whole"][name], *first]


def _first(names: Iterable[str], by_name: dict[str, str], taken: set[str]) -> str:
    return next((by_name[name] for name in names if name in by_name and by_name[name] not in taken), "")


def _numbered(name: str, by_name: dict[str, str]) -> tuple[str, ...]:
    """Columns dx1, dx2, ... of a list in the order of their numbers; none when there are none."""
    best: dict[int, str] = {}
    for pattern in known()["lists"][LISTS[name]][name]:
        form = re.compile(re.escape(pattern).replace(r"\#", r"0*(\d{1,2})") + "$")
        numbered = {
            int(hit[1]): column for plain_name, column in by_name.items() if (hit := form.match(plain_name))
        }
        if len(numbered) > len(best):
            best, other = numbered, pattern.startswith(("other", "o", "sec"))
    if not best:
        return ()
    first = _first(known()["first"].get(name, ()), by_name, set(best.values()))
    ordered = [best[number] for number in sorted(best)]
    return (first, *ordered) if first and (other or min(best) > 1) else tuple(ordered)


def _looks_like_lines(columns: Iterable[str]) -> bool:
    found = _columns(columns, "line")
    return any(name in found for name in _LINE_MARKS)


def _roles(sources: MappingOf[str, TableSource]) -> dict[str, Row]:
    """Which table's rows are what, by the tables' names.

    Raises:
        InvalidInputError: none of them is known by its name.
    """
    names = known()["tables"]
    found: dict[str, Row] = {}
    for rows in ROWS:
        for name in sources:
            if plain(name.split(".")[-1]) in names[rows] and rows not in found.values():
                found[name] = rows  # type: ignore[assignment]
    if not {"claim", "line"} & set(found.values()):
        told = ", ".join(sources)
        msg = (
            f"None of the tables {told} is known by its name; name them claims, lines, diagnoses, procedures."
        )
        raise InvalidInputError(msg)
    return found


def _each_field_once(tables: list[TableMapping]) -> list[TableMapping]:
    """Leave the fields of claims to the table of claims, and lists to the tables of their rows."""
    if not any(table.rows == "claim" for table in tables):
        return tables
    of_claims = {name for name, level in LISTS.items() if level == "claim"} | set(known()["names"]["claim"])
    joined = {
        name
        for rows, names in (
            ("diagnosis", ("diagnoses", "poa")),
            ("procedure", ("procedures", "procedure_dates")),
            ("condition", ("conditions",)),
        )
        for name in names
        if any(table.rows == rows for table in tables)
    }
    kept = []
    for table in tables:
        without = (
            joined if table.rows == "claim" else (of_claims - {"claim_id"} if table.rows == "line" else set())
        )
        columns = table.columns
        if table.rows == "line" and "since" not in columns and "from_date" in columns:
            columns = {"since": columns["from_date"], **columns}
        kept.append(
            replace(table, columns={name: one for name, one in columns.items() if name not in without})
        )
    return kept
