"""A small back-test to learn the review on: made-up colonoscopies, with notes that settle most hits.

Every claim is invented. The edit `ncci/column-two-code` hits a biopsy beside a removal by snare that no
modifier tells apart; the note says whether it was another lesion.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa

from codinglab.backtest.opened import BackTest
from codinglab.backtest.run import backtest
from codinglab.claims.extract import write_extract
from codinglab.claims.extract.layout import NOTE, PAYMENT
from codinglab.claims.intake.batch import Batch
from codinglab.claims.tables import claim_rows, claim_tables
from codinglab.model import Claim, Patient, Provider, Sex
from codinglab.validate.catalogue import edit
from codinglab.validate.examples import dx, line, professional

EDIT = "ncci/column-two-code"
CLAIMS = 400
_FIRST = date(2026, 1, 5)
_ALLOWED = {"45385": 250.0, "45380": 190.0, "99213": 95.0}
_SAME = (
    "Polyp of the sigmoid colon at 25 cm. A biopsy was taken of it, then the same polyp was removed by snare."
)
_OTHER = "Polyp of the sigmoid colon removed by snare. A second lesion, in the ascending colon, was biopsied."
_BRIEF = "Colonoscopy with removal of a polyp by snare and biopsy. Pathology to follow."


def make_demonstration(
    folder: Path, *, seed: int = 1, say: Callable[[str, float], None] = lambda _sentence, _share: None
) -> BackTest:
    """Write the claims into `folder/claims` and run the edit into `folder/run`.

    Args:
        folder: where to; what it holds of an earlier demonstration is used again.
        seed: what the claims are drawn from.
        say: called with a sentence and the share done, 0 to 1.

    Raises:
        InvalidInputError: the folder holds something else.
        StoreError: the reference store is missing or damaged.
    """
    from codinglab.claims.extract import open_extract

    claims = folder / "claims"
    extract = (
        open_extract(claims) if (claims / "extract.json").is_file() else write_extract([_batch(seed)], claims)
    )
    return backtest(extract, [edit(EDIT)], folder / "run", say=say)


def _batch(seed: int) -> Batch:
    chance = Random(seed)  # noqa: S311 - made-up claims, no secret
    made = [_claim(number, chance) for number in range(CLAIMS)]
    relations = claim_tables(claim_rows([claim for claim, _ in made]))
    del relations["prefix"]
    paid = [_paid(claim, number, chance) for claim, _ in made for number in range(len(claim.lines))]
    relations["payment"] = _table(PAYMENT, paid)
    notes = [(claim.claim_id, "Procedure note", note) for claim, note in made if note]
    relations["note"] = _table(NOTE, notes)
    return Batch(relations, read=1.0)


def _claim(number: int, chance: Random) -> tuple[Claim, str]:
    """A claim and its note: visits, colonoscopies with one service, or with two."""
    kind = chance.choice(("visit", "snare", "pair", "pair", "apart"))
    lines = {
        "visit": (line("99213"),),
        "snare": (line("45385"),),
        "pair": (line("45385"), line("45380")),
        "apart": (line("45385"), line("45380", "XS")),
    }[kind]
    day = _FIRST + timedelta(days=chance.randrange(170))
    claim = professional(dx("K63.5"), *lines, on=day.isoformat())
    note = chance.choices((_SAME, _OTHER, _BRIEF), (6, 3, 1))[0] if kind == "pair" else ""
    born = date(1940 + chance.randrange(35), 1 + chance.randrange(12), 1 + chance.randrange(28))
    return (
        replace(
            claim,
            claim_id=f"DEMO{number:04}",
            patient=Patient(f"P{chance.randrange(150):03}", born, chance.choice((Sex.FEMALE, Sex.MALE))),
            provider=Provider(f"D{number % 9}", ("10", "02")[number % 4 == 0], f"G{number % 3}"),
            lines=tuple(replace(one, charge=Decimal(_ALLOWED[one.code]) * 2) for one in claim.lines),
        ),
        note,
    )


def _paid(claim: Claim, number: int, chance: Random) -> tuple[Any, ...]:
    """What was paid of a line; some of the biopsies were denied already."""
    allowed = _ALLOWED[claim.lines[number].code]
    denied = number == 1 and chance.random() < 0.2
    return (
        claim.claim_id,
        number + 1,
        allowed,
        0.0 if denied else allowed,
        "payer's own edit" if denied else "",
    )


def _table(schema: pa.Schema, rows: list[tuple[Any, ...]]) -> pa.Table:
    return pa.table([list(column) for column in zip(*rows, strict=True)], schema=schema)
