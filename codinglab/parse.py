"""The edge: outside data is parsed once, here, and every fault is named with its path."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from codinglab.model import InvalidInputError

T = TypeVar("T")


_adapters: dict[Any, TypeAdapter[Any]] = {}


def adapter(kind: type[T]) -> TypeAdapter[T]:
    """The parser of one model type, built once."""
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def parse(kind: type[T], data: Any, *, source: str) -> T:
    """Build a model object from plain data.

    Raises:
        InvalidInputError: naming `source` and, line by line, each path and what is wrong there.
    """
    try:
        return adapter(kind).validate_python(data)
    except ValidationError as error:
        raise _as_invalid_input(error, kind, source) from None


def parse_json(kind: type[T], text: str | bytes, *, source: str) -> T:
    """Build a model object from JSON text. Raises InvalidInputError as `parse` does."""
    try:
        return adapter(kind).validate_json(text)
    except ValidationError as error:
        raise _as_invalid_input(error, kind, source) from None


def dump_json(item: Any, *, indent: int | None = 2) -> str:
    """Write a model object as JSON text that `parse_json` reads back to an equal object."""
    return adapter(type(item)).dump_json(item, indent=indent).decode()


def dump(item: Any) -> Any:
    """Turn a model object into plain JSON-ready data."""
    return adapter(type(item)).dump_python(item, mode="json")


def json_schema(kind: type[Any]) -> dict[str, Any]:
    """The published JSON Schema of a model type."""
    return adapter(kind).json_schema()


def as_day(written: date | str | None) -> date:
    """A day as people and programs give it: today for nothing, a date, or "2026-06-09".

    Raises:
        InvalidInputError: it is not a day.
    """
    if isinstance(written, datetime):
        return written.date()
    if isinstance(written, date):
        return written
    if written is None or not str(written).strip():
        return date.today()
    try:
        return datetime.strptime(str(written).strip(), "%Y-%m-%d").date()
    except ValueError:
        msg = f"'{written}' is not a date: write it as YYYY-MM-DD, for example 2026-06-09."
        raise InvalidInputError(msg) from None


def _as_invalid_input(error: ValidationError, kind: type[Any], source: str) -> InvalidInputError:
    faults = []
    for fault in error.errors(include_url=False, include_input=False):
        path = ".".join(str(step) for step in fault["loc"]) or "(whole file)"
        faults.append(f"  {path}: {said_plainly(fault['type'], fault['msg'])}")
    return InvalidInputError(f"{source} is not a valid {kind.__name__}:\n" + "\n".join(faults))


def said_plainly(kind: str, message: str) -> str:
    """A fault in plain words, where the parser's own are not."""
    if kind in {"unexpected_keyword_argument", "extra_forbidden"}:
        return "unknown key"
    if kind.startswith("date_"):
        return "not a day of the calendar, written YYYY-MM-DD, for example 2026-06-09"
    return message
