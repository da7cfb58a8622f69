"""Columns of any Arrow type as text, written so that the field's own rules can read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import InvalidInputError

if TYPE_CHECKING:
    import pyarrow as pa

LIST_MARK = "\x1f"


def as_text(column: pa.ChunkedArray | pa.Array, name: str, source: str) -> pa.ChunkedArray | pa.Array:
    """A column as text: whole floats without ".0", days as YYYY-MM-DD, lists joined by `LIST_MARK`.

    Raises:
        InvalidInputError: the column holds something that no field of a claim is.
    """
    import pyarrow as pa
    from pyarrow import compute

    kind: Any = column.type
    if pa.types.is_dictionary(kind):
        return as_text(compute.cast(column, kind.value_type), name, source)
    if pa.types.is_string(kind):
        return column
    if pa.types.is_timestamp(kind) and kind.tz is not None:
        column = compute.local_timestamp(column)
    if pa.types.is_timestamp(kind) or pa.types.is_date64(kind):
        column = compute.cast(column, pa.date32(), safe=False)
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return _number(column)
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        if pa.types.is_nested(kind.value_type):
            return _refuse(kind, name, source)
        values = [None if one is None else LIST_MARK.join(map(_word, one)) for one in column.to_pylist()]
        return pa.array(values, pa.string())
    try:
        text = compute.cast(column, pa.string())
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):
        return _refuse(kind, name, source)
    return text


def _number(column: Any) -> Any:
    import pyarrow as pa
    from pyarrow import compute

    if pa.types.is_float16(column.type):
        column = compute.cast(column, pa.float32())
    if pa.types.is_floating(column.type):
        column = compute.if_else(compute.is_nan(column), None, column)
        whole = compute.and_(
            compute.equal(column, compute.trunc(column)), compute.less(compute.abs(column), 2.0**53)
        )
    else:
        whole = compute.equal(
            compute.cast(column, pa.float64()), compute.trunc(compute.cast(column, pa.float64()))
        )
    text = compute.cast(column, pa.string())
    if not compute.any(whole).as_py():
        return text
    short = compute.cast(
        compute.cast(compute.if_else(whole, column, None), pa.int64(), safe=False), pa.string()
    )
    return compute.coalesce(short, text)


def _word(value: Any) -> str:
    return "" if value is None else str(value)


def _refuse(kind: Any, name: str, source: str) -> Any:
    msg = f"{source}: the column {name!r} holds {kind}, no field of a claim; leave it out."
    raise InvalidInputError(msg)
