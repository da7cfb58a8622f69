"""The drugs that a chart names, each with its base of T36-T50 and the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from codinglab.diagnose.draft import Chart, Draft, Drafts, Place, joined, lexicon_file
from codinglab.diagnose.injury import encounter_told
from codinglab.model import Assertion, Authority, Concept, ConceptKind, Icd10cm, Standing
from codinglab.reference.icd10cm import icd10cm
from codinglab.reference.standing import source_of

ANOTHER = "§"
"""What stands for each letter of another drug in the words around one."""
ADVERSE, UNDERDOSING = "5", "6"
_DRUG_CODE = re.compile(r"T(?:3[6-9]|4\d|50)")
_ELSEWHERE = frozenset({"family_history", "allergies", "instructions", "immunizations"})


@dataclass(frozen=True, slots=True)
class NamedDrug:
    """A drug in a statement.

    Attributes:
        concept: the drug as review found it.
        base: its code of T36-T50 up to the digit of the intent ("T46.4X").
        before, after: the words of the statement on either side, other drugs put as `ANOTHER`.
        start, stop: where the statement stands in the document.
    """

    concept: Concept
    base: str
    before: str
    after: str
    start: int
    stop: int

    def holds(self, draft: Draft) -> bool:
        """Whether a draft's words stand in this statement."""
        return any(
            one.document == self.concept.evidence.document and self.start <= one.start < self.stop
            for one in draft.evidence
        )


@dataclass(frozen=True, slots=True)
class DrugCode:
    """What a rule says of a drug.

    Attributes:
        digit: 1 to 4 the intent of a poisoning, 5 adverse effect, 6 underdosing.
        reason: why, without the words of the statement.
        authority: the guideline.
        place: where the code stands.
    """

    digit: str
    reason: str
    authority: Authority
    place: Place


@cache
def _bases() -> dict[str, str]:
    return {
        drug["name"]: drug.get("base", family["base"]).replace(".", "")
        for family in lexicon_file("medications.toml")["class"]
        for drug in family["drugs"]
    }


def named_drugs(chart: Chart) -> tuple[NamedDrug, ...]:
    """The drugs of a chart that have a base, in their statements; no family's, none of an allergy list."""
    drugs = [one for one in chart.concepts if one.kind is ConceptKind.MEDICATION]
    return tuple(
        _in_statement(chart, one, drugs)
        for one in drugs
        if _bases().get(one.term)
        and one.assertion is not Assertion.FAMILY
        and one.section not in _ELSEWHERE
        and _by_provider(chart, one)
    )


def _by_provider(chart: Chart, drug: Concept) -> bool:
    """Whether the provider says it: what a drug did is no detail that others may document (I.B.14)."""
    source = drug.source or source_of(chart.document(drug.evidence).type, drug.section)
    return source.standing is Standing.PROVIDER


def _in_statement(chart: Chart, drug: Concept, drugs: list[Concept]) -> NamedDrug:
    start, stop = chart.bounds(drug.evidence)
    text = chart.document(drug.evidence).text
    for other in (one.evidence for one in drugs if one.evidence.document == drug.evidence.document):
        if other != drug.evidence and start <= other.start < stop:
            text = text[: other.start] + ANOTHER * (other.end - other.start) + text[other.end :]
    before, after = text[start : drug.evidence.start], text[drug.evidence.end : stop]
    return NamedDrug(drug, _bases()[drug.term], before, after, start, stop)


def with_drug_code(chart: Chart, drafts: Drafts, drug: NamedDrug, told: DrugCode) -> Drafts:
    """The drafts and the code of what a drug did; the same drafts where that code is not in force.

    Where the code is there already, a poisoning keeps the first of the places, the others the last.
    """
    statement = chart.statement(drug.concept.evidence)
    encounter = encounter_told([statement]) or "A"
    code = Icd10cm((drug.base + told.digit).ljust(6, "X") + encounter)
    if not icd10cm().entry(code, chart.on).billable:
        return drafts
    known, place = drafts.get(code), told.place
    if known is not None:
        place = (max if told.digit in {ADVERSE, UNDERDOSING} else min)(known.place, place)
    evidence = joined((drug.concept.evidence,), known.evidence if known else ())
    return {**drafts, code: Draft(code, evidence, f"{told.reason}: “{statement}”.", told.authority, place)}


def after(draft: Draft, steps: int = 1) -> Place:
    """The place just after a draft."""
    return replace(draft.place, step=draft.place.step + steps)


def follows_its_condition(code: str) -> bool:
    """Whether a code is of an adverse effect or an underdosing of a drug, which is never listed first."""
    return bool(_DRUG_CODE.match(code)) and code[:6].rstrip("X")[-1] in {ADVERSE, UNDERDOSING}


def is_drug_code(code: str) -> bool:
    """Whether a code is of T36-T50."""
    return bool(_DRUG_CODE.match(code))
