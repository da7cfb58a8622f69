"""Rubric, audit, visits, clustered intervals, rulings: the figures an auditor reads."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codinglab.model import AnswerKey, ClaimType, Outcome, Role, ScoreLine
from codinglab.score import score, wilson
from codinglab.score.audit import CATEGORIES, audit, category, direction
from codinglab.score.cluster import clustered
from codinglab.score.rubric import parts as rubric_parts
from codinglab.score.rubric import rubric
from codinglab.score.rulings import Ruling, final
from codinglab.score.visits import levels_above, mistaken

OFFICE = ClaimType.PROFESSIONAL
LINES = (
    ScoreLine("principal", Outcome.CORRECT, "A first", "A first", counts=False),
    ScoreLine("first-listed", Outcome.SEQUENCE, "A first", "B first"),
    ScoreLine("diagnosis", Outcome.CORRECT, "N17.9", "N17.9", severity="CC"),
    ScoreLine("diagnosis", Outcome.MISSED, "I10", ""),
    ScoreLine("sequence", Outcome.SEQUENCE, "A before B", "B before A", counts=False),
    ScoreLine("POA", Outcome.WRONG_DETAIL, "Y", "N", counts=False, about="I10"),
    ScoreLine("procedure", Outcome.EXTRA, "", "0DTJ4ZZ"),
    ScoreLine("date", Outcome.WRONG_DETAIL, "2026-06-08", "2026-06-09", counts=False, about="0DTJ4ZZ"),
    ScoreLine("date", Outcome.WRONG_DETAIL, "2026-06-08", "2026-06-09", counts=False, about="20610"),
    ScoreLine("line", Outcome.WRONG_DETAIL, "99213", "99215"),
    ScoreLine("line", Outcome.CORRECT, "20610", "20610"),
    ScoreLine("modifier", Outcome.EXTRA, "", "59", counts=False, about="20610"),
    ScoreLine("units", Outcome.WRONG_DETAIL, "10", "9", counts=False, about="J3301"),
    ScoreLine("pointer", Outcome.WRONG_DETAIL, "I10", "J40", counts=False, about="20610"),
    ScoreLine("place of service", Outcome.MISSED, "11", "", counts=False, about="20610"),
    ScoreLine("revenue code", Outcome.CORRECT, "0450", "0450", counts=False, about="20610"),
    ScoreLine("query", Outcome.MISSED, "sepsis", "", counts=False),
    ScoreLine("DRG", Outcome.WRONG_DETAIL, "872", "690", counts=False),
)


@given(st.sampled_from(Role), st.lists(st.sampled_from(LINES), unique=True))
def test_the_rubric_gives_a_hundred_points_whatever_parts_a_case_has(
    role: Role, lines: list[ScoreLine]
) -> None:
    found = rubric_parts(role, lines)
    assert sum(part.weight for part in found) == pytest.approx(100 if found else 0)
    assert all(0 <= part.points <= part.weight + 1e-9 for part in found)
    passed = rubric_parts(role, [replace(line, accepted=True) for line in lines])
    assert sum(part.points for part in passed) == pytest.approx(100 if found else 0)


def test_the_published_weights() -> None:
    """SPEC 7.5: inpatient 25, 20, 10, 20, 10, 5, 10; professional 20 for visits, 15 modifiers, 10 units."""
    weights = rubric().weights
    assert all(sum(of.values()) - of.get("queries", 0) <= 100 <= sum(of.values()) for of in weights.values())
    stay = weights[Role.FACILITY_INPATIENT]
    assert list(stay) == ["leader", "cc_mcc", "diagnoses", "procedures", "poa", "drg", "queries"]
    assert list(stay.values()) == [25, 20, 10, 20, 10, 5, 10]
    office = weights[Role.PROFESSIONAL]
    assert [office[part] for part in ("visits", "services", "modifiers", "units")] == [20, 25, 15, 10]


def test_every_line_has_a_category_and_every_fault_a_direction() -> None:
    assert {category(line) for line in LINES} <= set(CATEGORIES)
    assert all(bool(direction(line)) is not line.right for line in LINES)
    said = {(line.area, line.outcome): direction(line) for line in LINES}
    assert said["first-listed", Outcome.SEQUENCE] == "sequencing"
    assert said["diagnosis", Outcome.MISSED] == "under-coding"
    assert said["procedure", Outcome.EXTRA] == "over-coding"
    assert said["line", Outcome.WRONG_DETAIL] == "over-coding"
    assert said["modifier", Outcome.EXTRA] == "unbundling"
    assert said["units", Outcome.WRONG_DETAIL] == "under-coding"
    assert said["pointer", Outcome.WRONG_DETAIL] == "medical necessity"
    assert said["query", Outcome.MISSED] == "documentation"


@pytest.mark.parametrize(
    ("keyed", "answered", "above", "way"),
    [
        ("99213", "99215", 2, "over-coding"),
        ("99223", "99221", -2, "under-coding"),
        ("99232", "99233", 1, "over-coding"),
        ("99214", "99204", None, "compliance"),
        ("99285", "99215", None, "compliance"),
        ("99395", "99396", None, "compliance"),
        ("G0438", "G0439", None, "compliance"),
    ],
)
def test_a_wrong_visit_says_in_which_direction(
    keyed: str, answered: str, above: int | None, way: str
) -> None:
    assert levels_above(keyed, answered) == above
    line = ScoreLine("line", Outcome.WRONG_DETAIL, keyed, answered)
    assert direction(line) == way
    assert ("coded" in mistaken(keyed, answered)) == (above is not None)


def test_a_wrong_level_is_one_error_and_half_the_credit(parts: Any) -> None:
    key = AnswerKey(1, (), lines=(parts.line("99213"),))
    card = score(parts.case(OFFICE), key, parts.answers(lines=(parts.billed("99215"),)))
    assert (card.correct, card.items, card.partial) == (0, 1, 0.5)
    assert "2 above the key: over-coded" in card.lines[0].rationale


def test_the_design_effect_by_hand() -> None:
    """Ratio estimate: p = 33/40; n/(n-1) · Σ(x - p·m)² / M², over p(1-p)/M."""
    charts = [(9, 10), (10, 10), (5, 10), (9, 10)]
    p = 33 / 40
    variance = 4 / 3 * sum((x - p * m) ** 2 for x, m in charts) / 40**2
    effect = variance / (p * (1 - p) / 40)
    found = clustered(charts)
    assert found.design_effect == pytest.approx(effect)
    n = 40 / effect
    z = 1.959963984540054
    half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    assert found.interval == pytest.approx((centre - half, centre + half))


@given(st.lists(st.integers(1, 30).flatmap(lambda m: st.tuples(st.integers(0, m), st.just(m))), max_size=12))
def test_a_clustered_interval_holds_the_share_and_is_never_narrower(charts: list[tuple[int, int]]) -> None:
    found = clustered(charts)
    low, high = found.interval
    assert 0 <= low <= found.share <= high <= 1
    alone = wilson(found.correct, found.items)
    assert high - low >= alone[1] - alone[0] - 1e-9
    assert found.charts == len(charts)


def test_thirty_right_charts_do_not_prove_95_percent() -> None:
    low, _ = clustered([(10, 10)] * 30).interval
    assert f"{low:.1%}" == "88.6%"


def test_three_accuracies_of_charts(parts: Any) -> None:
    key = AnswerKey(1, (parts.keyed("A41.51"), parts.keyed("N39.0")))
    cards = [
        score(parts.case(), key, parts.answers(*codes), drg_keyed="872", drg_answered=drg)
        for codes, drg in ((("A41.51", "N39.0"), "872"), (("A41.51", "N39.0/N"), "872"), (("N39.0",), "690"))
    ]
    found = audit(cards)
    assert (found.codes.correct, found.codes.items) == (5, 7)
    assert (found.records.correct, found.records.items) == (1, 3)
    assert (found.drgs.correct, found.drgs.items) == (2, 3)
    assert dict(found.directions)["sequencing"] == 1
    assert audit([]).codes.share == 0.0


def test_rulings_change_the_final_score_and_never_the_raw(parts: Any) -> None:
    key = AnswerKey(1, (parts.keyed("A41.51"), parts.keyed("N39.0")))
    raw = score(parts.case(), key, parts.answers("A41.51", "I10"))
    before = replace(raw)
    extra = next(line for line in raw.lines if line.outcome is Outcome.EXTRA)
    yes = Ruling("learner", "case", extra.item, True, "It is documented.", "E")
    card = final(raw, parts.case(), key, [yes])
    assert (card.correct, card.items) == (raw.correct + 1, raw.items)
    assert card.weighted > raw.weighted
    assert raw == before
    assert not any(line.accepted for line in raw.lines)
    no = replace(yes, accepted=False)
    assert final(raw, parts.case(), key, [yes, no]) == raw
    assert final(raw, parts.case(), key, [no, yes]) == card
    for stray in (replace(yes, learner="other"), replace(yes, case="other"), replace(yes, item="nothing")):
        assert final(raw, parts.case(), key, [stray]) == raw
    everything = [replace(yes, item=line.item) for line in raw.lines]
    assert final(raw, parts.case(), key, everything).code_over_code == 1.0
