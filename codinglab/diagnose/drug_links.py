"""The words that link a drug to a problem as its effect."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from codinglab.diagnose.draft import Chart, Draft, Drafts
from codinglab.diagnose.drug_codes import is_drug_code
from codinglab.diagnose.named_drugs import ANOTHER, NamedDrug, named_drugs
from codinglab.diagnose.uncertain import ruling
from codinglab.model import Assertion

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
_MAKES_SOMETHING = re.compile(r"[\s-]*(?:induced|related|associated)\b", re.IGNORECASE)
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
_DOUBTED = re.compile(r"\b(?:unlikely|whether|doubt\w*|could|might|may)\b", re.IGNORECASE)
_ONLY_TALK = re.compile(
    r"\b(?:no|without|denie[sd]|any|discuss\w*|review\w*|monitor\w*|educat\w*|counsel\w*|risks?|potential|"
    r"possible|common|explain\w*|warn\w*|watch\w*|concern\w*|aware|if|tolerat\w*|inform\w*|about|regarding|"
    r"benefits?|avoid\w*|prevent\w*|history of|previous|prior)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Effect:
    """A drug that the words link to an effect: the draft of it, None where the words do not name it."""

    drug: NamedDrug
    draft: Draft | None


def effects_of_drugs(chart: Chart, drafts: Drafts) -> list[Effect]:
    """What the words of the chart call an effect of a drug."""
    found = []
    for drug in named_drugs(chart):
        said = drug.concept.assertion
        sure = said is Assertion.AFFIRMED or (
            said is Assertion.POSSIBLE and chart.is_inpatient and _at_discharge(chart, drug)
        )
        if not sure or _DOUBTED.search(drug.before) or _ANOTHER_TOPIC.match(drug.after):
            continue
        named = bool(_EFFECT_OF.search(drug.before) or _EFFECT_AFTER.match(drug.after))
        named = named and not _ONLY_TALK.search(chart.statement(drug.concept.evidence))
        draft = _effect_beside(drug, drafts, named)
        if draft is not None or named:
            found.append(Effect(drug, draft))
    return found


def codes_of_effects(chart: Chart, drafts: Drafts) -> frozenset[str]:
    """The codes of the problems that the chart calls an effect of a drug, to be coded (I.C.19.e.5.a)."""
    return frozenset(one.draft.code for one in effects_of_drugs(chart, drafts) if one.draft is not None)


def _at_discharge(chart: Chart, drug: NamedDrug) -> bool:
    """Whether an uncertain statement about a drug counts as if it were established (II.H)."""
    return ruling(chart, replace(drug.concept, codes=(drug.base,))).coded


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
            if one.start <= concept.start and concept.end < one.end and _MAKES_SOMETHING.match(drug.after):
                nearest.append((0, draft))
            elif one.end <= concept.start and _leads_to(drug, drug.before[one.end - drug.start :], named):
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
