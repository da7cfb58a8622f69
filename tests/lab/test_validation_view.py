"""Validation beneath the work: the list, where a finding is mended, what is new and mended, the pace."""

from __future__ import annotations

import asyncio
import threading
import time
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from codinglab.model import (
    Disposition,
    Finding,
    NotEvaluated,
    Report,
    ServiceLine,
    Severity,
)
from codinglab.validate.catalogue import edits


def finding(edit: str, severity: Severity = Severity.FAIL, **more: Any) -> Finding:
    return Finding(
        "c", edit, f"Title <b>{edit}</b>", severity, Disposition.REVIEW, "What <i>is</i>.", (), **more
    )


REPORT = Report(
    "c",
    (
        finding("icd10cm/excludes1", Severity.WARN, diagnosis=2, other_diagnosis=5, code="E11.9"),
        finding("ncci/units-above-mue", line=11, code="20610"),
        finding("ncci/units-above-mue", line=2, code="20610"),
        finding("structure/bill-type-form"),
    ),
    (
        NotEvaluated("c", "mce/age-conflict", "Age conflict", "Install <x> first."),
        NotEvaluated("c", "mce/sex-conflict", "Sex conflict", "Install <x> first."),
    ),
    ran=("a", "b"),
)


@pytest.fixture
def bench(lab: Path) -> Any:
    from codinglab.lab.workbench import open_case

    return open_case("small-professional")


@pytest.fixture
def judged(bench: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    from codinglab.lab.workbench import validation

    def judge(claim: Any) -> Report:
        return REPORT if claim.diagnoses else Report("c", REPORT.findings[1:2], ran=("a",))

    monkeypatch.setattr(validation, "validate", judge)
    bench.validation.refresh()
    return bench


def key_of(bench: Any, **wanted: Any) -> str:
    listed = bench.validation._changes.listed
    return str(
        next(
            one.key
            for one in listed
            if all(getattr(one.found, name) == what for name, what in wanted.items())
        )
    )


def test_every_field_to_mend_in_is_one_and_every_edit_named_exists(lab: Path) -> None:
    from codinglab.lab.place import _ADDED_TO, _MENDED_IN, FIELD_WORDS

    known = {one.id for one in edits()} | {one.id.partition("/")[0] for one in edits()}
    assert not (_MENDED_IN.keys() | _ADDED_TO.keys()) - known
    assert set(_MENDED_IN.values()) - {""} <= FIELD_WORDS.keys()
    assert FIELD_WORDS.keys() - {"poa"} <= {field.name for field in fields(ServiceLine)}


@pytest.mark.parametrize(
    ("found", "place"),
    [
        (finding("ncci/units-above-mue", line=2), "line 2, units"),
        (finding("modifier/duplicate-modifier", line=1), "line 1, modifiers"),
        (finding("coverage/diagnosis-not-covered", line=3, diagnosis=1), "line 3, pointers"),
        (finding("poa/missing", diagnosis=4), "diagnosis 4, POA"),
        (finding("icd10cm/excludes1", diagnosis=4), "diagnosis 4"),
        (finding("structure/procedure-outside-stay", procedure=1), "procedure 1, date"),
        (finding("structure/no-diagnosis"), "search"),
        (finding("structure/too-many-diagnoses"), "diagnosis 1"),
        (finding("structure/npi-length"), "None"),
    ],
)
def test_where_a_finding_is_mended(lab: Path, found: Finding, place: str) -> None:
    from codinglab.lab.place import place_of

    assert str(place_of(found)) == place


def test_the_list_is_worst_first_by_row_escaped_and_each_goes_to_its_place(judged: Any) -> None:
    bench = judged
    bench.worksheet.add_diagnosis("E11.9")
    shown = bench.validation.widget.html
    assert shown.index("line 2<") < shown.index("line 11<") < shown.index("diagnosis 2, 5<")
    assert "<b>" not in shown
    assert "<i>" not in shown
    assert "Install &lt;x&gt; first." in shown
    assert "2 edits" in shown
    assert "given by the case" in shown
    bench.validation._said(f"go {key_of(bench, line=11)}", "")
    assert str(bench.worksheet.place) == "line 11, units"


def test_a_finding_unfolds_and_its_page_is_made_only_then(judged: Any) -> None:
    bench = judged
    key = key_of(bench, line=11)
    assert "Explain" not in bench.validation.widget.html
    bench.validation._said(f"open {key}", "")
    assert "Explain ncci/units-above-mue" in bench.validation.widget.html
    assert "matters." not in bench.validation.widget.html
    bench.validation._said(f"page {key}", "")
    assert "matters." in bench.validation.widget.html
    bench.validation._said(f"open {key}", "")
    assert "Explain" not in bench.validation.widget.html


def test_levels_filter_and_an_empty_level_lets_go(judged: Any) -> None:
    bench = judged
    bench.worksheet.add_diagnosis("E11.9")
    bench.validation._said("level WARN", "")
    assert "units-above-mue" not in bench.validation.widget.html
    bench.validation._said("level NOT_EVALUATED", "")
    assert bench.validation.widget.html.count("<li") == 1
    bench.worksheet.undo()
    assert "units-above-mue" in bench.validation.widget.html


def test_new_and_mended_findings_are_told(judged: Any) -> None:
    bench = judged
    bench.worksheet.add_diagnosis("E11.9")
    assert bench.validation.widget.told.startswith(
        "2 stops, 1 warning new. 3 stops; 1 warning; 2 not evaluated"
    )
    assert bench.validation.widget.html.count(">new<") == 3
    bench.worksheet.undo()
    assert bench.validation.widget.told.startswith("2 stops, 1 warning mended")
    assert ">new<" not in bench.validation.widget.html


def test_a_slow_claim_holds_nothing_up_and_only_the_last_report_is_shown(
    bench: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from codinglab.lab.workbench import validation

    here = threading.get_ident()
    judged: list[int] = []

    def slow(claim: Any) -> Report:
        judged.append(len(claim.diagnoses))
        assert threading.get_ident() != here
        time.sleep(0.2)
        return Report("c", ran=tuple("x" * len(claim.diagnoses)))

    async def typed() -> float:
        monkeypatch.setattr(validation, "validate", slow)
        longest, reports = 0.0, []
        bench.worksheet.observe(
            lambda topic: reports.append(bench.worksheet.report) if topic == "report" else 0
        )
        for code in ("E11.9", "I10", "N18.31"):
            began = time.monotonic()
            bench.worksheet.add_diagnosis(code)
            longest = max(longest, time.monotonic() - began)
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.8)
        assert [len(one.ran) for one in reports] == [3]
        return longest

    assert asyncio.run(typed()) < 0.15
    assert judged[-1] == 3
    assert len(judged) == 2


def test_a_note_to_oneself_is_not_validated_again(bench: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from codinglab.lab.workbench import validation

    monkeypatch.setattr(validation, "validate", lambda _claim: pytest.fail("the claim is the same"))
    bench.worksheet.set_notes("look at the dates")
