"""The body mass index beside a diagnosis of weight."""

from __future__ import annotations

from dataclasses import replace

from codinglab.diagnose.age import ADULT_WEIGHT, age
from codinglab.diagnose.draft import Chart, Draft, Drafts, guideline
from codinglab.model import Assertion, Concept, ConceptKind, Icd10cm, Quantity
from codinglab.reference.standing import clinician_detail

_NAME = "body mass index"
_TOO_LITTLE = tuple("E40 E41 E42 E43 E44 E45 E46 E640 E88A F50 R627 R630 R634 R636 R64".split())
_PREGNANT = ("O", "Z33", "Z34", "Z3A")
_LEAST, _TENS = 20, 40
_CLASSES = ((70, "Z6845"), (60, "Z6844"), (50, "Z6843"), (45, "Z6842"), (40, "Z6841"))


def body_mass_index(chart: Chart, drafts: Drafts) -> Drafts:
    """Z68 of an adult after the provider's diagnosis of weight, from any clinician's document.

    Never alone and never first (I.B.14); not during pregnancy; of values that differ in this encounter
    the most severe one (I.C.21.c.3). A value that was dated before the encounter gives way to later ones.
    """
    years = age(chart)
    if years is not None and years < ADULT_WEIGHT:
        return drafts
    if any(code.startswith((*_PREGNANT, "Z68")) for code in drafts):
        return drafts
    weight = _diagnosis(drafts)
    values = _values(chart)
    if weight is None or not values:
        return drafts
    too_little = weight.code.startswith(_TOO_LITTLE)
    concept, quantity = (min if too_little else max)(values, key=lambda value: value[1].number)
    code = Icd10cm(code_of(quantity.number))
    several = len({code_of(value.number) for _, value in values}) > 1
    chosen = " Of the values of this encounter it is the most severe." if several else ""
    return {
        **drafts,
        code: Draft(
            code,
            (concept.evidence,),
            f"“{concept.evidence.quote}” in {chart.document(concept.evidence).title}, beside the provider's "
            f"diagnosis {weight.code.written}: any clinician may document the value.{chosen}",
            guideline("I.B.14, I.C.21.c.3"),
            replace(weight.place, step=weight.place.step + 4),
            frozenset({_NAME}),
        ),
    }


def code_of(number: float) -> str:
    """The code of an adult's body mass index.

    >>> code_of(18.2), code_of(32.4), code_of(41.0)
    ('Z681', 'Z6832', 'Z6841')
    """
    if number < _LEAST:
        return "Z681"
    if number < _TENS:
        return f"Z68{int(number)}"
    return next(code for least, code in _CLASSES if number >= least)


def _diagnosis(drafts: Drafts) -> Draft | None:
    """The first diagnosis that the list of I.B.14 names beside the index."""
    detail = clinician_detail("Z68")
    found = [draft for code, draft in drafts.items() if detail and code.startswith(detail.associated)]
    return min(found, key=lambda draft: draft.place, default=None)


def _values(chart: Chart) -> list[tuple[Concept, Quantity]]:
    """The values that count: those of this encounter, else those of the latest day before it."""
    found = [
        (concept, concept.quantity)
        for concept in chart.concepts
        if concept.kind is ConceptKind.VALUE
        and concept.term == _NAME
        and concept.quantity is not None
        and concept.assertion is Assertion.AFFIRMED
        and concept.section != "instructions"
        and not _is_aim(chart, concept)
    ]
    before = [one for one in found if one[1].on is not None and one[1].on < chart.encounter.from_date]
    now = [one for one in found if one not in before]
    latest = max((value.on for _, value in before if value.on), default=None)
    return now or [one for one in before if one[1].on == latest]


def _is_aim(chart: Chart, concept: Concept) -> bool:
    """Whether the number is one to reach or to compare with: "goal BMI 25", "BMI 18.5-24.9 is normal"."""
    text = chart.document(concept.evidence).text
    before = text[max(0, concept.evidence.start - 25) : concept.evidence.start].lower()
    after = text[concept.evidence.end : concept.evidence.end + 2]
    ranged = after[:1] in {"-", "–"} and after[1:].isdigit()
    return ranged or any(word in before for word in ("goal", "target", "ideal", "normal"))
