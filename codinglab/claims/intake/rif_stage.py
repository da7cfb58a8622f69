"""RIF rows staged in a database on disk: each line once, in columns, with what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codinglab.claims.extract.duck import exactly, quoted
from codinglab.claims.intake.rif_layout import (
    BIRTH,
    CAUSES,
    DELIMITER,
    DIAGNOSES,
    MEANINGS,
    MODIFIERS,
    PROCEDURES,
    SEX,
    RifFile,
)

if TYPE_CHECKING:
    import duckdb

_NO_LINE = 31
_SHOWN = 2_000
_LONGEST = 4_000_000


def set_up(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the macros and tables that outlast a file."""
    connection.execute(
        """
        CREATE MACRO day_of(written) AS
            CAST(try_strptime(written, ['%d-%b-%Y', '%Y%m%d', '%Y-%m-%d']) AS DATE);
        CREATE MACRO two_digits(written) AS
            CASE WHEN length(written) = 1 THEN '0' || written ELSE written END;
        CREATE MACRO code_of(written) AS upper(replace(written, '.', ''));
        CREATE MACRO sex_of(written) AS CASE
            WHEN written IN ('1', 'M') THEN 'M' WHEN written IN ('2', 'F') THEN 'F'
            WHEN coalesce(written, '0') IN ('0', 'U') THEN 'U' END;
        CREATE TABLE person(patient VARCHAR, birth VARCHAR, sex VARCHAR, births BIGINT);
        CREATE TABLE taken(claim VARCHAR, source VARCHAR);
        """
    )


def stage_people(connection: duckdb.DuckDBPyConnection, files: list[RifFile]) -> None:
    """Read the beneficiary files; of several about a person the last by name counts."""
    parts = []
    for number, file in enumerate(files):
        text = _lines(file)
        birth, sex = (_cell(file, names) for names in (BIRTH, SEX))
        parts.append(
            f"SELECT {number} AS year, {_cell(file, ('BENE_ID',))} AS patient, {birth} AS birth, "
            f"{sex} AS sex FROM ({text}) WHERE len(v) = {file.width}"
        )
    if parts:
        connection.execute(
            f"INSERT INTO person SELECT patient, arg_max(birth, year), arg_max(sex, year), "
            f"count(DISTINCT birth) FROM ({' UNION ALL '.join(parts)}) "
            "WHERE patient IS NOT NULL GROUP BY patient"
        )


def stage_rows(connection: duckdb.DuckDBPyConnection, file: RifFile) -> None:
    """Stage a claim file in the tables `rows`, `broken` (what is none) and `heads` (a claim's first row).

    In all of them `n` is the row's number in the file, that of the column names being 1.
    """
    text = _lines(file)
    claim = _cell(file, ("CLM_ID",))
    whole = f"len(v) = {file.width} AND {claim} IS NOT NULL"
    columns = [(name, file.layout.get(name, ())) for name in MEANINGS]
    cells = [f"{_cell(file, names)} AS {name}" for name, names in columns]
    modifiers = [_cell(file, (name,)) for name in MODIFIERS if file.has((name,))]
    cells.append(f"{_filled(modifiers)} AS modifiers")
    codes = [
        f"{_coded(file, DIAGNOSES)} AS diagnoses",
        f"{_coded(file, CAUSES)} AS causes",
        f"{_coded(file, PROCEDURES)} AS procedures",
    ]
    for name, query in {
        "rows": f"SELECT n, {', '.join(cells)} FROM ({text}) WHERE {whole}",
        "broken": f"SELECT n, len(v) AS width, {claim} AS claim FROM ({text}) WHERE NOT ({whole})",
        "heads": f"SELECT n, {', '.join([*cells, *codes])} FROM ({text}) "
        "WHERE n IN (SELECT min(n) FROM rows GROUP BY claim)",
    }.items():
        connection.execute(f"CREATE OR REPLACE TABLE {name} AS {query}")


def stage_rejections(connection: duckdb.DuckDBPyConnection, file: RifFile) -> None:
    """Fill the table `rejections` from `faults` and `broken`: one a claim, one a row that is none."""
    connection.execute(
        f"""
        CREATE OR REPLACE TABLE rejections AS
        WITH first_faults AS (
            SELECT claim, min(n) AS n, arg_min(field, n) AS field, arg_min(value, n) AS value,
                arg_min(reason, n) AS reason FROM faults GROUP BY claim
            UNION ALL
            SELECT '', n, '', '', 'The row has ' || width || ' cells and the first line names {file.width}, '
                || 'or its CLM_ID is missing.' FROM broken
        )
        SELECT n, claim, field, coalesce(value, '') AS value, reason, coalesce(line[:{_SHOWN}], '') AS line
        FROM first_faults LEFT JOIN (SELECT n, line FROM ({_lines(file)})
            WHERE n IN (SELECT n FROM first_faults)) USING (n)
        ORDER BY n, claim
        """
    )


def _lines(file: RifFile) -> str:
    """A query of the file's rows after the first: n, line, and v, its cells."""
    path = quoted(exactly(file.text))
    return (
        f"SELECT n, line, string_split(line, '{DELIMITER}') AS v FROM ("
        "SELECT row_number() OVER () + 1 AS n, line "
        f"FROM read_csv({path}, columns = {{'line': 'VARCHAR'}}, delim = chr({_NO_LINE}), quote = '', "
        "escape = '', comment = '', header = false, skip = 1, auto_detect = false, strict_mode = false, "
        f"max_line_size = {_LONGEST})) WHERE line IS NOT NULL AND trim(line) <> ''"
    )


def _cell(file: RifFile, names: tuple[str, ...]) -> str:
    """The text of the first of some columns that is filled, as SQL over v."""
    places = [file.columns[name] for name in names if name in file.columns]
    texts = [f"nullif(trim(v[{place}]), '')" for place in places]
    return f"coalesce({', '.join(texts)})" if texts else "CAST(NULL AS VARCHAR)"


def _filled(cells: list[str]) -> str:
    if not cells:
        return "CAST([] AS VARCHAR[])"
    return f"[x FOR x IN [{', '.join(cells)}] IF x IS NOT NULL]"


def _coded(file: RifFile, names: list[tuple[str, str, str]]) -> str:
    """A list of codes with their version and what goes with them, as SQL over v."""
    kind = "STRUCT(code VARCHAR, version VARCHAR, also VARCHAR)[]"
    parts = []
    for code, version, also in names:
        if code in file.columns:
            named = zip(("code", "version", "also"), (code, version, also), strict=True)
            parts.append("{" + ", ".join(f"'{key}': {_cell(file, (name,))}" for key, name in named) + "}")
    return f"CAST([x FOR x IN [{', '.join(parts)}] IF x.code IS NOT NULL] AS {kind})"
