"""Adverse effects of drugs: the nature of the effect, then T36-T50 with the drug."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from codinglab.diagnose.draft import Chart, Draft, Drafts, Place, guideline, lexicon_file
from codinglab.diagnose.named_drugs import (
    ADVERSE,
    ANOTHER,
    NamedDrug,
    after,
    is_drug_code,
    named_drugs,
    with_drug_code,
)
from codinglab.diagnose.support import ASSESSED_SECTIONS
from codinglab.diagnose.uncertain import codes_as_established
from codinglab.diagnose.walk import refined
from codinglab.model import Assertion, Icd10cm
from codinglab.reference.content_words import content_words, spoken_words
from codinglab.reference.icd10cm import icd10cm

_RULE = "I.C.19.e.5.a"
_EFFECT = r"(?:adverse (?:drug )?(?:effect|reaction|event)s?|side[- ]effects?|(?:allergic )?reaction)"
_CAUSE = (
    r"(?:(?<!not )(?:due to|secondary to|caused by|because of|as a result of|resulting from|attributed to|"
    r"attributable to|induced by|triggered by|brought on by|related to)|from)"
)
_OF_DRUG = (
    rf"(?:\s+(?:his|her|their|the|a|an|recent|prior|chronic|long[- ]term|high[- ]dose|low[- ]dose|daily|"
    rf"current|home|new|oral|iv|intravenous|inhaled|topical|systemic|excess|excessive|over[- ]the[- ]counter|"
    rf"use of|taking|starting|initiation of|treatment with|therapy with|and|or|plus|{ANOTHER}+)[,/]?)*"
    rf"[\s,/&]*(?:(?:and|or)\s+)?$"
)
_EFFECT_OF = re.compile(
    rf"\b{_EFFECT}\s+(?:of|to|from|with|due to|secondary to|caused by)(?:{_OF_DRUG})", re.IGNORECASE
)
_CAUSED_BY = re.compile(rf"\b(?P<cause>{_CAUSE})(?:{_OF_DRUG})", re.IGNORECASE)
_MAKES = re.compile(
    r"[\s-]*(?:induced|related|associated|causing|caused|causes)\b(?:\s+[\w-]+){0,3}\s*$", re.IGNORECASE
)
_EFFECT_AFTER = re.compile(rf"\s*(?:{_EFFECT}|toxicity)\b", re.IGNORECASE)
_ANOTHER_TOPIC = re.compile(
    r"[\s-]*(?:(?:use|therapy|treatment|medication)\s+)?(?:withdrawal|reversal|allergy|deficiency|"
    r"non-?complian\w+|non-?adheren\w+|underdos\w+|discontinuation|cessation|failure|resistan\w+|overdos\w+|"
    r"poisoning|antagonist|levels?|taper\w*|use disorder|dependence|abuse|misuse)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s,:(–—-]*(?:[\w-]+\s+){0,5}$")
_CLOSE = re.compile(
    r"[\s,:(–—-]*(?:(?:is|was|are|were|that|which|as|an?|the|known|likely|clearly|now|felt|thought|believed|to|be|"
    r"with|and|including|such|manifested|by|causing|of|has|developed|due|from|secondary|mild|moderate|severe)\b[\s,:(–—-]*)*$",
    re.IGNORECASE,
)
_BROKEN = re.compile(rf"\b(?:not|no|without|unrelated|denies)\b|{ANOTHER}", re.IGNORECASE)
_ONLY_TALK = re.compile(
    r"\b(?:no|without|denie[sd]|any|discuss\w*|review\w*|monitor\w*|educat\w*|counsel\w*|risks?|potential|"
    r"possible|common|explain\w*|warn\w*|watch\w*|concern\w*|aware|if|tolerat\w*|inform\w*|about|regarding|"
    r"benefits?|avoid\w*|prevent\w*|history of|previous|prior)\b",
    re.IGNORECASE,
)
_UNNAMED = Icd10cm("T887XXA")
_BY_DRUG = re.compile(r"\bdrug|\bmedica|chemotherap", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Effect:
    """A drug that the words link to an effect: the draft of it, None where the words do not name it."""

    drug: NamedDrug
    draft: Draft | None


def drug_induced(chart: Chart, drafts: Drafts) -> Drafts:
    """A problem that a drug brought about takes the code that says so: diabetes E09, constipation K59.03.

    From reference/lexicon/drug_induced.toml (diabetes: I.C.4.a.6), else the tabular's code beside the
    unspecified one (I.B.2).
    """
    result = dict(drafts)
    for effect in _effects(chart, drafts):
        if (draft := effect.draft) is None or draft.code not in result:
            continue
        code, rule = _by_drug(chart, effect.drug, draft)
        if code != draft.code and icd10cm().entry(code, chart.on).billable:
            del result[draft.code]
            reason = f"{draft.reason} The chart says that {effect.drug.concept.term} brought it about."
            result[code] = replace(draft, code=code, reason=reason, authority=guideline(rule))
    return result


def _by_drug(chart: Chart, drug: NamedDrug, draft: Draft) -> tuple[Icd10cm, str]:
    for fact in lexicon_file("drug_induced.toml")["induced"]:
        plain, becomes = fact["code"].replace(".", ""), fact["becomes"].replace(".", "")
        fits = fact.get("base", "").replace(".", "") in {"", drug.base}
        if fits and draft.code.startswith(plain):
            return Icd10cm(becomes + draft.code[len(plain) :]), fact["rule"]
    said = spoken_words(chart.statement(drug.concept.evidence)) | content_words("drug induced")
    found = refined(draft.code, said, chart.on)
    return (found if _BY_DRUG.search(icd10cm().title(found)) else draft.code), "I.B.2"


def adverse_effects(chart: Chart, drafts: Drafts) -> Drafts:
    """After the effect of a drug, T36-T50 with 5 for the drug (I.C.19.e.5.a).

    Where the assessment names an adverse effect without its nature, T88.7 stands for it.
    """
    result = dict(drafts)
    for effect in _effects(chart, drafts):
        drug, draft = effect.drug, effect.draft
        if any(code.startswith(drug.base) and code[len(drug.base)] in "1234" for code in result):
            continue
        if draft is None:
            if drug.concept.section not in ASSESSED_SECTIONS:
                continue
            draft = result.setdefault(_UNNAMED, _unnamed(chart, drug))
        what = "an adverse effect" if draft.code == _UNNAMED else f"“{icd10cm().title(draft.code)}”"
        reason = f"The words make {drug.concept.term} the cause of {what}"
        result = with_drug_code(chart, result, drug, ADVERSE, reason, guideline(_RULE), after(draft))
    return result


def _unnamed(chart: Chart, drug: NamedDrug) -> Draft:
    evidence = drug.concept.evidence
    place = Place(0, chart.encounter.documents.index(chart.document(evidence)), evidence.start)
    reason = f"An adverse effect of a drug without its nature: “{chart.statement(evidence)}”."
    asked = ("the nature of the adverse effect",)
    return Draft(_UNNAMED, (evidence,), reason, guideline(_RULE), place, missing=asked)


def _effects(chart: Chart, drafts: Drafts) -> list[_Effect]:
    """What the words of the chart call an effect of a drug."""
    found = []
    for drug in named_drugs(chart):
        said = drug.concept.assertion
        sure = said is Assertion.AFFIRMED or (
            said is Assertion.POSSIBLE and chart.is_inpatient and _at_discharge(chart, drug)
        )
        if not sure or _ANOTHER_TOPIC.match(drug.after):
            continue
        named = bool(_EFFECT_OF.search(drug.before) or _EFFECT_AFTER.match(drug.after))
        named = named and not _ONLY_TALK.search(chart.statement(drug.concept.evidence))
        draft = _effect_beside(drug, drafts, named)
        if draft is not None or named:
            found.append(_Effect(drug, draft))
    return found


def _at_discharge(chart: Chart, drug: NamedDrug) -> bool:
    """Whether an uncertain statement about a drug counts as if it were established (II.H)."""
    return codes_as_established(chart, replace(drug.concept, codes=(drug.base,)))


def _effect_beside(drug: NamedDrug, drafts: Drafts, named: bool) -> Draft | None:
    """The problem nearest to the drug that the words between tie to it."""
    concept = drug.concept.evidence
    nearest: list[tuple[int, Draft]] = []
    for draft in drafts.values():
        if is_drug_code(draft.code) or draft.code.startswith(("Z", "F1", "T887")):
            continue
        for one in draft.evidence:
            if one.document != concept.document or not drug.start <= one.start < drug.stop:
                continue
            if one.end <= concept.start and _leads_to(drug, drug.before[one.end - drug.start :], named):
                nearest.append((concept.start - one.end, draft))
            elif one.start >= concept.end and _follows(drug, drug.after[: one.start - concept.end], named):
                nearest.append((one.start - concept.end, draft))
    return min(nearest, key=lambda item: item[0])[1] if nearest else None


def _leads_to(drug: NamedDrug, between: str, named: bool) -> bool:
    """Whether the words from a problem to a drug after it make the drug the cause."""
    if cause := _CAUSED_BY.search(between):
        gap = between[: cause.start()]
        close = _CLOSE if cause["cause"].lower() == "from" else _BETWEEN
        if close.match(gap) and not _BROKEN.search(gap):
            return True
    if not named:
        return False
    effect = _EFFECT_OF.search(between)
    if effect is None and not _EFFECT_AFTER.match(drug.after):
        return False
    return bool(_CLOSE.match(between[: effect.start()] if effect else between))


def _follows(drug: NamedDrug, between: str, named: bool) -> bool:
    """Whether the words from a drug to a problem after it make the problem its effect."""
    if _MAKES.match(between):
        return True
    if not named:
        return False
    effect = _EFFECT_AFTER.match(between)
    told = effect is not None or _EFFECT_OF.search(drug.before) is not None
    return told and bool(_CLOSE.match(between[effect.end() :] if effect else between))
