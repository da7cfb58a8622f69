"""Family history: diseases of blood relatives, by the code of having such a relative."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from codinglab.diagnose.draft import Chart, Draft, Drafts, Place, guideline, joined, lexicon_file
from codinglab.diagnose.support import may_state_diagnoses
from codinglab.model import Assertion, ConceptKind, Icd10cm


@dataclass(frozen=True, slots=True)
class FamilyHistory:
    """An entry of reference/lexicon/family_histories.toml."""

    problem: str
    codes: tuple[str, ...]
    becomes: Icd10cm


@cache
def family_histories() -> tuple[FamilyHistory, ...]:
    """The table, in its order: the first entry that fits wins."""
    return tuple(
        FamilyHistory(
            fact["problem"],
            tuple(code.replace(".", "") for code in fact["codes"]),
            Icd10cm(fact["becomes"]),
        )
        for fact in lexicon_file("family_histories.toml")["family"]
    )


def family_history(chart: Chart, drafts: Drafts) -> Drafts:
    """Family history codes, after everything of the patient's own and among what the chart lists.

    A blood relative has a disease that puts the patient at higher risk (I.C.21.c.4).
    """
    result = dict(drafts)
    for concept in chart.concepts:
        if concept.kind is not ConceptKind.PROBLEM or concept.assertion is not Assertion.FAMILY:
            continue
        if not concept.codes or not may_state_diagnoses(chart, concept):
            continue
        statement = chart.statement(concept.evidence).lower()
        if any(word in statement for word in lexicon_file("family_histories.toml")["not_kin"]["words"]):
            continue
        found = next((one for one in family_histories() if concept.codes[0].startswith(one.codes)), None)
        if found is None:
            continue
        known = result.get(found.becomes)
        if known is not None:
            result[found.becomes] = replace(known, evidence=joined(known.evidence, (concept.evidence,)))
            continue
        result[found.becomes] = Draft(
            found.becomes,
            (concept.evidence,),
            f"“{concept.evidence.quote}” in {chart.document(concept.evidence).title} is a relative's: family "
            f"history ({found.problem}).",
            guideline("I.C.21.c.4"),
            Place(3, len(chart.encounter.documents), 800 + len(result)),
            frozenset({concept.term}),
            listed=True,
        )
    return result
