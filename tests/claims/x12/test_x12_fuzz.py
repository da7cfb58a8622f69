"""Damaged 837 files: no error of ours, no claim lost in silence, none with the parts of another."""

from __future__ import annotations

import random
import tempfile
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codinglab.claims.intake.x12 import read_x12
from codinglab.claims.tables import claim_rows
from codinglab.model import (
    Claim,
    ClaimType,
    Diagnosis,
    Hcpcs,
    Icd10cm,
    Icd10pcs,
    InvalidInputError,
    Modifier,
    Patient,
    Procedure,
    Provider,
    ServiceLine,
    Sex,
)

ISA = 106
CODES = "E1122 I10 N1830 J189 Z7901 R0789 K5720 W19XXXA".split()
SERVICES = "99213 J1100 36415 80053 G0439 0213T".split()


def claims(seed: int) -> list[Claim]:
    """One to four claims of all kinds, drawn by a seed."""
    draw = random.Random(seed)  # noqa: S311
    return [_claim(draw, f"C{number}") for number in range(draw.randint(1, 4))]


def _claim(draw: random.Random, claim_id: str) -> Claim:
    kind = draw.choice(list(ClaimType))
    professional, inpatient = kind is ClaimType.PROFESSIONAL, kind is ClaimType.INPATIENT
    first = date(2024, 1, 1) + timedelta(days=draw.randrange(900))
    length = draw.randrange(20)
    place, group = draw.choice(["11", "22"]), f"10000{draw.randrange(10**5):05}"
    lines = [
        _line(draw, first + timedelta(days=draw.randint(0, length)), place, professional) for _ in range(3)
    ]
    lines = lines[: draw.randint(1, 3)]
    last = first + timedelta(days=length)
    if professional:
        first, last = min(line.date for line in lines), max(line.date for line in lines)
    poa = ["Y", "N", "U", ""] if inpatient else [""]
    return Claim(
        claim_id,
        kind,
        Patient(f"M{draw.randrange(99)}", date(1990, 1, 1), draw.choice(list(Sex))),
        first,
        last,
        admission_date=first if inpatient else None,
        discharge_status="" if professional else draw.choice(["01", "20"]),
        bill_type="" if professional else "0111" if inpatient else draw.choice(["0131", "0851"]),
        provider=Provider(f"2{draw.randrange(10**9):09}", draw.choice(["", "207R00000X"]), group),
        facility_id=draw.choice(["", "1999999992"]) if professional else group,
        contractor=draw.choice(["", "05302"]),
        admitting_diagnosis=Icd10cm("R109") if inpatient else None,
        condition_codes=() if professional else draw.choice([(), ("44",), ("44", "A6")]),
        diagnoses=tuple(
            Diagnosis(Icd10cm(one), draw.choice(poa)) for one in draw.choices(CODES, k=draw.randint(1, 14))
        ),
        procedures=(Procedure(Icd10pcs("0DTJ4ZZ"), first),) if inpatient and draw.random() < 0.5 else (),
        lines=tuple(lines),
    )


def _line(draw: random.Random, on: date, place: str, professional: bool) -> ServiceLine:
    code = draw.choice(SERVICES if professional else ["", *SERVICES])
    return ServiceLine(
        Hcpcs(code),
        on,
        tuple(map(Modifier, draw.choice([(), ("25",), ("59", "LT")]))) if code else (),
        draw.randint(0, 99),
        None,
        draw.choice([(), (1,), (1, 2)]) if professional else (),
        Decimal(draw.randrange(10**6)) / 100,
        place if professional else "",
        "" if professional else draw.choice(["0120", "0300", "0450"]),
    )


