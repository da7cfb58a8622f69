"""The claim in the boxes of its form, for paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from codinglab.model import Answers, Case, Diagnosis, Hcpcs, Icd10cm, Icd10pcs, Procedure, ServiceLine

DAY = date(2026, 6, 9)


def shown(claim_type: str, **work: Any) -> str:
    """The claim of a small case with some work."""
    from codinglab.lab.workbench.claim_html import claim_html
    from codinglab.reference.cases import load_case

    case: Case = load_case(f"small-{claim_type}")
    shell = replace(case.shell, bill_type="0111", admitting_diagnosis=Icd10cm("R50.9"))
    return claim_html(replace(case, shell=shell), Answers("<i>ana</i>", case.id, **work))


def many(count: int) -> tuple[Diagnosis, ...]:
    """That many diagnoses."""
    return tuple(Diagnosis(Icd10cm(f"Z80.{number}"), "Y") for number in range(count))


def test_a_professional_claim_has_letters_and_lines_that_point_by_letter(lab: Path) -> None:
    line = ServiceLine(Hcpcs("99213"), DAY, pointers=(2, 1), place_of_service="11")
    html = shown("professional", diagnoses=many(13), lines=(line,))
    assert "CMS-1500" in html
    assert '<th scope="row">L</th>' in html
    assert html.index("Not among the first 12") > html.index('<th scope="row">L</th>')
    assert '<td class="cl-code">BA</td>' in html


def test_a_stay_has_its_boxes_and_marks_what_is_beyond_the_25th(lab: Path) -> None:
    procedure = Procedure(Icd10pcs("0DTJ4ZZ"), DAY)
    html = shown("inpatient", diagnoses=many(26), procedures=(procedure,) * 26)
    assert "<b>4</b> Type of bill" in html
    assert "<b>69</b> Admitting diagnosis" in html
    assert html.count("Not among the first 25: the grouper and the payer do not see them") == 2
    assert html.count('<tr class="cl-beyond">') == 2


def test_an_outpatient_claim_has_lines_without_pointers_and_no_poa(lab: Path) -> None:
    line = ServiceLine(Hcpcs("G0378"), DAY, units=12, revenue_code="0762")
    html = shown("outpatient", diagnoses=many(1), lines=(line,))
    assert "42 Revenue" in html
    assert "Points to" not in html
    assert "POA" not in html


def test_what_people_wrote_is_escaped(lab: Path) -> None:
    html = shown("professional")
    assert "<i>ana</i>" not in html
    assert "A small <b>case</b>" not in html
