"""The frame of a sample in DuckDB: what an edit hit, and what it judged and did not hit, by stratum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import duckdb

from codinglab.backtest.judged_rows import statement_of
from codinglab.backtest.sampled import AtStake, SampledHit, Unit
from codinglab.backtest.statements import POSITIONS
from codinglab.claims.extract.duck import PREFIXES, parquet
from codinglab.claims.extract.layout import EXTRACT_SCHEMAS
from codinglab.model import InvalidInputError

if TYPE_CHECKING:
    from pathlib import Path

    from codinglab.claims.extract import Extract
    from codinglab.validate.edit import Edit

BANDS = (
    "CASE WHEN charge IS NULL THEN 'no charge' WHEN charge < 50 THEN 'under $50' "
    "WHEN charge < 200 THEN '$50 to 199' WHEN charge < 1000 THEN '$200 to 999' "
    "WHEN charge < 10000 THEN '$1,000 to 9,999' ELSE '$10,000 and over' END"
)
COLUMNS: dict[str, str] = {
    "month": "strftime(\"on\", '%Y-%m')",
    "provider": "provider",
    "specialty": "specialty",
    "contractor": "contractor",
    "code": "code",
    "type": "claim_type",
    "charge": BANDS,
}
"""What strata can be made of, and how it is found of a unit."""
_PLACE = (
    "claim_id || coalesce('-line-' || line, '') || coalesce('-diagnosis-' || diagnosis, '') "
    "|| coalesce('-procedure-' || procedure, '')"
)
_HIT = tuple(SampledHit.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class RawStratum:
    """The units of one value of each column: how many, and those drawn first."""

    name: str
    population: int
    first: tuple[tuple[int, Unit], ...]


class Frame:
    """The units of one edit.

    Args:
        extract: the claims.
        hits: the files of the back-test's hits.
        edit: the edit's id.
        unit: "line" or "claim".
        since, through: the days to draw from.
    """

    def __init__(
        self, extract: Extract, hits: Sequence[Path], edit: str, unit: str, since: date, through: date
    ) -> None:
        self._unit, self._days = unit, [since, through]
        self._connection = duckdb.connect()
        self._connection.execute("SET enable_progress_bar = false")
        self._connection.execute("SET preserve_insertion_order = false")
        for name in EXTRACT_SCHEMAS:
            self._view(name, extract.files(name))
        self._run(f"CREATE VIEW prefix AS {PREFIXES}")
        self._view("every_hit", hits)
        self._run(
            'CREATE TABLE hit AS SELECT * FROM every_hit WHERE edit = ? AND "on" BETWEEN ? AND ?',
            [edit, *self._days],
        )
        self._money()

    def at_stake(self, standing: Sequence[str]) -> AtStake:
        """The dollars on the lines that were hit, with and without those that `standing` edits hit too."""
        row = self._run(
            """WITH stood AS (SELECT DISTINCT claim_id, line FROM every_hit WHERE list_contains(?, edit))
            SELECT count(*), count(*) FILTER (allowed IS NULL), coalesce(sum(allowed), 0),
                coalesce(sum(allowed) FILTER (denied_by = '' AND NOT EXISTS (SELECT 1 FROM stood
                    WHERE stood.claim_id = stake.claim_id
                        AND (stood.line IS NULL OR stood.line = stake.line))), 0)
            FROM stake""",
            [list(standing)],
        ).fetchone()
        assert row is not None  # noqa: S101 - a sum has one row
        return AtStake(int(row[0]), int(row[1]), float(row[2]), float(row[3]))

    def hit_strata(self, by: Sequence[str], seed: str, most: int) -> list[RawStratum]:
        """The hits by stratum, the `most` first drawn of each in the order of their draw.

        The order goes by a hash of the seed and the unit's id, so it does not matter how the rows lie.
        """
        whole = self._unit == "claim"
        key = "claim_id" if whole else "claim_id, line, diagnosis, procedure"
        places = (f"{'NULL::INTEGER' if whole else f'h.{name}'} AS {name}" for name in POSITIONS)
        self._run(
            f"""CREATE OR REPLACE VIEW unit AS
            WITH h AS (SELECT * FROM hit QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY "on", line,
                diagnosis, procedure, code, other_claim, other_line, other_code, detail) = 1),
            w AS (SELECT claim_id, sum(charge) AS charge, sum(allowed) AS allowed FROM stake
                GROUP BY claim_id)
            SELECT h.claim_id, h.claim_type, h."on", {", ".join(places)},
                coalesce(nullif(h.code, ''), l.code, '') AS code, c.provider, c.specialty, c.contractor,
                if({whole} OR h.line IS NULL, w.charge, l.charge) AS charge,
                if({whole} OR h.line IS NULL, w.allowed, l.allowed) AS allowed
            FROM h JOIN claim c USING (claim_id) LEFT JOIN w ON w.claim_id = h.claim_id
            LEFT JOIN stake l ON l.claim_id = h.claim_id AND l.line = h.line"""
        )
        return self._strata("unit", by, seed, most)

    def non_hit_strata(self, one: Edit, by: Sequence[str], seed: str, most: int) -> list[RawStratum]:
        """The rows that the edit judged and did not hit; otherwise as `hit_strata`.

        What a row does not have, such as the charge of a diagnosis or the code of a claim, makes no strata.

        Raises:
            InvalidInputError: as for `judged_rows.statement_of`.
        """
        statement, tables = statement_of(one)
        if not statement:
            return []
        for name, table in tables.items():
            self._connection.register(name, table)
        judged = one.judges
        position = POSITIONS.get(judged)
        of_claims = self._unit == "claim" or position is None
        same = "" if of_claims else f"AND (hit.{judged} IS NULL OR hit.{judged} = r.place)"
        places = [
            f"{'r.place' if judged == name and not of_claims else 'NULL::INTEGER'} AS {name}"
            for name in POSITIONS
        ]
        known = {"charge": judged == "line" and not of_claims, "code": not of_claims}
        by = [name for name in by if known.get(name, True)]
        looked_up = not of_claims and {"code", "charge"} & set(by)
        code = "j.code" if looked_up else "''"
        charge = "j.charge" if looked_up and judged == "line" else "NULL::DOUBLE"
        join = (
            f"LEFT JOIN {judged} j ON j.claim_id = r.claim_id AND j.{position} = r.place" if looked_up else ""
        )
        since, through = self._days
        dated = f"""SELECT * FROM ({statement}) WHERE "on" BETWEEN DATE '{since}' AND DATE '{through}'"""
        rows = f"({dated})"
        if of_claims:
            rows = f'(SELECT claim_id, claim_type, min("on") AS "on" FROM ({dated}) GROUP BY ALL)'
        self._run(
            f"""CREATE OR REPLACE VIEW not_hit AS
            SELECT r.claim_id, r.claim_type, r."on", {", ".join(places)}, {code} AS code,
                {charge} AS charge, c.provider, c.specialty, c.contractor, NULL::DOUBLE AS allowed
            FROM {rows} r JOIN claim c USING (claim_id) {join}
            WHERE NOT EXISTS (SELECT 1 FROM hit WHERE hit.claim_id = r.claim_id {same})"""
        )
        return self._strata("not_hit", by, seed, most)

    def hits_of(self, units: Sequence[Unit]) -> Mapping[str, tuple[SampledHit, ...]]:
        """All hits of units, by the unit's id."""
        claims = sorted({unit.claim_id for unit in units})
        named = "claim_id::VARCHAR" if self._unit == "claim" else _PLACE
        rows = self._run(
            f"SELECT {named}, {', '.join(_HIT)} FROM hit WHERE list_contains(?, claim_id) ORDER BY ALL",
            [claims],
        ).fetchall()
        found: dict[str, list[SampledHit]] = {}
        for unit, *values in rows:
            known = {name: value for name, value in zip(_HIT, values, strict=True) if value is not None}
            found.setdefault(unit, []).append(SampledHit(**known))
        return {unit: tuple(hits) for unit, hits in found.items()}

    def _strata(self, view: str, by: Sequence[str], seed: str, most: int) -> list[RawStratum]:
        columns = [f"coalesce(nullif({COLUMNS[name]}, ''), '(none)')" for name in by]
        name = " || ', ' || ".join(columns) or "'all'"
        rows = self._run(
            f"""WITH placed AS (SELECT *, {name} AS stratum, {_PLACE} AS id FROM {view}),
            ordered AS (SELECT *, md5_number_lower(? || id) AS draw FROM placed)
            SELECT stratum, count(*), arg_min(struct_pack(draw, id, claim_id, claim_type, "on", line,
                diagnosis, procedure, allowed), draw, {int(most)})
            FROM ordered GROUP BY stratum ORDER BY stratum""",
            [seed],
        ).fetchall()
        return [RawStratum(stratum, count, tuple(_units(first))) for stratum, count, first in rows]

    def _money(self) -> None:
        """The lines at stake: those hit, or all of a claim that is hit as a whole, each once."""
        self._run(
            """CREATE TABLE stake AS
            WITH l AS (SELECT claim_id, line, code, charge FROM line SEMI JOIN hit USING (claim_id)),
            p AS (SELECT claim_id, line, allowed, denied_by FROM payment SEMI JOIN hit USING (claim_id)),
            every AS (SELECT claim_id, line, code, charge, allowed, coalesce(denied_by, '') AS denied_by
                FROM l FULL JOIN p USING (claim_id, line))
            SELECT * FROM every WHERE EXISTS (SELECT 1 FROM hit
                WHERE hit.claim_id = every.claim_id AND (hit.line IS NULL OR hit.line = every.line))"""
        )

    def _view(self, name: str, files: Sequence[Path]) -> None:
        self._run(f"CREATE VIEW {name} AS SELECT * FROM {parquet(files)}")

    def _run(self, statement: str, given: Sequence[Any] = ()) -> duckdb.DuckDBPyConnection:
        return self._connection.execute(statement, list(given))


def check_columns(by: Sequence[str]) -> tuple[str, ...]:
    """The columns of strata. Raises InvalidInputError where one is not known or stands twice."""
    for name in by:
        if name not in COLUMNS:
            msg = f"Strata cannot be made of '{name}'. There are: {', '.join(COLUMNS)}."
            raise InvalidInputError(msg)
    if len(set(by)) < len(by):
        msg = f"A column of the strata stands twice: {', '.join(by)}."
        raise InvalidInputError(msg)
    return tuple(by)


def _units(rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, Unit]]:
    for row in sorted(rows, key=lambda one: (one["draw"], one["id"])):
        values = {name: value for name, value in row.items() if name != "draw"}
        yield row["draw"], Unit(stratum=0, **values)
