"""One partition of an extract: all claims of some patients, sorted, with the pairs of a day."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from codinglab.claims.extract.duck import quoted
from codinglab.claims.extract.layout import EXTRACT_SCHEMAS
from codinglab.claims.extract.staging import BUCKETS, Staging
from codinglab.model import InvalidInputError

if TYPE_CHECKING:
    import duckdb

MOST_LINES_A_DAY = 5_000
_KEYS = 2**32
_FIRST = {"line": ("claim_type", "key", "since")}
_THEN = ("claim_type", "claim_id", "line", "position", "other_claim", "other_line", "code", "title", "text")
_PAIRS = """
SELECT one.claim_id, one.claim_type, one.line, one.code, one."on",
    two.claim_id AS other_claim, two.line AS other_line, two.code AS other_code
FROM part_line AS one JOIN part_line AS two
    ON one.key = two.key AND one.since = two.since AND one.claim_type = two.claim_type
WHERE one.claim_id <> two.claim_id OR one.line <> two.line
"""


def write_partition(
    connection: duckdb.DuckDBPyConnection, staging: Staging, folder: Path, place: int, number: int
) -> dict[str, int]:
    """Write the files of a partition; how many rows each has.

    Raises:
        InvalidInputError: thousands of lines are of one patient, provider and day: no patient has as many,
            so what tells patients apart was read from the wrong place.
    """
    first, last = BUCKETS * place // number, BUCKETS * (place + 1) // number - 1
    run = connection.execute
    lines = staging.select("line", first, last)
    left = "WHERE claim_id NOT IN (SELECT claim_id FROM repeated)"
    run(
        f"CREATE OR REPLACE TEMP TABLE part_line AS WITH l AS MATERIALIZED (SELECT * FROM ({lines}) {left}), "
        f"k AS (SELECT key, {place} * {_KEYS} + row_number() OVER (ORDER BY key) AS n "
        "FROM (SELECT DISTINCT key FROM l)) SELECT l.* REPLACE (k.n AS key) FROM l JOIN k USING (key)"
    )
    most = run(
        "SELECT max(n) FROM (SELECT count(*) AS n FROM part_line GROUP BY claim_type, key, since)"
    ).fetchone()
    if most and most[0] and most[0] > MOST_LINES_A_DAY:
        msg = (
            f"{most[0]:,} lines are of one patient, provider and day. No patient has as many: is the column "
            "of the patient, or of the provider, the right one, and filled?"
        )
        raise InvalidInputError(msg)
    counts = {}
    for name, schema in EXTRACT_SCHEMAS.items():
        if name == "line":
            rows = "SELECT * FROM part_line"
        elif name == "day_pair":
            rows = _PAIRS
        else:
            rows = f"SELECT * FROM ({staging.select(name, first, last)}) {left}"
        order = ", ".join((*_FIRST.get(name, ()), *(one for one in _THEN if one in schema.names)))
        columns = ", ".join(f'"{column}"' for column in schema.names)
        path = folder / name / f"part-{place:05}.parquet"
        path.parent.mkdir(exist_ok=True)
        done = run(
            f"COPY (SELECT {columns} FROM ({rows}) ORDER BY {order}) TO {quoted(path.as_posix())} "
            "(FORMAT parquet, COMPRESSION zstd)"
        ).fetchone()
        counts[name] = int(done[0]) if done else 0
    run("DROP TABLE part_line")
    return counts
