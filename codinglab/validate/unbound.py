"""Claim relations and reference tables by their columns alone, bound to no database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ibis

from codinglab.claims.extract.layout import EXTRACT_SCHEMAS, PREFIX
from codinglab.claims.tables import SCHEMAS

Columns = Mapping[str, Mapping[str, str]]
_EXTRACT = {**EXTRACT_SCHEMAS, "prefix": PREFIX}
_KINDS = {"date32[day]": "date", "bool": "boolean", "double": "float64"}


def unbound(name: str, columns: Columns) -> Any:
    """A relation of claims on their own, or a reference table by its Arrow types as text."""
    if name in SCHEMAS:
        return ibis.table(ibis.Schema.from_pyarrow(SCHEMAS[name]), name=name)
    return ibis.table({column: _KINDS.get(kind, kind) for column, kind in columns[name].items()}, name=name)


def in_extract(name: str, columns: Columns) -> Any:
    """A relation of a claim extract, or a reference table."""
    if name in _EXTRACT:
        return ibis.table(ibis.Schema.from_pyarrow(_EXTRACT[name]), name=name)
    return unbound(name, columns)
