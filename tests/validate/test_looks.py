"""Edits that look at claims say the same over an extract as of each claim alone, and lose nothing unknown."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from importlib.util import find_spec

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from codinglab.claims.extract import Extract
from codinglab.claims.extract.chunks import claim_chunks
from codinglab.claims.rebuild import RELATIONS, claims_of
from codinglab.claims.tables import claim_rows
from codinglab.evaluate.batch import extract_of, in_batch, one_by_one
from codinglab.evaluate.oracle import FILE, as_claim, oracle_claims
from codinglab.evaluate.random_stays import random_stays
from codinglab.model import Claim
from codinglab.reference.paths import ROOT
from codinglab.validate.catalogue import edits
from codinglab.validate.code_editor_batch import survey
from codinglab.validate.edit import Edit
from codinglab.validate.examples import Example, dx, inpatient, line, outpatient
from codinglab.validate.looks import joined, look_over
from codinglab.validate.said import ELIGIBLE, HITS, UNKNOWN

ORACLE = ROOT.parent / "shared" / "oracle"
LOOKING = [edit for edit in edits() if edit.looks]
CLAIMS = 1_500


@pytest.fixture(scope="module")
def claims() -> list[Claim]:
    return list(random_stays(CLAIMS, 23, odd=0.1))


@pytest.fixture(scope="module")
def extract(claims: list[Claim], tmp_path_factory: pytest.TempPathFactory) -> Extract:
    return extract_of(claims, tmp_path_factory.mktemp("made") / "extract")


@pytest.fixture(scope="module")
def parts(extract: Extract) -> list[dict[str, pa.Table]]:
    return list(claim_chunks(extract, 0, RELATIONS, claims=500))


def test_every_edit_that_looks_spares_itself_most_claims() -> None:
    assert {edit.family for edit in LOOKING} == {"mce", "icd10pcs"}
    assert all(screen for edit in LOOKING for screen in edit.screens)


def test_random_claims_as_one_at_a_time(claims: list[Claim], parts: list[dict[str, pa.Table]]) -> None:
    expected = one_by_one(claims)
    assert in_batch(parts, {claim.claim_id for claim in claims}) == expected
    assert {edit for kind, edit, *_ in expected if kind == "hit"} > {"mce/invalid-code", "icd10pcs/table-row"}


@pytest.mark.skipif(not (ORACLE / FILE).is_file(), reason=f"no oracle claims in {ORACLE}")
def test_the_claims_of_the_oracle_as_one_at_a_time(tmp_path_factory: pytest.TempPathFactory) -> None:
    claims = [as_claim(case.facts) for case in oracle_claims(ORACLE)]
    extract = extract_of(claims, tmp_path_factory.mktemp("oracle") / "extract")
    parts = list(claim_chunks(extract, 0, RELATIONS))
    assert in_batch(parts, {claim.claim_id for claim in claims}) == one_by_one(claims)


@pytest.mark.parametrize("edit", LOOKING, ids=lambda edit: edit.id)
def test_examples_over_an_extract(edit: Edit, tmp_path_factory: pytest.TempPathFactory) -> None:
    def patient_of(at: int, example: Example) -> Claim:
        claim = example.claim
        return replace(claim, claim_id=str(at), patient=replace(claim.patient, id=str(at)))

    claims = [patient_of(at, example) for at, example in enumerate(edit.examples)]
    extract = extract_of(claims, tmp_path_factory.mktemp("examples") / "extract")
    for part in claim_chunks(extract, 0, RELATIONS, claims=1):
        found = look_over([edit], part)
        example = edit.examples[int(part["claim"]["name"][0].as_py())]
        came = "fires" if found.hits.num_rows else "not evaluated" if found.unknown.num_rows else "passes"
        assert came == example.outcome, example.because


def test_rows_judged_and_not_judged_are_all_the_rows(parts: list[dict[str, pa.Table]]) -> None:
    found = joined(look_over(LOOKING, part) for part in parts)
    assert (found.hits.schema, found.unknown.schema, found.eligible.schema) == (HITS, UNKNOWN, ELIGIBLE)
    assert found.unknown.num_rows
    for edit in LOOKING:
        first = min(since for since, _ in edit.looks)
        counted: Counter[str] = Counter()
        for table in (found.unknown, found.eligible):
            counted["rows"] += pc.sum(table.filter(pc.equal(table["edit"], edit.id))["rows"]).as_py() or 0
        judged = pa.concat_tables(part[edit.judges].select(["claim_id", "on"]) for part in parts)
        begun = judged.filter(pc.greater_equal(judged["on"], pa.scalar(first)))
        whole = pa.concat_tables(part["claim"].select(["claim_id", "on"]) for part in parts)
        whole = whole.filter(pc.greater_equal(whole["on"], pa.scalar(first)))
        bare = whole.num_rows - len(set(begun["claim_id"].to_pylist()))
        assert begun.num_rows <= counted["rows"] <= begun.num_rows + bare


def test_the_reason_is_one_for_all_claims(parts: list[dict[str, pa.Table]]) -> None:
    reasons = set(look_over(LOOKING, parts[0]).unknown["reason"].to_pylist())
    assert "the code editor's tables do not cover a discharge on {on}" in reasons
    assert not any("stay " in reason for reason in reasons)


def test_a_claim_without_a_birth_date_is_counted_as_not_judged(parts: list[dict[str, pa.Table]]) -> None:
    held = {name: table.slice(0, 1) if name == "claim" else table for name, table in parts[0].items()}
    for name in ("birth_date", "age"):
        at = held["claim"].schema.get_field_index(name)
        none = pa.nulls(1, held["claim"].schema.field(name).type)
        held["claim"] = held["claim"].set_column(at, name, none)
    found = look_over([edit for edit in LOOKING if edit.family == "mce"], held)
    assert found.unknown.num_rows == len(LOOKING) - 1
    assert not found.hits.num_rows
    assert not found.eligible.num_rows


def test_a_claim_is_made_again_whole(tmp_path_factory: pytest.TempPathFactory) -> None:
    made = [
        replace(
            outpatient(dx("I10"), dx("E11.9"), line("99213", "25", "GC", units=2, to=(2, 1)), line("80053")),
            claim_id="visit",
            condition_codes=("45", "41"),
        ),
        replace(next(random_stays(1, 9, odd=0)), claim_id="stay"),
    ]
    extract = extract_of(made, tmp_path_factory.mktemp("whole") / "extract")
    held = {name: pq.read_table(extract.file(name, 0)) for name in RELATIONS}
    ids = held["claim"]["claim_id"].to_pylist()
    again = {claim.claim_id: claim for _, claim in claims_of(held, ids) if isinstance(claim, Claim)}
    for claim in made:
        there, here = claim_rows([again[claim.claim_id]]), claim_rows([claim])
        assert {name: sorted(rows) for name, rows in there.items() if name != "claim"} == {
            name: sorted(rows) for name, rows in here.items() if name != "claim"
        }
        assert there["claim"] == here["claim"]


def test_the_editor_s_survey_names_no_claim_without_cause(tmp_path_factory: pytest.TempPathFactory) -> None:
    extract = extract_of([inpatient(dx("J18.9", "Y"))], tmp_path_factory.mktemp("one") / "extract")
    found = survey(next(claim_chunks(extract, 0)))
    assert not found.unjudged
    assert not any(found.fired.values())


@pytest.mark.skipif(find_spec("pyspark") is None, reason="no Spark: pip install codinglab[spark]")
@pytest.mark.filterwarnings("default")
def test_spark_says_the_same(extract: Extract, parts: list[dict[str, pa.Table]]) -> None:
    from codinglab.claims.spark import end_session, local_session
    from codinglab.validate.engines.cluster_looks import looked

    here = joined(look_over(LOOKING, part) for part in parts)
    session = local_session()
    try:
        there = looked(session, extract, LOOKING)
    finally:
        end_session(session)
    for name in ("hits", "unknown", "eligible"):
        tables = [getattr(one, name).to_pylist() for one in (here, there)]
        assert sorted(map(str, tables[0])) == sorted(map(str, tables[1])), name
