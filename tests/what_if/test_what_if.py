"""What if: other principal diagnoses with the rules for and against, POA changes, answers, the tutor."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from codinglab.claims.assemble import answers_from_key, claim_from
from codinglab.model import (
    Claim,
    ClaimType,
    Diagnosis,
    Icd10cm,
    InvalidInputError,
    Patient,
    QueryStatus,
    Sex,
)
from codinglab.query import draft
from codinglab.reference.cases import load_case, load_key
from codinglab.what_if import (
    May,
    Verdict,
    answered,
    arguments,
    each_answer,
    may_be_principal,
    poa_changes,
    principals,
    reply,
)

CASE = "inpatient-sepsis-kidney-injury"
DAY = date(2026, 6, 18)


def stay(*codes: str, poa: dict[str, str] | None = None) -> Claim:
    return Claim(
        claim_id="t",
        claim_type=ClaimType.INPATIENT,
        patient=Patient("p", date(1956, 1, 1), Sex.FEMALE),
        from_date=DAY,
        through_date=DAY,
        discharge_status="01",
        bill_type="0111",
        diagnoses=tuple(Diagnosis(Icd10cm(code), (poa or {}).get(code, "Y")) for code in codes),
    )


def verdicts(claim: Claim) -> dict[str, Verdict]:
    return {one.code.written: one for one in may_be_principal(claim)}


def sections(verdict: Verdict) -> set[str]:
    return {item.section for one in verdict.arguments if one.speaks is False for item in one.authority}


def test_each_diagnosis_as_principal_has_its_drg_and_its_findings() -> None:
    found = principals(stay("N39.0", "A41.51", "R65.20"))
    assert [(one.change, one.grouping.drg) for one in found] == [
        ("as it is", "689"),
        ("A41.51 first", "872"),
        ("R65.20 first", "871"),
    ]
    assert "icd10cm/severe-sepsis-order" in {one.edit for one in found[2].new}
    assert not found[0].new
    assert "icd10cm/sepsis-after-localized-infection" in {one.edit for one in found[1].gone}


@pytest.mark.parametrize(
    ("codes", "code", "may", "section"),
    [
        (("N39.0", "A41.51"), "N39.0", May.ASK, "I.C.1.d.4"),
        (("N39.0", "A41.51"), "A41.51", May.YES, ""),
        (("A41.51", "R65.20", "N17.9"), "R65.20", May.NO, "edit 9"),
        (("N39.0", "B96.20"), "B96.20", May.NO, "edit 9"),
        (("K85.90", "R10.13"), "R10.13", May.ASK, "II.A"),
        (("S72.001A", "W18.30XA"), "W18.30XA", May.NO, "edit 2"),
        (("I11.0", "I50.22"), "I50.22", May.ASK, "I.C.9.a.1"),
        (("J18.9", "J96.01"), "J96.01", May.YES, ""),
        (("J18.9", "Z79.01"), "Z79.01", May.ASK, "I.C.21.c.3"),
    ],
)
def test_what_may_be_principal(codes: tuple[str, ...], code: str, may: May, section: str) -> None:
    verdict = verdicts(stay(*codes))[code]
    assert verdict.may in ((May.ASK, May.NO) if may is May.ASK else (may,))
    assert not section or section in sections(verdict) or verdict.may is May.NO


def test_what_arose_later_may_not_be_principal() -> None:
    later = verdicts(stay("J18.9", "I21.4", poa={"I21.4": "N"}))["I21.4"]
    assert later.may is May.NO
    assert {"II", "Appendix I"} <= sections(later)
    unknown = verdicts(stay("J18.9", "I21.4", poa={"I21.4": "U"}))["I21.4"]
    assert unknown.may is May.ASK
    assert any("query" in one.says for one in unknown.arguments)


def test_a_claim_without_a_diagnosis_has_no_candidate() -> None:
    assert may_be_principal(stay()) == ()
    assert [one.change for one in principals(stay())] == ["as it is"]
    assert [one.change for one in poa_changes(stay())] == ["as it is"]


def test_the_drg_is_no_argument() -> None:
    for verdict in may_be_principal(stay("J18.9", "J96.01", "E11.9", "R50.9")):
        said = " ".join(one.says for one in verdict.arguments)
        assert "DRG" not in said
        assert str(verdict.alternative.grouping.drg) not in said


def test_poa_changes_show_what_hangs_on_them() -> None:
    found = {one.change: one for one in poa_changes(stay("N39.0", "S72.001A"))}
    assert found["as it is"].grouping.drg == "689"
    assert found["S72.001A: POA N for Y"].grouping.drg == "690"
    assert found["S72.001A: POA U for Y"].grouping.drg == "690"
    assert found["S72.001A: POA W for Y"].grouping.drg == "689"


def teaching() -> tuple[object, Claim, object]:
    case, key = load_case(CASE), load_key(CASE)
    claim = claim_from(case, answers_from_key(case, key))
    query = draft(key.queries[0], case.encounter, author="A. Coder, CCS", written_on=DAY)
    return case.encounter, claim, query


def test_an_answer_is_recorded_and_the_chart_coded_again() -> None:
    encounter, claim, query = teaching()
    linked = answered(encounter, claim, query, "Acute kidney injury due to sepsis")
    assert [one.code for one in linked.added] == ["R6520"]
    assert linked.query.status is QueryStatus.ANSWERED
    assert (linked.query.answered_by, linked.query.answered_on) == (query.addressee, claim.through_date)
    assert [one.grouping.drg for one in linked.alternatives] == ["872", "872"]
    unknown = answered(encounter, claim, query, "Unable to determine")
    assert (unknown.added, unknown.gone) == ((), ())
    sited = answered(encounter, claim, query, "Acute pyelonephritis")
    assert ([one.code for one in sited.added], sited.gone) == (["N10"], ("N390",))
    assert "N10" in [item.code for item in sited.alternatives[1].claim.diagnoses]


def test_each_answer_side_by_side() -> None:
    encounter, claim, query = teaching()
    found = each_answer(encounter, claim, query)
    assert [one.change for one in found] == ["as it is", *(f"answered: {option}" for option in query.options)]
    assert any("R6520" in [item.code for item in one.claim.diagnoses] for one in found)
    assert found[-1].grouping.drg == found[0].grouping.drg
    assert not query.answer


def test_an_empty_answer_and_a_closed_query_are_refused() -> None:
    encounter, claim, query = teaching()
    with pytest.raises(InvalidInputError, match="needs an answer"):
        answered(encounter, claim, query, "  ")
    with pytest.raises(InvalidInputError, match="is closed"):
        answered(encounter, claim, replace(query, status=QueryStatus.CLOSED), "yes")


def test_the_tutor_answers_every_argument_with_a_rule() -> None:
    claim = stay("N39.0", "A41.51", "R50.9")
    for argument in arguments():
        for code in claim.diagnoses:
            told = reply(claim, code.code, argument.id)
            assert told[0].says == argument.says
            assert all(one.authority for one in told)


def test_the_tutor_knows_the_claim() -> None:
    claim = stay("N39.0", "A41.51", "R50.9", "I21.4", poa={"I21.4": "N"})
    code = Icd10cm("N39.0")
    assert reply(claim, code, "occasioned")[0].speaks is False
    assert reply(claim, Icd10cm("A41.51"), "occasioned")[0].speaks is True
    assert reply(claim, Icd10cm("I21.4"), "present")[0].speaks is False
    assert reply(claim, Icd10cm("R50.9"), "symptom")[0].speaks is False
    assert reply(claim, code, "payment")[0].speaks is None
    assert "A41.51" in reply(claim, code, "equal")[1].says


def test_the_tutor_names_what_there_is() -> None:
    with pytest.raises(InvalidInputError, match="The arguments are occasioned"):
        reply(stay("N39.0"), Icd10cm("N39.0"), "because")
    with pytest.raises(InvalidInputError, match="not a diagnosis of claim"):
        reply(stay("N39.0"), Icd10cm("J18.9"), "present")
