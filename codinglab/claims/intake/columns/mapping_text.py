"""A mapping written as TOML, for a person to read and to change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as MappingOf

from codinglab.claims.intake.columns.dates import FORMATS
from codinglab.claims.intake.columns.mapping import Mapping, TableMapping
from codinglab.claims.intake.columns.names import DATES, fields_of, is_list

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_ESCAPED = re.compile(r'[\x00-\x1f\x7f"\\]')
_WIDE = 90


def mapping_text(
    mapping: Mapping,
    *,
    source: str = "",
    unmapped: MappingOf[str, tuple[str, ...]] | None = None,
    faults: tuple[str, ...] = (),
) -> str:
    """Write a mapping as TOML that `read_mapping` reads back equal.

    Args:
        mapping: what is written.
        source: what it was suggested for.
        unmapped: table -> columns that are nothing yet; they are told in comments.
        faults: what is still missing; told in comments.
    """
    return "\n".join(_lines(mapping, source, unmapped or {}, faults)).strip() + "\n"


def _lines(
    mapping: Mapping, source: str, unmapped: MappingOf[str, tuple[str, ...]], faults: tuple[str, ...]
) -> Iterator[str]:
    yield f"# Which column is which field of a claim{': ' + _comment(source) if source else ''}"
    yield "# Left of =: the lab's field. Right: the column, or the columns of a list in order."
    for fault in faults:
        yield f"# STILL MISSING: {_comment(fault)}"
    yield "# Whether claims that a later one replaces or voids are left out."
    yield f"drop_replaced = {str(mapping.drop_replaced).lower()}"
    yield ""
    yield "[text]"
    yield f"delimiter = {_string(mapping.text.delimiter)}"
    yield f"encoding = {_string(mapping.text.encoding)}"
    yield f"line_breaks_in_values = {str(mapping.text.line_breaks_in_values).lower()}"
    yield ""
    yield "[defaults]  # taken where the source says nothing, such as: claim_type, units, contractor"
    yield from (f"{name} = {_string(value)}" for name, value in mapping.defaults.items())
    for name, table in mapping.words.items():
        yield from ("", f"[words.{_name(name)}]")
        yield from (f"{_name(word)} = {_string(value)}" for word, value in table.items())
    for one in mapping.tables:
        yield from _table(one, unmapped.get(one.name, ()))
    named = {table.name for table in mapping.tables}
    for name, columns in unmapped.items():
        if name not in named:
            yield f"# Not mapped: the table {_comment(name)}, with {_comment(', '.join(columns))}"


def _table(table: TableMapping, unmapped: tuple[str, ...]) -> Iterator[str]:
    yield from ("", "[[tables]]")
    if table.name:
        yield f"name = {_string(table.name)}"
    yield f'rows = "{table.rows}"  # what a row is: claim, line, diagnosis, procedure, condition'
    yield from ("", "[tables.columns]")
    for name in table.columns:
        columns = table.columns_of(name)
        if isinstance(table.columns[name], str):
            yield f"{name} = {_string(columns[0])}"
        else:
            yield f"{name} = {_list(columns)}"
    free = [name for name in fields_of(table.rows) if name not in table.columns]
    yield from _wrapped("# fields without a column: ", free)
    yield from _wrapped("# columns without a field: ", unmapped)
    if any(name in DATES for name in table.columns):
        yield from ("", f"[tables.dates]  # {', '.join(FORMATS)}")
        yield from (f"{name} = {_string(value)}" for name, value in table.dates.items())
        yield from (f'# {name} = "?"' for name in table.columns if name in DATES and name not in table.dates)
    if any(is_list(table.rows, name) and isinstance(one, str) for name, one in table.columns.items()):
        yield from ("", '[tables.separators]  # of a list in one column, such as: diagnoses = "|"')
        yield from (f"{name} = {_string(value)}" for name, value in table.separators.items())


def _wrapped(start: str, names: tuple[str, ...] | list[str]) -> Iterator[str]:
    line = start
    for name in map(_comment, names):
        if len(line) + len(name) > _WIDE:
            yield line.rstrip()
            line = "#   "
        line += f"{name}, "
    if names:
        yield line.rstrip(", ")


def _list(columns: tuple[str, ...]) -> str:
    one = f"[{', '.join(map(_string, columns))}]"
    if len(one) <= _WIDE:
        return one
    return "[\n" + "".join(f"  {_string(column)},\n" for column in columns) + "]"


def _string(text: str) -> str:
    return '"' + _ESCAPED.sub(lambda hit: _ESCAPES.get(hit[0], f"\\u{ord(hit[0]):04x}"), text) + '"'


def _name(name: str) -> str:
    return name if _BARE.fullmatch(name) else _string(name)


def _comment(text: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text)
