"""What stands beside a suggestion: where its words led, what bears it out, which codes were passed over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from codinglab.diagnose.draft import Chart, Draft, lexicon_file
from codinglab.diagnose.walk import further_words
from codinglab.model import Assertion, ConceptKind, Evidence, Icd10cm, PassedOver
from codinglab.reference.icd10cm import icd10cm

_MOST = 5
_DRUGS = "medications.toml: "
_SAID = {
    Assertion.NEGATED: "the chart says it is absent",
    Assertion.POSSIBLE: "the chart calls it uncertain (outpatient IV.H; inpatient only at discharge, II.H)",
    Assertion.HISTORICAL: "the chart tells of it as past",
    Assertion.HYPOTHETICAL: "the chart only considers it",
}


def matched(chart: Chart, draft: Draft) -> str:
    """The title, Index path or lexicon entry that the words of a draft led to; "" of a rule's own code."""
    places = set(draft.evidence)
    return next((one.matched for one in chart.concepts if one.evidence in places and one.matched), "")


def supporting(chart: Chart, draft: Draft) -> tuple[Evidence, ...]:
    """The drugs taken and the values measured that bear a diagnosis out.

    Which do is said in reference/lexicon/supports.toml.
    """
    drugs: set[str] = set()
    values: set[str] = set()
    for fact in lexicon_file("supports.toml")["support"]:
        if draft.code.startswith(tuple(one.replace(".", "") for one in fact["codes"])):
            drugs.update(_DRUGS + name for name in fact["drugs"])
            values.update(fact["values"])
    found = [
        one.evidence
        for one in chart.concepts
        if one.assertion is Assertion.AFFIRMED
        and (
            (one.kind is ConceptKind.MEDICATION and one.matched in drugs)
            or (one.kind is ConceptKind.VALUE and one.term in values)
        )
    ]
    return tuple(dict.fromkeys(found))[:_MOST]


def passed_over(chart: Chart, draft: Draft, on: date) -> tuple[PassedOver, ...]:
    """The codes beside a draft, each with why it was not chosen; at most five."""
    return tuple(dict.fromkeys((*_unsaid(draft.code, on), *_otherwise_said(chart, draft))))[:_MOST]


def _unsaid(code: Icd10cm, on: date) -> Iterator[PassedOver]:
    """Those below the same header whose titles say more than the chart does."""
    table = icd10cm()
    node = code[:6].rstrip("X") if len(code) == 7 else code
    above = next((one for one in table.ancestors(node, on) if ":" not in one), "")
    for child in table.children(above, on) if above else ():
        words = further_words(child, node)
        if child != node and ":" not in child and words:
            why = f"its title adds “{' '.join(words)}”, which the statement does not say"
            yield PassedOver(Icd10cm(child), table.title(child), why)


def _otherwise_said(chart: Chart, draft: Draft) -> Iterator[PassedOver]:
    """Those of the same category that the chart names, but not as present."""
    table = icd10cm()
    for concept in chart.concepts:
        code = concept.codes[0] if concept.codes else ""
        same = concept.kind is ConceptKind.PROBLEM and code[:3] == draft.code[:3] and code != draft.code
        if same and concept.assertion in _SAID:
            yield PassedOver(Icd10cm(code), table.title(code), _SAID[concept.assertion])
