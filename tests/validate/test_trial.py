"""An edit tried on claims and on extracts: hits with their claims, what passes, what is not judged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from codinglab.claims.extract import Extract, write_extract
from codinglab.claims.intake import Batch
from codinglab.claims.tables import claim_rows, claim_tables
from codinglab.model import Claim, InvalidInputError
from codinglab.validate.catalogue import edit
from codinglab.validate.examples import aged, dx, inpatient, line, outpatient, professional
from codinglab.validate.loaded import load, load_extract
from codinglab.validate.opened import open_claim
from codinglab.validate.steps import steps
from codinglab.validate.trial import try_on

PTP, EXCLUDES = edit("ncci/column-two-code"), edit("icd10cm/excludes1")


def named(claim: Claim, name: str, patient: str = "") -> Claim:
    return replace(claim, claim_id=name, patient=replace(claim.patient, id=patient or f"of {name}"))


CLAIMS = [
    named(professional(line("45385"), line("45380")), "both"),
    named(professional(line("45385")), "first", "one"),
    named(professional(line("45380")), "second", "one"),
    named(professional(line("45385"), line("45380", "XS")), "separate"),
    named(professional(line("45385"), on="1990-01-01"), "old"),
]


def an_extract(folder: Path, claims: list[Claim]) -> Extract:
    relations = claim_tables(claim_rows(claims))
    held: dict[str, Any] = {name: table for name, table in relations.items() if name != "prefix"}
    held["note"] = pa.table(
        {"claim_id": ["both"], "title": ["<i>Note</i>"], "text": ["polyp <script>alert(1)</script>"]}
    )
    held["payment"] = pa.table(
        {"claim_id": ["both"], "line": pa.array([1], pa.int32()), "allowed": [80.0], "paid": [64.0],
         "denied_by": [""]}
    )  # fmt: skip
    return write_extract([Batch(held)], folder)


def test_hits_are_told_with_their_claim_and_what_is_left_is_counted() -> None:
    told = try_on(PTP, load(CLAIMS))
    assert [(hit.name, hit.line, hit.code, hit.other_code) for hit in told.hits] == [
        ("both", 2, "45380", "45385"),
        ("second", 1, "45380", "45385"),
    ]
    assert "45380" in told.hits[0].message
    assert told.hits[0].patient == "of both"
    assert (told.count, told.claims_hit, told.judged) == (2, 2, 5)
    assert [other.name for other in told.unknown] == ["old"]
    assert "does not cover" in told.unknown[0].reason
    assert {"first", "separate"} == {other.name for other in told.passed}
    assert told.eligible == 6


def test_an_extract_gives_the_same_hits_with_notes_and_payments(tmp_path: Path) -> None:
    loaded = load_extract(an_extract(tmp_path / "x", CLAIMS))
    told = try_on(PTP, loaded)
    alone = try_on(PTP, load(CLAIMS))
    assert [(hit.name, hit.line, hit.code) for hit in told.hits] == [
        (hit.name, hit.line, hit.code) for hit in alone.hits
    ]
    assert (told.passes, told.unjudged, told.eligible) == (alone.passes, alone.unjudged, alone.eligible)
    opened = open_claim(loaded, told.hits[0].claim)
    assert opened.name == "both"
    assert opened.notes == (("<i>Note</i>", "polyp <script>alert(1)</script>"),)
    assert (opened.lines[0].allowed, opened.lines[0].paid) == (80.0, 64.0)
    second = open_claim(loaded, told.hits[1].claim)
    assert len(second.others) == 1
    walked = steps(PTP, loaded.of_patient(told.hits[1].claim))
    assert walked.hits == 1
    assert steps(PTP, loaded).hits == 2


def test_beginnings_of_codes_are_there_in_an_extract_too(tmp_path: Path) -> None:
    claims = [named(inpatient(dx("E10.9", "Y"), dx("E11.9", "Y")), "both")]
    loaded = load_extract(an_extract(tmp_path / "x", claims))
    assert try_on(EXCLUDES, loaded).count == try_on(EXCLUDES, load(claims)).count == 1


def test_the_list_is_cut_but_the_count_is_whole() -> None:
    many = [named(professional(line("45385"), line("45380")), f"c{number}") for number in range(5)]
    told = try_on(PTP, load(many), limit=2)
    assert (len(told.hits), told.count) == (2, 5)


def test_an_edit_that_looks_at_a_whole_claim_is_tried_on_claims_only(tmp_path: Path) -> None:
    age = edit("mce/age-conflict")
    child = named(aged(7, inpatient(dx("N40.0", "Y"))), "child")
    assert try_on(age, load([child])).claims_hit == 1
    with pytest.raises(InvalidInputError, match="try it on claims, not on an extract"):
        try_on(age, load_extract(an_extract(tmp_path / "x", [child])))


def test_claims_of_another_type_or_none_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="judges professional claims; 1 claim: outpatient"):
        try_on(edit("modifier/visit-without-25"), load(outpatient(line("99213"))))
    loaded = load(CLAIMS)
    with pytest.raises(InvalidInputError, match="no claim 'nowhere' among 5 claims"):
        open_claim(loaded, "nowhere")
    with pytest.raises(InvalidInputError, match="no claim 'nowhere'"):
        loaded.of_patient("nowhere")
    with pytest.raises(InvalidInputError, match="Claims are needed"):
        load([1])  # type: ignore[list-item]
    with pytest.raises(InvalidInputError, match="at least 1 is needed"):
        load_extract(an_extract(tmp_path / "x", CLAIMS), partitions=0)
    assert try_on(PTP, loaded).words == "5 claims"


def test_the_reach_of_a_steps_walk_is_the_patient() -> None:
    walked = steps(PTP, load(CLAIMS).of_patient("second"))
    assert walked.claims == "claim second and 1 more of the patient"
    assert walked.hits == 1
