"""Coverage: pointed and claim diagnoses, groups that a person reviewed, national before local, history."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pytest

from codinglab.model import Claim, Finding, Report
from codinglab.reference.rule_tables import RuleTable, rule_table
from codinglab.validate import validate, validate_many
from codinglab.validate.catalogue import edits
from codinglab.validate.engines.many_claims import ManyClaimsEngine
from codinglab.validate.examples import dx, line, outpatient, professional
from codinglab.validate.precedence import stage
from codinglab.validate.run import run

LOCAL = "coverage/diagnosis-not-covered"
I10, HEART_FAILURE = dx("I10"), dx("I50.9")
ECHO = line("93306", to=(1,))


def outcome(report: Report, edit: str = LOCAL) -> str:
    if any(found.edit == edit for found in report.findings):
        return "fires"
    return "not evaluated" if any(missed.edit == edit for missed in report.not_evaluated) else "passes"


def said(claim: Claim, edit: str = LOCAL) -> Finding:
    return next(found for found in validate(claim).findings if found.edit == edit)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (professional(I10, ECHO, on="2026-06-01"), "fires"),
        (professional(I10, HEART_FAILURE, ECHO, on="2026-06-01"), "fires"),
        (professional(I10, HEART_FAILURE, line("93306", to=(2,)), on="2026-06-01"), "passes"),
        (outpatient(I10, HEART_FAILURE, line("93306"), on="2026-06-01"), "passes"),
        (professional(I10, ECHO, on="2026-11-01"), "passes"),
        (professional(I10, ECHO, on="2026-06-01", contractor="99999"), "not evaluated"),
        (professional(I10, ECHO, on="2025-12-31"), "not evaluated"),
    ],
)
def test_the_article_of_the_field(claim: Claim, expected: str) -> None:
    assert outcome(validate(claim)) == expected


def test_the_message_names_what_the_line_passes_by_and_what_its_modifier_says() -> None:
    found = said(professional(I10, HEART_FAILURE, ECHO))
    assert "diagnosis 2 of the claim is listed" in found.message
    assert "article A99901 version 1" in found.message
    assert "GA marks an ABN" in found.message
    assert "no ABN was signed" in said(professional(I10, line("93306", "GZ", to=(1,)))).message
    pair = said(professional(dx("E11.51"), dx("B35.1"), line("G0127", to=(1,))))
    assert "as a pair" in pair.message
    assert "diagnosis 2 of the claim" in pair.message


def _with_map(*rows: tuple[object, ...]) -> ManyClaimsEngine:
    """The edit with other reviewed groups."""
    return _with("coverage_group_map", list(rows))


def _with(name: str, rows: list[tuple[object, ...]]) -> ManyClaimsEngine:
    """The edit with other rows in one of its tables."""
    edit = next(one for one in edits() if one.id == LOCAL)
    tables: dict[str, RuleTable] = {}
    for read in edit.reads:
        found = rule_table(read)
        assert found is not None
        tables[read] = found
    shipped = tables[name]
    columns = [list(column) for column in zip(*rows, strict=True)]
    mine = pa.table(columns, schema=shipped.rows.schema)
    return ManyClaimsEngine([edit], {**tables, name: RuleTable(mine, shipped.editions)})


def test_equal_group_numbers_are_no_link() -> None:
    knee = professional(dx("M25.561"), line("G0283", to=(1,)))
    back = professional(dx("M54.50"), line("G0283", to=(1,)))
    second = _with_map(("A99904", 1, 1, 2, "any", None, "A reviewer", None))
    assert outcome(run(second, [knee])["example"]) == "passes"
    assert outcome(run(second, [back])["example"]) == "fires"
    none = _with_map(("A99904", 1, 1, None, "none", None, "A reviewer", None))
    assert outcome(run(none, [back])["example"]) == "passes"
    other_version = _with_map(("A99904", 2, 1, 1, "any", None, "A reviewer", None))
    assert outcome(run(other_version, [back])["example"]) == "not evaluated"


def test_a_reviewer_sees_both_paragraphs() -> None:
    report = validate(professional(dx("M25.561"), line("G0283", to=(1,))))
    reasons = [missed.reason for missed in report.not_evaluated if missed.edit == LOCAL]
    assert len(reasons) == 2
    assert all("HCPCS group 1 (“Electrical stimulation.”)" in reason for reason in reasons)
    assert any("group 2: “These diagnoses support stimulation of the knee.”" in reason for reason in reasons)


def test_line_ends_and_quotes_in_a_paragraph_do_no_harm() -> None:
    words = 'Two lines:\n\tone "so",\r\none \\ so.'
    found = rule_table("coverage_paragraph")
    assert found is not None
    rows = [{**row, "words": words} for row in found.rows.to_pylist()]
    engine = _with("coverage_paragraph", [tuple(row.values()) for row in rows])
    report = run(engine, [professional(dx("M25.561"), line("G0283", to=(1,)))])["example"]
    assert words in report.not_evaluated[0].reason


def test_national_comes_before_local() -> None:
    national = [one.id for one in edits() if one.id.startswith("coverage/ncd-")]
    assert len(national) == 5
    assert all(stage(one) < stage(LOCAL) for one in national)


def test_who_did_the_earlier_one_does_not_matter() -> None:
    earlier = replace(professional(line("G0121"), on="2020-02-29"), claim_id="earlier")
    again = replace(professional(line("G0121"), on="2026-06-09"), claim_id="again")
    elsewhere = replace(again, provider=replace(again.provider, id="9999999995", group="elsewhere"))
    reports = validate_many([earlier, elsewhere])
    assert outcome(reports["again"], "coverage/ncd-too-soon") == "fires"
    assert outcome(reports["earlier"], "coverage/ncd-too-soon") == "passes"
    other = replace(earlier, patient=replace(earlier.patient, id="another"))
    assert outcome(validate_many([other, elsewhere])["again"], "coverage/ncd-too-soon") == "not evaluated"


def test_only_the_latest_earlier_one_is_told() -> None:
    claims = [
        replace(professional(line("G0121"), on=day), claim_id=day)
        for day in ("2020-02-29", "2022-03-01", "2026-06-09")
    ]
    report = validate_many(claims)["2026-06-09"]
    told = [found.message for found in report.findings if found.edit == "coverage/ncd-too-soon"]
    assert len(told) == 1
    assert "G0121 was done on 2022-03-01, 51 months before" in told[0]


def test_the_hospital_and_the_physician_of_one_colonoscopy_are_no_repetition() -> None:
    hospital = replace(outpatient(line("G0105"), on="2026-06-09"), claim_id="hospital")
    physician = replace(professional(line("G0105"), on="2026-06-10"), claim_id="physician")
    reports = validate_many([hospital, physician])
    assert "fires" not in {outcome(report, "coverage/ncd-too-soon") for report in reports.values()}
