"""What only values can tell: how days are written, and what stands between the values of a list."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from codinglab.claims.intake.columns.chunk import TableSource
from codinglab.claims.intake.columns.dates import FORMATS, TWINS, possible_sql, recognise
from codinglab.claims.intake.columns.mapping import Mapping, TableMapping
from codinglab.claims.intake.columns.names import DATES
from codinglab.model import InvalidInputError

if TYPE_CHECKING:
    import pyarrow as pa


def with_formats(mapping: Mapping, sources: MappingOf[str, TableSource]) -> tuple[Mapping, tuple[str, ...]]:
    """The mapping with a format for every field that holds days, and what must be asked."""
    tables, questions = [], []
    for table in mapping.tables:
        source = source_of(table, sources)
        told = dict(table.dates)
        wanted = [name for name in table.columns if name in DATES and name not in told]
        sample = source.sample()
        for name in wanted:
            columns = [column for column in table.columns_of(name) if column in sample.column_names]
            found, examples = _format(sample, columns)
            if found.question:
                shown = ", ".join(table.columns_of(name)[:2])
                questions.append(
                    f"{source.name}: the days of {name} (column {shown}) are such as {examples}: "
                    f"{found.question}. "
                    f'Say which in a mapping file: [tables.dates] {name} = "{TWINS[0][0]}", or another of '
                    f"{', '.join(FORMATS)}"
                )
            else:
                told[name] = found.format
        tables.append(replace(table, dates=told))
    return replace(mapping, tables=tuple(tables)), tuple(questions)


def source_of(table: TableMapping, sources: MappingOf[str, TableSource]) -> TableSource:
    """The source of a mapped table. Raises InvalidInputError when it is not there."""
    if table.name in sources:
        return sources[table.name]
    bare = {name.split(".")[0].lower(): name for name in sources}
    if (name := bare.get(table.name.split(".")[0].lower())) is not None:
        return sources[name]
    if len(sources) == 1:
        return next(iter(sources.values()))
    msg = f"The mapping names a table {table.name!r}; there are {', '.join(sorted(sources))}."
    raise InvalidInputError(msg)


def _format(sample: pa.Table, columns: list[str]) -> tuple[Any, str]:
    import duckdb
    import pyarrow as pa

    values = pa.chunked_array(
        [chunk for column in columns for chunk in sample.column(column).chunks], pa.string()
    )
    counted = {name: f"count_if({possible_sql('v', name)})" for name in FORMATS}
    both = [f"count_if({possible_sql('v', one)} AND {possible_sql('v', other)})" for one, other in TWINS]
    with duckdb.connect() as connection:
        connection.register("given", pa.table({"v": values}))
        row = connection.execute(
            f"WITH said AS (SELECT nullif(trim(v), '') AS v FROM given) "
            f"SELECT count(v), {', '.join([*counted.values(), *both])}, "
            "(SELECT list(v) FROM (SELECT DISTINCT v FROM said WHERE v IS NOT NULL ORDER BY v LIMIT 3)) "
            "FROM said"
        ).fetchall()[0]
    counts = dict(zip(FORMATS, row[1:], strict=False))
    twins = dict(zip(TWINS, row[1 + len(FORMATS) :], strict=False))
    examples = ", ".join(repr(one[:30]) for one in row[-1] or ())
    return recognise(counts, row[0], twins), examples