several = st.integers(0, 2**32).map(claims)
quick = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(text: str) -> tuple[dict[str, tuple[Any, ...]], dict[str, Any], int, int]:
    """The claim rows by id, all relations, how many claims were rejected, and faults of the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.837"
        path.write_bytes(text.encode("latin-1", "replace"))
        found: dict[str, tuple[Any, ...]] = {}
        relations: dict[str, list[tuple[Any, ...]]] = {}
        rejected = told = 0
        for batch in read_x12(path):
            rejected += sum(bool(one.row) for one in batch.rejections)
            told += sum(not one.row for one in batch.rejections)
            for name, table in batch.relations.items():
                rows = [tuple(row.values()) for row in table.to_pylist()]
                relations.setdefault(name, []).extend(rows)
                if name == "claim":
                    assert not found.keys() & {row[0] for row in rows}
                    found.update({row[0]: row for row in rows})
        return found, relations, rejected, told


def claims_in(text: str) -> int:
    """How many CLM segments a text has, by its first delimiters."""
    element, segment = text[3], text[ISA - 1]
    tags = (part.strip().split(element)[0].strip() for part in text.split(segment)[:-1])
    return sum(tag == "CLM" for tag in tags)


@quick
@given(several)
def test_what_is_written_is_read(x12_writer: Any, some: list[Claim]) -> None:
    _, relations, rejected, told = read(x12_writer(claims_a_transaction=2).file(some))
    rows = claim_rows(some)
    del rows["prefix"]
    assert (relations, rejected, told) == ({**rows, "payment": []}, 0, 0)


def _parts(text: str) -> list[str]:
    return text[ISA:].replace("\n", "").split("~")[:-1]


@quick
@given(several, st.data())
def test_damage_is_a_rejection_and_no_claim_is_lost(x12_writer: Any, some: Any, data: Any) -> None:
    text = x12_writer(end="").file(some)
    parts = _parts(text)
    for _ in range(data.draw(st.integers(1, 3))):
        where = data.draw(st.integers(0, len(parts) - 1))
        how = data.draw(st.sampled_from(["drop", "twice", "swap", "tag", "cut", "letter", "blank", "insert"]))
        there = parts[where]
        at = data.draw(st.integers(0, max(0, len(there) - 1)))
        letter = data.draw(st.characters(max_codepoint=255))
        if how == "drop" and len(parts) > 1:
            del parts[where]
        elif how == "twice":
            parts.insert(where, there)
        elif how == "swap":
            other = data.draw(st.integers(0, len(parts) - 1))
            parts[where], parts[other] = parts[other], there
        elif how == "tag":
            tag = data.draw(
                st.sampled_from("CLM HL LX HI ST SE GS GE ISA IEA NM1 DMG SBR SV1 SVD ZZZ".split())
            )
            parts[where] = "*".join([tag, *there.split("*")[1:]])
        elif how == "cut":
            parts[where] = there[:at]
        elif how == "letter":
            parts[where] = there[:at] + letter + there[at + 1 :]
        elif how == "blank":
            parts[where] = "*".join([there.split("*")[0], *[""] * there.count("*")])
        elif how == "insert":
            parts.insert(where, letter)
    damaged = text[:ISA] + "".join(part + "~" for part in parts)
    try:
        found, _, rejected, _ = read(damaged)
    except InvalidInputError:
        return
    assert len(found) + rejected == claims_in(damaged)


@quick
@given(several, st.data())
def test_a_cut_file_gives_whole_claims_only(x12_writer: Any, some: Any, data: Any) -> None:
    text = x12_writer(end="").file(some)
    cut = text[: data.draw(st.integers(ISA, len(text) - 1))]
    try:
        found, _, rejected, told = read(cut)
    except InvalidInputError:
        return
    rows = {row[0]: row for row in claim_rows(some)["claim"]}
    assert len(found) + rejected == claims_in(cut)
    assert told
    assert all(rows[name] == row for name, row in found.items())


@quick
@given(several, st.data())
def test_a_lost_segment_never_gives_a_claim_anothers_parts(x12_writer: Any, some: Any, data: Any) -> None:
    text = x12_writer(end="").file(some)
    parts = _parts(text)
    where = data.draw(st.integers(0, len(parts) - 1))
    if data.draw(st.booleans()):
        del parts[where]
    else:
        parts[where] = "Q" + parts[where][1:]
    try:
        _, relations, rejected, told = read(text[:ISA] + "".join(part + "~" for part in parts))
    except InvalidInputError:
        return
    taken = {row[0] for row in relations.get("claim", [])}
    intact = claim_rows([claim for claim in some if claim.claim_id in taken])
    assert rejected or told
    for name, rows in relations.items():
        assert name == "payment" or rows == intact[name]


@quick
@given(several, st.data())
def test_a_damaged_first_segment_is_a_clear_fault(x12_writer: Any, some: Any, data: Any) -> None:
    text = list(x12_writer(end="").file(some))
    for _ in range(data.draw(st.integers(1, 3))):
        text[data.draw(st.integers(0, ISA - 1))] = data.draw(st.characters(max_codepoint=255))
    with suppress(InvalidInputError):
        read("".join(text))


@quick
@given(st.binary(max_size=400))
def test_anything_else_is_a_clear_fault(data: bytes) -> None:
    for text in (data.decode("latin-1"), "ISA" + data.decode("latin-1")):
        with suppress(InvalidInputError):
            read(text)
