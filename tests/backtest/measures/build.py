"""Small extracts and back-tests, written as the layouts have them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from codinglab.backtest.layout import ELIGIBLE, HITS, UNKNOWN
from codinglab.claims.extract import EXTRACT_SCHEMAS

PARTITIONS = 2


@dataclass(frozen=True)
class Service:
    """A line of a claim."""

    code: str = "99213"
    on: date = date(2026, 1, 5)
    units: int = 1
    charge: float = 100.0
    place: str = "11"
    modifiers: tuple[str, ...] = ()
    allowed: float | None = None
    paid: float | None = None
    denied_by: str | None = None

    @property
    def has_payment(self) -> bool:
        return (self.allowed, self.paid, self.denied_by) != (None, None, None)


@dataclass(frozen=True)
class Billed:
    """A claim of an extract; its number is its place in the list, from 1."""

    patient: str = "p1"
    lines: tuple[Service, ...] = (Service(),)
    claim_type: str = "professional"
    provider: str = "d1"
    facility: str = ""
    specialty: str = "cardiology"
    contractor: str = "12345"
    bill_type: str = ""
    diagnoses: tuple[str, ...] = ()
    allowed: float | None = None

    @property
    def on(self) -> date:
        return min((line.on for line in self.lines), default=date(2026, 1, 5))

    @property
    def part(self) -> int:
        return sum(self.patient.encode()) % PARTITIONS


@dataclass(frozen=True)
class Ran:
    """An edit that ran, with what it said; hits are dicts with a claim number and columns of HITS."""

    id: str = "own/one"
    hits: tuple[Mapping[str, Any], ...] = ()
    unknown: tuple[tuple[str, date, str, int], ...] = ()
    severity: str = "FAIL"
    judges: str = "line"
    types: tuple[str, ...] = ("professional",)
    version: str = "1"
    digest: str = "a1"
    eligible: Mapping[tuple[str, date], int] = field(default_factory=dict)


def hit(claim: int, line: int | None = None, **more: Any) -> dict[str, Any]:
    return {"claim_id": claim, "line": line, **more}


def month(day: date) -> date:
    return day.replace(day=1)


def write_extract(folder: Path, claims: Sequence[Billed], fingerprint: str = "f1") -> Path:
    rows: dict[str, list[list[dict[str, Any]]]] = {
        name: [[] for _ in range(PARTITIONS)] for name in EXTRACT_SCHEMAS
    }
    for number, claim in enumerate(claims, start=1):
        for name, row in _rows(number, claim):
            rows[name][claim.part].append(row)
    for name, schema in EXTRACT_SCHEMAS.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        for part, held in enumerate(rows[name]):
            _write(folder / name / f"part-{part:05}.parquet", held, schema)
    card = {
        "format": 1,
        "fingerprint": fingerprint,
        "sources": ["test"],
        "rejected": 0,
        "partitions": [{name: len(rows[name][part]) for name in rows} for part in range(PARTITIONS)],
    }
    (folder / "extract.json").write_text(json.dumps(card), encoding="utf-8")
    return folder


def _rows(number: int, claim: Billed) -> list[tuple[str, dict[str, Any]]]:
    ids = {"claim_id": number, "claim_type": claim.claim_type}
    key = abs(hash((claim.patient, claim.provider))) % 10**9
    through = max((line.on for line in claim.lines), default=claim.on)
    made: list[tuple[str, dict[str, Any]]] = [
        (
            "claim",
            {
                **ids,
                "patient": claim.patient,
                "sex": "F",
                "birth_date": date(1960, 5, 17),
                "age": 65,
                "from_date": claim.on,
                "through_date": through,
                "bill_type": claim.bill_type,
                "provider": claim.provider,
                "specialty": claim.specialty,
                "group": "",
                "facility": claim.facility,
                "contractor": claim.contractor,
                "on": claim.on,
                "first_day": claim.on.toordinal(),
                "last_day": through.toordinal(),
                "name": f"name-{number}",
            },
        )
    ]
    for position, code in enumerate(claim.diagnoses, start=1):
        made.append(("diagnosis", {**ids, "position": position, "code": code, "poa": "", "on": claim.on}))
    if claim.allowed is not None:
        made.append(
            ("payment", {"claim_id": number, "line": None, "allowed": claim.allowed, "denied_by": ""})
        )
    for at, line in enumerate(claim.lines, start=1):
        day = line.on.toordinal()
        made.append(
            (
                "line",
                {
                    **ids,
                    "line": at,
                    "code": line.code,
                    "units": line.units,
                    "since": line.on,
                    "through": line.on,
                    "first_day": day,
                    "last_day": day,
                    "place_of_service": line.place,
                    "revenue_code": "",
                    "charge": line.charge,
                    "contractor": claim.contractor,
                    "key": key,
                    "on": line.on,
                },
            )
        )
        for position, modifier in enumerate(line.modifiers, start=1):
            made.append(("modifier", {**ids, "line": at, "position": position, "modifier": modifier}))
        if line.has_payment:
            made.append(
                (
                    "payment",
                    {
                        "claim_id": number,
                        "line": at,
                        "allowed": line.allowed,
                        "paid": line.paid,
                        "denied_by": line.denied_by or "",
                    },
                )
            )
    return made


def write_run(
    folder: Path, extract: Path, claims: Sequence[Billed], edits: Sequence[Ran], fingerprint: str = "f1"
) -> Path:
    for kind in ("hits", "unknown", "eligible"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    for part in range(PARTITIONS):
        mine = {number: one for number, one in enumerate(claims, start=1) if one.part == part}
        hits = [_hit(ran, said, mine) for ran in edits for said in ran.hits if said["claim_id"] in mine]
        unknown = [
            {"edit": ran.id, "claim_type": kind, "month": at, "reason": why, "rows": rows, "claims": rows}
            for ran in edits
            for kind, at, why, rows in ran.unknown
            if part == 0
        ]
        eligible = [row for ran in edits for row in _eligible(ran, mine, part)]
        name = f"part-{part:05}.parquet"
        _write(folder / "hits" / name, hits, HITS)
        _write(folder / "unknown" / name, unknown, UNKNOWN)
        _write(folder / "eligible" / name, eligible, ELIGIBLE)
    card = {
        "format": 1,
        "extract": str(extract),
        "fingerprint": fingerprint,
        "edits": [
            {
                "id": ran.id,
                "version": ran.version,
                "title": f"Title of {ran.id}",
                "severity": ran.severity,
                "disposition": "deny line",
                "judges": ran.judges,
                "claim_types": list(ran.types),
                "across": "patient",
                "message": "Line {line}.",
                "own": ran.id.startswith("own/"),
                "digest": ran.digest,
            }
            for ran in edits
        ],
        "engine": "duckdb",
        "since": "1900-01-01",
        "through": "9999-12-31",
        "tables": {"ncci_ptp": {"all": [["teaching slice", "2019-01-01 to open", False]]}},
    }
    (folder / "run.json").write_text(json.dumps(card), encoding="utf-8")
    (folder / "finished.json").write_text('{"duckdb": "2.0.0"}', encoding="utf-8")
    return folder


def judged_rows(claim: Billed, judges: str) -> list[date]:
    """The governing day of each row of a claim that an edit judges."""
    if judges == "line":
        return [line.on for line in claim.lines]
    return [claim.on] * (len(claim.diagnoses) if judges == "diagnosis" else 1)


def _hit(ran: Ran, said: Mapping[str, Any], claims: Mapping[int, Billed]) -> dict[str, Any]:
    claim = claims[said["claim_id"]]
    line = said.get("line")
    on = claim.lines[line - 1].on if line else claim.on
    code = claim.lines[line - 1].code if line else ""
    detail = json.dumps({name: str(value) for name, value in said.get("detail", {}).items()})
    return {
        "edit": ran.id,
        "claim_type": claim.claim_type,
        "on": on,
        "code": code,
        **{name: value for name, value in said.items() if name != "detail"},
        "detail": detail,
    }


def _eligible(ran: Ran, claims: Mapping[int, Billed], part: int) -> list[dict[str, Any]]:
    counted: dict[tuple[str, date], int] = {}
    if ran.eligible:
        counted = dict(ran.eligible) if part == 0 else {}
    else:
        for claim in claims.values():
            if claim.claim_type in ran.types:
                for day in judged_rows(claim, ran.judges):
                    at = claim.claim_type, month(day)
                    counted[at] = counted.get(at, 0) + 1
    return [
        {"edit": ran.id, "claim_type": kind, "month": at, "rows": rows, "claims": rows}
        for (kind, at), rows in counted.items()
    ]


def _write(path: Path, rows: list[dict[str, Any]], schema: pa.Schema) -> None:
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), path)


@dataclass(frozen=True)
class Maker:
    """Writes extracts and runs below a folder."""

    folder: Path

    def run(self, claims: Sequence[Billed], *edits: Ran, name: str = "run", fingerprint: str = "f1") -> Path:
        """A run over an extract of these claims; the path of the run."""
        extract = write_extract(self.folder / f"{name}-extract", claims, fingerprint)
        return write_run(self.folder / name, extract, claims, edits, fingerprint)
