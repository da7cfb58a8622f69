"""Sepsis and the organisms of infections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from codinglab.diagnose.draft import Chart, Draft, Drafts, guideline, joined, lexicon_file
from codinglab.diagnose.onset import told_early, told_later
from codinglab.model import Assertion, DocumentType, Evidence, Icd10cm

SEPSIS = ("A40", "A41")
_SYSTEMIC = (*SEPSIS, "A02", "A22", "A26", "A32", "A42", "A54", "B00", "B37", "O85", "P36", "T814")
_UNSPECIFIED = ("A419", "A4150")
_LOCAL = ("N390", "N10", "N12", "N30", "L03", "J189")
_DYSFUNCTION = ("N17", "J960", "K720", "G934", "D65")
_LINK_AFTER = re.compile(
    r",?\s*(?:likely\s+)?(?:due to|secondary to|from|related to|in the setting of|attributed to|caused by)\s+"
    r"(?:\w+\s+){0,3}sep(?:sis|tic)",
    re.IGNORECASE,
)
_LINK_BEFORE = re.compile(
    r"\bsep(?:sis|tic shock)(?:[- ](?:induced|related|associated)|\s+(?:with|causing|complicated by))\s+"
    r"(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Organism:
    name: re.Pattern[str]
    sepsis: Icd10cm
    agent: Icd10cm


@cache
def _organisms() -> tuple[_Organism, ...]:
    return tuple(
        _Organism(
            re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, fact['names']))})(?!\w)", re.IGNORECASE),
            Icd10cm(fact["sepsis"]),
            Icd10cm(fact["agent"]),
        )
        for fact in lexicon_file("organisms.toml")["organism"]
    )


def _named(chart: Chart, draft: Draft) -> Iterator[tuple[_Organism, Evidence]]:
    """The organisms named in the same statement as a draft's evidence, with that evidence."""
    for evidence in draft.evidence:
        statement = chart.statement(evidence)
        for organism in _organisms():
            found = organism.name.search(statement)
            if found and not re.search(
                r"\b(?:no|not|negative|possible|probable)\b", statement[: found.start()][-25:]
            ):
                yield organism, evidence
                break


def sepsis_of_shock(chart: Chart, drafts: Drafts) -> Drafts:
    """Septic shock without a named systemic infection takes the unspecified sepsis first (I.C.1.d.2.a)."""
    shock = drafts.get("R6521")
    if shock is None or any(code.startswith(_SYSTEMIC) for code in drafts):
        return drafts
    sepsis = Draft(
        Icd10cm("A419"),
        shock.evidence,
        "Septic shock is sepsis with failing circulation: the systemic infection is coded first.",
        guideline("I.C.1.d.2.a"),
        replace(shock.place, step=shock.place.step - 1),
        frozenset({"sepsis"}),
        ("the organism of the sepsis",),
    )
    return drafts | {"A419": sepsis}


def organism_of_sepsis(chart: Chart, drafts: Drafts) -> Drafts:
    """Sepsis whose statement names the organism is coded to the organism (I.C.1.d.1.a)."""
    result = dict(drafts)
    for code in _UNSPECIFIED:
        draft = result.get(code)
        named = next(_named(chart, draft), None) if draft else None
        if draft is None or named is None:
            continue
        organism, evidence = named
        known = result.get(organism.sepsis)
        place = min(draft.place, known.place) if known else draft.place
        result[organism.sepsis] = Draft(
            organism.sepsis,
            joined((evidence,), draft.evidence, known.evidence if known else ()),
            f"The provider names the organism with the sepsis: “{chart.statement(evidence)}”.",
            guideline("I.C.1.d.1.a"),
            place,
            draft.terms,
        )
        del result[code]
    return result


def organism_of_local_infection(chart: Chart, drafts: Drafts) -> Drafts:
    """A localized infection whose statement names the organism takes B95 to B97 after it (I.B.7)."""
    result = dict(drafts)
    for draft in drafts.values():
        if not draft.code.startswith(_LOCAL) or (named := next(_named(chart, draft), None)) is None:
            continue
        organism, evidence = named
        if organism.agent in result or draft.code.startswith("J"):
            continue
        result[organism.agent] = Draft(
            organism.agent,
            (evidence,),
            f"The infectious agent is named with the infection: “{chart.statement(evidence)}”.",
            guideline("I.B.7"),
            replace(draft.place, step=draft.place.step + 5),
        )
    return result


def severe_sepsis(chart: Chart, drafts: Drafts) -> Drafts:
    """Sepsis with an acute organ dysfunction that the provider links to it adds R65.20.

    I.C.1.d.1.a.iii and b; without a clear link nothing is added and the provider is asked
    (I.C.1.d.1.a.iv): the missing link is named on the sepsis.
    """
    sepsis = next((draft for code, draft in drafts.items() if code.startswith(SEPSIS)), None)
    failing = [draft for code, draft in drafts.items() if code.startswith(_DYSFUNCTION)]
    if sepsis is None or not failing or any(code.startswith("R652") for code in drafts):
        return drafts
    linked = [evidence for draft in failing for evidence in draft.evidence if _is_linked(chart, evidence)]
    result = dict(drafts)
    if linked:
        evidence = linked[0]
        result["R6520"] = Draft(
            Icd10cm("R6520"),
            (evidence,),
            f"The provider links acute organ dysfunction to the sepsis: “{chart.statement(evidence)}”.",
            guideline("I.C.1.d.1.a.iii"),
            replace(sepsis.place, step=1),
        )
        return result
    asked = "whether the acute organ dysfunction is related to the sepsis"
    result[sepsis.code] = replace(sepsis, missing=(*sepsis.missing, asked))
    return result


def _is_linked(chart: Chart, evidence: Evidence) -> bool:
    """Whether words beside the dysfunction link it to the sepsis: "AKI due to sepsis", "sepsis with AKI"."""
    text = chart.document(evidence).text
    before = text[max(0, evidence.start - 80) : evidence.start]
    after = text[evidence.end : evidence.end + 80]
    return bool(_LINK_AFTER.match(after) or _LINK_BEFORE.search(before))


def present_on_admission(chart: Chart, draft: Draft, first: Draft) -> bool:
    """Whether the chart shows the sepsis at admission (I.C.1.d.4, Appendix I).

    Said so, seen in the emergency note or the H&P, caused by an infection of the same statement that stood
    first at discharge ("Sepsis due to pyelonephritis"); never when it is told that it came later (I.C.1.d.5).
    """
    if told_later(chart, draft):
        return False
    early = {DocumentType.ED_NOTE, DocumentType.HISTORY_AND_PHYSICAL}
    seen = any(
        concept.codes
        and concept.codes[0].startswith(SEPSIS)
        and concept.assertion in {Assertion.AFFIRMED, Assertion.POSSIBLE}
        and (chart.document(concept.evidence).type in early or concept.section == "admission_diagnosis")
        for concept in chart.concepts
    )
    if seen or told_early(chart, draft):
        return True
    places = {(one.document, chart.bounds(one)) for one in draft.evidence}
    return any((one.document, chart.bounds(one)) in places for one in first.evidence)
