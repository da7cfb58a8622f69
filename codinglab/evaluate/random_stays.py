"""Inpatient claims at random, from a seed: plain ones, and ones with every oddity that claims have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from codinglab.model import Claim, ClaimType, Diagnosis, Icd10cm, Icd10pcs, Patient, Procedure, Provider, Sex
from codinglab.reference.store import open_store

_FIRST, _LAST = date(2022, 10, 1), date(2027, 3, 31)
_COMMON = (
    "A419 J189 I2510 I214 I5023 I5033 J9601 J441 N179 K5720 K8000 S72001A M1711 I639 E1165 E119 I10 N184 "
    "D62 E871 G9341 E43 I4891 L89153 R6521 E669 Z794 E785 N390 E860 F05 O80 Z370 Z3800 Z5189 Y6551 U071"
).split()
_DONE = (
    "0DTJ4ZZ 0SRD0J9 0SR20JZ 027034Z 5A1955Z 10E0XZZ 10D00Z1 0UL74ZZ 02YA0Z0 30233N1 0FYG0Z0 B2111ZZ".split()
)
_ODD = ("", "ZZZ", "A4", "j18.9", "E11", 'X"\\1', "0DTJ4DZ", "é1\n")


def random_stays(count: int, seed: int, odd: float = 0.05) -> Iterator[Claim]:
    """Inpatient claims, each of one patient.

    Args:
        count: how many.
        seed: the same seed gives the same claims.
        odd: how often each field is odd: missing, of another year, of no code list.
    """
    names = "mce_diagnosis_flag", "mce_procedure_flag"
    flagged = [sorted({row["code"] for row in open_store().read(name).to_pylist()}) for name in names]
    chance = Random(seed)  # noqa: S311 (claims, no secrets)
    for number in range(count):
        yield _stay(chance, number, flagged, odd)


def _stay(chance: Random, number: int, flagged: Sequence[Sequence[str]], odd: float) -> Claim:
    def is_odd() -> bool:
        return chance.random() < odd

    def code(common: Sequence[str], listed: Sequence[str]) -> str:
        if is_odd():
            return chance.choice(_ODD)
        return chance.choice(listed) if is_odd() else chance.choice(common)

    through = _FIRST + timedelta(days=chance.randrange((_LAST - _FIRST).days))
    if is_odd():
        through += timedelta(days=chance.choice((-3_000, -1_200, 400, 30_000)))
    begun = through - timedelta(days=chance.choice((0, 1, 2, 3, 4, 7, 30)) if not is_odd() else -2)
    years = chance.choice((-1, 0, 130, 500)) if is_odd() else chance.randrange(0, 100)
    born = date(max(1, begun.year - years), chance.randrange(1, 13), chance.randrange(1, 29))
    count = 0 if is_odd() else chance.choice((1, 3, 6, 12, 18, 24))
    diagnoses = [
        Diagnosis(Icd10cm(code(_COMMON, flagged[0])), chance.choice(("", "1", "X")) if is_odd() else "Y")
        for _ in range(count)
    ]
    if diagnoses and is_odd():
        diagnoses.append(diagnoses[0])
    done = [
        Procedure(Icd10pcs(code(_DONE, flagged[1])), begun) for _ in range(chance.choice((0, 0, 1, 1, 2, 6)))
    ]
    status = chance.choice(("", "1A", "99", "²", "123456789012", " ")) if is_odd() else "01"
    return Claim(
        claim_id=f"stay {number}",
        claim_type=ClaimType.INPATIENT,
        patient=Patient(f"patient {number}", born, chance.choice(list(Sex))),
        from_date=begun,
        through_date=through,
        admission_date=None if is_odd() else begun,
        discharge_status=chance.choice(("20", "03", status)),
        bill_type="0110" if is_odd() else "0111",
        provider=Provider("1234567893"),
        facility_id="facility",
        admitting_diagnosis=Icd10cm(code(_COMMON, flagged[0])) if chance.random() < 0.5 else None,
        condition_codes=("45",) if is_odd() else (),
        diagnoses=tuple(diagnoses),
        procedures=tuple(done),
    )
