"""The files of definitions hold together."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest

from codinglab.indicators import Criterion, Definition, conditions, definitions, load_condition
from codinglab.indicators.kinds import KINDS
from codinglab.indicators.series import COMPUTED
from codinglab.indicators.units import scales
from codinglab.indicators.words import terms
from codinglab.model import InvalidInputError, ObservationKind
from codinglab.reference.paths import REFERENCE

ASKED = (
    """
acute kidney injury|acute tubular necrosis|chronic kidney disease|sepsis|septic shock|malnutrition
acute hypoxic respiratory failure|acute hypercapnic respiratory failure|encephalopathy
heart failure specificity|acute blood loss anemia|pressure injury
type 2 myocardial infarction or myocardial injury|obesity|hyponatremia|hypertensive crisis|acidosis|shock
pneumonia specificity
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
VALUES = {
    one["term"]
    for one in tomllib.loads((REFERENCE / "lexicon" / "values.toml").read_text(encoding="utf-8"))["value"]
}
EVERY = [pytest.param(one, id=f"{name}: {one.name}") for name in conditions() for one in definitions(name)]


def parts(criteria: tuple[Criterion, ...]) -> Iterator[Criterion]:
    for one in criteria:
        yield one
        yield from parts(one.parts)


def test_every_condition_of_the_specification_has_a_file() -> None:
    assert set(ASKED) <= set(conditions())


@pytest.mark.parametrize("definition", EVERY)
def test_a_definition_is_whole(definition: Definition) -> None:
    groups = {one.group for one in definition.criterion}
    assert groups == {need.group for need in definition.needs}
    ids = [one.id for one in definition.criterion if one.id]
    assert len(ids) == len(set(ids))
    for grade in definition.grades:
        assert {*grade.any_of, *grade.all_of} <= set(ids)
    assert definition.kind in {"guideline", "consensus", "measure", "practice"}
    assert len(definition.checked) > 40
    assert 1990 <= definition.year <= 2026
    assert any(need.all or need.at_least for need in definition.needs)


@pytest.mark.parametrize("definition", EVERY)
def test_a_criterion_asks_for_what_can_be_read(definition: Definition) -> None:
    known = {kind: {one.name for one in terms() if one.kind is kind} for kind in ObservationKind}
    for one in parts(definition.criterion):
        assert one.kind in KINDS
        if one.kind in {"finding", "treatment"}:
            assert set(one.terms or (one.term,)) <= known[ObservationKind(one.kind)], one.says
        elif one.kind == "score":
            assert {organ.term for organ in one.organs} <= VALUES | COMPUTED
        elif one.kind == "loss":
            assert one.term == "weight loss"
        elif one.kind not in {"any", "all"}:
            assert one.term in VALUES | COMPUTED, one.says
        assert set(one.after) <= known[ObservationKind.TREATMENT]


def test_scales_are_of_known_values() -> None:
    assert set(scales()) <= VALUES


def test_definitions_of_sepsis_are_apart() -> None:
    names = [one.name for one in definitions("sepsis")]
    assert len(names) == len(set(names)) == 4
    third = next(one for one in definitions("sepsis") if one.name.startswith("Sepsis-3"))
    assert not [one for one in third.criterion if one.group == "SIRS"]


def test_an_unknown_condition_names_near_ones() -> None:
    with pytest.raises(InvalidInputError, match=r"Did you mean .*sepsis"):
        load_condition("sepsiss")
