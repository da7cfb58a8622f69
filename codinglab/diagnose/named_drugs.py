"""The drugs that a chart names, each with its base of T36-T50 and the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from codinglab.diagnose.draft import Chart, Draft, lexicon_file
from codinglab.model import Assertion, Concept, ConceptKind, Standing
from codinglab.reference.standing import source_of

ANOTHER = "§"
"""What stands for each letter of another drug in the words around one."""
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


@cache
def _bases() -> dict[str, str]:
    return {
        drug["name"]: drug.get("base", family["base"]).replace(".", "")
        for family in lexicon_file("medications.toml")["class"]
        for drug in family["drugs"]
    }


@cache
def _names() -> dict[str, tuple[str, str]]:
    """The drug and its class, as review says them, of each name in small letters."""
    return {
        name.lower(): (drug["name"], f"medications.toml: {family['name']}")
        for family in lexicon_file("medications.toml")["class"]
        for drug in family["drugs"]
        for name in (drug["name"], *drug.get("brands", ()))
    }


@cache
def _inducing() -> re.Pattern[str]:
    longest = sorted(_names(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})(?=[- ]induced\b)", re.IGNORECASE)


def _within(problem: Concept) -> list[Concept]:
    """The drugs that the words of a problem hold: "type 2 diabetes with steroid-induced hyperglycemia"."""
    where, found = problem.evidence, []
    for name in _inducing().finditer(where.quote) if "induced" in where.quote else ():
        start = where.start + name.start()
        part = replace(where, start=start, end=start + len(name[0]), quote=name[0])
        term, matched = _names()[name[0].lower()]
        found.append(
            replace(problem, kind=ConceptKind.MEDICATION, term=term, codes=(), evidence=part, matched=matched)
        )
    return found


def named_drugs(chart: Chart) -> tuple[NamedDrug, ...]:
    """The drugs of a chart that have a base, in their statements; no family's, none of an allergy list."""
    drugs = [one for one in chart.concepts if one.kind is ConceptKind.MEDICATION]
    drugs += [drug for one in chart.concepts if one.kind is ConceptKind.PROBLEM for drug in _within(one)]
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
