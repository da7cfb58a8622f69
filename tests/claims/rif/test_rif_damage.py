"""Damaged RIF files: no error of ours, and every claim of the file is either read or rejected."""

from __future__ import annotations

import random
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest

from codinglab.claims.intake.rif import read_rif
from codinglab.model import InvalidInputError

NAMES = (
    "BENE_ID|CLM_ID|CLM_FROM_DT|CLM_THRU_DT|DOB_DT|GNDR_CD|PRNCPAL_DGNS_CD|PRNCPAL_DGNS_VRSN_CD|LINE_NUM|"
    "HCPCS_CD|LINE_SRVC_CNT|LINE_1ST_EXPNS_DT|LINE_SBMTD_CHRG_AMT"
)
ROW = "-9|{claim}|05-Jan-2026|05-Jan-2026|02-Mar-1954|2|I10|0|{line}|99213|1|05-Jan-2026|125.50"


def read(data: bytes) -> tuple[set[str], set[str], int]:
    """The claims read, those rejected, and the rows that are none."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "carrier [1].csv"
        path.write_bytes(data)
        taken: set[str] = set()
        rejected: set[str] = set()
        rows = 0
        for batch in read_rif(path):
            if batch.relations:
                taken |= set(batch.relations["claim"]["claim_id"].to_pylist())
            rejected |= {one.claim for one in batch.rejections if one.claim}
            rows += sum(bool(one.row) and not one.claim for one in batch.rejections)
        return taken, rejected, rows


def damaged(draw: random.Random, claim: int) -> list[list[str]]:
    """The rows of a claim with something wrong in them."""
    rows = [ROW.format(claim=f"-{claim}", line=line).split("|") for line in (1, 2)]
    for _ in range(draw.randint(1, 2)):
        row = draw.choice(rows)
        cell = draw.randrange(len(row))
        how = draw.choice(["text", "text", "drop", "cut"])
        if how == "text":
            row[cell] = "".join(
                chr(draw.choice([*range(1, 10), *range(14, 124), *range(128, 500)])) for _ in "abc"
            )
        elif how == "drop" and len(row) > 1:
            del row[cell]
        else:
            del row[cell + 1 :]
    return rows


@pytest.mark.parametrize(("seed", "encoding"), [(1, "utf-8"), (2, "latin-1"), (3, "utf-8")])
def test_every_claim_is_read_or_rejected(seed: int, encoding: str) -> None:
    draw = random.Random(seed)  # noqa: S311
    whole, rows = set(), []
    for claim in range(0, 400, 2):
        # An undamaged claim of two before and after each damaged one: its neighbours may be rejected with it.
        for name in (f"-{claim}a", f"-{claim}b", f"-{claim}c"):
            rows += [ROW.format(claim=name, line=line).split("|") for line in (1, 2)]
        whole.add(f"-{claim}b")
        rows += damaged(draw, claim + 1)
    text = "\n".join([NAMES, *("|".join(row) for row in rows)]) + "\n"
    taken, rejected, broken = read(text.encode(encoding, "replace"))
    width = len(NAMES.split("|"))
    named = {row[1] for row in rows if len(row) == width and row[1].startswith("-")}
    assert not taken & rejected
    assert named <= taken | rejected
    assert whole <= taken
    assert broken >= sum(len(row) != width for row in rows if "".join(row).strip())


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x01\x02",
        NAMES.encode() + b"\n\x00\x00|\x00\n",
        NAMES.encode(),
        NAMES.encode() + b"\n" + b"x" * 5_000_000,
        NAMES.encode("utf-16"),
    ],
)
def test_what_is_no_table_is_a_clear_fault_or_a_rejection(data: bytes) -> None:
    with suppress(InvalidInputError):
        taken, _, _ = read(data)
        assert not taken
