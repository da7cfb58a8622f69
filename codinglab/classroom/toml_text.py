"""Writing TOML: what `tomllib` reads back equal, laid out as the teaching cases are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_ESCAPED = re.compile(r'[\x00-\x1f\x7f"\\]')
_WIDEST = 100
_SMALL = 3


def to_toml(data: dict[str, Any]) -> str:
    """Write a table of strings, numbers, booleans, days, lists and tables as TOML.

    Single values come first, then tables, then a `[[block]]` for each table of a list; small tables inside
    such a block are written in one line.

    Raises:
        TypeError: TOML has no such value.
    """
    return "\n".join(_table((), data)).strip("\n") + "\n" if data else ""


def _table(path: tuple[str, ...], data: dict[str, Any], *, in_list: bool = False) -> Iterator[str]:
    blocks = {
        name: value
        for name, value in data.items()
        if (isinstance(value, dict) and not in_list) or _is_list_of_blocks(value, in_list=in_list)
    }
    for name, value in data.items():
        if name not in blocks:
            yield f"{_name(name)} = {_value(value)}"
    for name, value in blocks.items():
        below = (*path, name)
        written = ".".join(map(_name, below))
        if isinstance(value, dict):
            yield from ("", f"[{written}]")
            yield from _table(below, value)
        else:
            for item in value:
                yield from ("", f"[[{written}]]")
                yield from _table(below, item, in_list=True)


def _is_list_of_blocks(value: Any, *, in_list: bool) -> bool:
    """Whether a list is written as blocks: of the file itself always, of a block when its tables are big."""
    if not isinstance(value, list) or not value or not all(isinstance(item, dict) for item in value):
        return False
    return not in_list or any(len(item) > _SMALL for item in value)


def _value(value: Any) -> str:
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, dict):
        inner = ", ".join(f"{_name(name)} = {_value(item)}" for name, item in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        items = [_value(item) for item in value]
        flat = f"[{', '.join(items)}]"
        tables = len(value) > 1 and any(isinstance(item, dict) for item in value)
        if len(flat) <= _WIDEST and not tables:
            return flat
        return "[\n" + "".join(f"    {item},\n" for item in items) + "]"
    msg = f"TOML has no value of the type {type(value).__name__}."
    raise TypeError(msg)


def _string(text: str) -> str:
    return '"' + _ESCAPED.sub(lambda found: _ESCAPES.get(found[0], f"\\u{ord(found[0]):04x}"), text) + '"'


def _name(name: str) -> str:
    return name if _BARE.fullmatch(name) else _string(name)
