"""Poisonings by drugs: overdose, the wrong drug or the wrong dose, with the intent that the chart tells."""

from __future__ import annotations

import re
from dataclasses import replace

from codinglab.diagnose.draft import Chart, Drafts, Place, guideline
from codinglab.diagnose.drug_codes import DrugCode, is_drug_code, with_drug_code
from codinglab.diagnose.named_drugs import NamedDrug, named_drugs
from codinglab.diagnose.support import ASSESSED_SECTIONS
from codinglab.model import Assertion, ConceptKind

_TOLD = ASSESSED_SECTIONS | {"history_of_present_illness", "chief_complaint", "subjective"}
_MANY = (
    r"(?:too (?:much|many)|excessive|an excess|(?:an? )?(?:whole |entire )?(?:bottle|handful)|double|twice)"
)
_SOME = r"(?:\d{2,}|several|many|multiple|\w+teen|ten|twenty|thirty|forty|fifty)"
_FORM = (
    r"(?:(?:\s+|-)(?:of|the|his|her|their|usual|mg|dose|doses|tablets?|pills?|capsules?|amounts?|\d+))*\s*$"
)
_BEFORE = re.compile(
    rf"\b(?:overdos\w+|poisoning|poisoned|OD)\s*(?:(?:of|on|with|by|from|due to)\b|:)?{_FORM}"
    rf"|\b(?:took|taken|taking|ingested|swallowed|consumed|given)\s+{_MANY}{_FORM}"
    rf"|\b(?:ingested|swallowed)\s+(?:about |approximately |around )?{_SOME}{_FORM}"
    rf"|\bwrong (?:dose|dosage|drug|medication|medicine|pill)\b[\s,:(–—-]*{_FORM}",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[\s/-]*(?:(?:accidental|unintentional|intentional|acute|chronic)\s+)?(?:overdose|poisoning|OD\b)",
    re.IGNORECASE,
)
_TOOK = re.compile(rf"\b(?:took|ingest\w+)\b(?: of)?(?: {_SOME})?{_FORM}", re.IGNORECASE)
_NOT_NOW = re.compile(
    r"\b(?:risks?|prevent\w*|in case of|if|educat\w*|counsel\w*|discuss\w*|warn\w*|signs of|history of|h/o|"
    r"prior|previous\w*|past|remote|last year|years? ago|kit|precautions?|protocol|avoid\w*|ruled out|"
    r"thoughts?|plan\w*|threat\w*|as (?:prescribed|directed)|"
    r"no|denie[sd]|never|without evidence)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:no|not|denie[sd]|denying|without|never)\s+(?:\w+\s+){0,3}?"
    r"(?:intentional\w*|suicid\w+(?: \w+)?|self[- ]\w+|on purpose|intent|to harm \w+)",
    re.IGNORECASE,
)
_SELF_HARM = re.compile(
    r"\b(?:intentional\w*|suicid\w+|self[- ](?:harm|inflicted|injur\w+)|on purpose|deliberate\w*|"
    r"to (?:kill|harm|hurt) (?:him|her|them)sel\w+)\b",
    re.IGNORECASE,
)
_ASSAULT = re.compile(r"\b(?:assault\w*|homicid\w+)\b", re.IGNORECASE)
_UNDETERMINED = re.compile(
    r"\bundetermined\b|\bintent (?:can|could) ?not be determined|\bintent (?:was |is )?not determined",
    re.IGNORECASE,
)
_INTENTS = {
    "1": "accidental, as no other intent is told",
    "2": "self-harm",
    "3": "assault",
    "4": "undetermined",
}
_UNNAMED = ("T6591", "T6592", "T6594")
_ATTEMPT = "T1491"


def poisonings(chart: Chart, drafts: Drafts) -> Drafts:
    """T36-T50 with the intent before the manifestations of a poisoning (I.C.19.e.5.b).

    Intent: self-harm, assault or undetermined only where the chart says so, else accidental (I.C.19.e.5.b
    and the note of the tabular at T36-T50). The code of an unnamed poison and that of a suicide attempt
    without its means give way.
    """
    result = dict(drafts)
    for drug in named_drugs(chart):
        if not _is_poisoning(chart, drug):
            continue
        intent = _intent(chart, drug)
        beside = [one for one in result.values() if drug.holds(one) and not is_drug_code(one.code)]
        gone: list[str] = [one.code for one in beside if one.code.startswith(_UNNAMED)]
        gone.extend(code for code in result if code.startswith(_ATTEMPT) and intent == "2")
        reason = f"The words tell of a poisoning by {drug.concept.term} ({_INTENTS[intent]})"
        told = DrugCode(intent, reason, guideline("I.C.19.e.5.b"), _first(chart, drug, result))
        added = with_drug_code(chart, result, drug, told)
        if added is not result:
            result = {code: one for code, one in added.items() if code not in gone}
    return result


def _is_poisoning(chart: Chart, drug: NamedDrug) -> bool:
    if drug.concept.assertion is not Assertion.AFFIRMED or drug.concept.section not in _TOLD:
        return False
    statement = chart.statement(drug.concept.evidence)
    told = _BEFORE.search(drug.before) or _AFTER.match(drug.after)
    meant = _TOOK.search(drug.before) and _harms_self(statement)
    return bool(told or meant) and not _NOT_NOW.search(_DENIED.sub(" ", statement))


def _intent(chart: Chart, drug: NamedDrug) -> str:
    statement = chart.statement(drug.concept.evidence)
    if _UNDETERMINED.search(statement):
        return "4"
    if _ASSAULT.search(statement):
        return "3"
    attempted = any(
        one.kind is ConceptKind.PROBLEM
        and one.assertion is Assertion.AFFIRMED
        and bool(one.codes)
        and one.codes[0].startswith(_ATTEMPT)
        for one in chart.concepts
    )
    return "2" if attempted or _harms_self(statement) else "1"


def _harms_self(statement: str) -> bool:
    return bool(_SELF_HARM.search(_DENIED.sub(" ", statement)))


def _first(chart: Chart, drug: NamedDrug, drafts: Drafts) -> Place:
    """Before the problems of the statement; told only in the history, before all that is assessed."""
    evidence = drug.concept.evidence
    own = Place(0, chart.encounter.documents.index(chart.document(evidence)), evidence.start)
    if drug.concept.section in ASSESSED_SECTIONS:
        places = [one.place for one in drafts.values() if drug.holds(one)]
    else:
        places = [one.place for one in drafts.values() if one.place.tier == 0]
    first = min(places, default=own)
    return replace(first, tier=min(first.tier, 0), step=first.step - 1)
