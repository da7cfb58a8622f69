"""CC and MCC lists: what the tables say is what the grouper does."""

from __future__ import annotations

from datetime import date

import pytest

from codinglab.group import group
from codinglab.model import Claim, ClaimType, Complication, Diagnosis, Icd10cm, Loss, Patient, Sex
from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.sources.cc_tables import read, read_package

NAMES = {"6i": "CMS-1833-F Table 6I.txt", "6j": "CMS-1833-F Table 6J.txt", "6k": "CMS-1833-F Table 6K.txt"}
TEXTS = {
    "6i": (
        "TABLE 6I - COMPLETE MCC LIST - FY 2026\r\nDiagnosis "
        "Code\tDescription\r\nA02.1\tInvented sepsis\r\n\r\n\tNotes:\r\n"
    ),
    "6j": (
        "TABLE 6J - COMPLETE CC LIST - FY 2026\r\nDiagnosis "
        "Code\tDescription\r\nA00.0\tInvented\r\nI46.9\tInvented\r\n"
    ),
    "6k": (
        "TABLE 6K - COMPLETE LIST OF CC EXCLUSIONS - FY 2026\r\n\r\nK Part 1: List of CC and "
        "Major CC Codes\r\n"
        " I10 Dx  Lev PDX Exclusions   ICD-10-CM Description\r\n"
        " A000    CC  0002:2 codes     Invented\r\n A021    MCC 0003:1 code      Invented sepsis\r\n"
        " I469    CC  No Excl          Invented\r\n\r\n"
        "PDX collection 0002\r\n  A000    Invented\r\n  A001    Invented\r\n\r\n"
        "PDX collection 0003\r\n  A021    Invented sepsis\r\n\r\n"
        "K Part 2: Codes that are CC or Major CC only if patient discharged alive\r\n\r\n  "
        "I469    Invented\r\n"
    ),
}


def tables(**changes: str) -> dict[str, str]:
    return {
        **{NAMES[key]: text for key, text in {**TEXTS, **changes}.items()},
        "CMS-1833-F Table 6I.1.txt": (
            "TABLE 6I.1 - ADDITIONS TO THE MCC LIST - FY 2026\r\nA02.2\tInvented\r\n"
        ),
    }


def test_the_published_texts(publish) -> None:
    reading = read(publish("tables-6a-6k.zip", tables()))
    assert [tuple(row.values()) for row in reading.tables["msdrg_cc"].to_pylist()] == [
        ("A000", "CC", "0002", False),
        ("A021", "MCC", "0003", False),
        ("I469", "CC", "", True),
    ]
    assert [tuple(row.values()) for row in reading.tables["msdrg_cc_exclusion"].to_pylist()] == [
        ("0002", "A000"),
        ("0002", "A001"),
        ("0003", "A021"),
    ]
    assert (reading.edition, reading.since, reading.through) == (
        "FY2026 October",
        date(2025, 10, 1),
        date(2026, 9, 30),
    )


@pytest.mark.parametrize(
    ("changes", "since", "found"),
    [
        ({}, date(2024, 10, 1), "is of FY2026.*2024-10-01 is not in it"),
        ({"6j": TEXTS["6j"].replace("2026", "2025")}, None, "expected one fiscal year.*FY 2025, FY 2026"),
        (
            {"6k": TEXTS["6k"].replace("  A001    Invented\r\n", "")},
            None,
            "2 codes in PDX collection 0002.*found 1",
        ),
        ({"6k": TEXTS["6k"][:-4]}, None, "no line end"),
        ({"6i": TEXTS["6i"].replace("A02.1", "A02.2")}, None, "2 differ, the first is A021"),
        (
            {"6j": TEXTS["6j"].replace("A00.0", "A02.1")},
            None,
            "A021 in Table 6I or in Table 6J; it stands in both",
        ),
        ({"6k": TEXTS["6k"].replace(" MCC 0003", " XCC 0003")}, None, "line 6: expected a code, its level"),
        ({"6k": "TABLE 5 - weights FY 2026\r\n"}, None, "exclusions not found"),
    ],
)
def test_what_is_refused(publish, changes: dict[str, str], since: date | None, found: str) -> None:
    with pytest.raises(SourceFileError, match=found):
        read(publish("tables-6a-6k.zip", tables(**changes), since))


def test_a_zip_without_a_year_needs_a_word(publish) -> None:
    bare = {name: text.replace(" - FY 2026", "") for name, text in tables().items()}
    with pytest.raises(SourceFileError, match="Say the first day it holds"):
        read(publish("tables.zip", bare))
    assert read(publish("tables.zip", bare, date(2025, 10, 1))).edition == "FY2026 October"


def test_the_package_and_the_grouper_agree() -> None:
    reading = read_package()
    codes = reading.tables["msdrg_cc"].to_pylist()
    excluded = {tuple(row.values()) for row in reading.tables["msdrg_cc_exclusion"].to_pylist()}
    levels = [row["level"] for row in codes]
    assert (levels.count("MCC"), levels.count("CC"), len(excluded)) == (3_354, 15_078, 180_403)
    principals = ("J189", "A419", "I214", "S72001A", "K5720")
    sample = [(row, principals[at % 5]) for at, row in enumerate(codes[:: len(codes) // 300])]
    excluding = next(p for number, p in sorted(excluded) if number == codes[5000]["exclusion_list"])
    for row, principal in [*sample, (codes[5000], excluding)]:
        severity = group(stay(principal, row["code"])).secondary[0]
        assert severity.listed is Complication(row["level"]), row
        if row["code"] != principal:
            assert (severity.loss is Loss.EXCLUDED) is ((row["exclusion_list"], principal) in excluded), row


def stay(*codes: str) -> Claim:
    day = date(2026, 3, 1)
    return Claim(
        claim_id="t",
        claim_type=ClaimType.INPATIENT,
        patient=Patient("p", date(1956, 1, 1), Sex.FEMALE),
        from_date=day,
        through_date=day,
        discharge_status="01",
        diagnoses=tuple(Diagnosis(Icd10cm(code), "Y") for code in codes),
    )
