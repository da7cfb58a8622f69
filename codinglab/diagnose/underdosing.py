"""Underdosing: less of a drug taken than prescribed, after the condition that it concerns."""

from __future__ import annotations

import re

from codinglab.diagnose.draft import Chart, Draft, Drafts, guideline, joined, lexicon_file
from codinglab.diagnose.drug_codes import UNDERDOSING, DrugCode, after, is_drug_code, with_drug_code
from codinglab.diagnose.named_drugs import NamedDrug, named_drugs
from codinglab.diagnose.support import ASSESSED_SECTIONS
from codinglab.model import Assertion, Icd10cm
from codinglab.reference.icd10cm import icd10cm

_TOLD = ASSESSED_SECTIONS | {"history_of_present_illness", "chief_complaint", "subjective", "medications"}
_RULE = "I.C.19.e.5.c"
_NONCOMPLIANT = r"(?:non-?adheren\w+|non-?complian\w+|not (?:been )?(?:adherent|compliant))"
_TO_DRUG = (
    r"(?:\s+(?:of|to|with|his|her|their|the|all|home|daily|prescribed|taking|doses?|medications?|and|§+,?))*"
    r"\s*$"
)
_BEFORE = re.compile(
    rf"\b(?:(?:ran|run|been|is|was) out|(?:stopped|quit|ceased) taking|self-discontinued|(?P<alone>stopped)|"
    rf"miss(?:ed|ing|es)(?:\s+\w+){{0,2}}\s+doses?|skip(?:s|ped|ping)|{_NONCOMPLIANT}|under-?dosing|"
    rf"ration(?:s|ed|ing)|(?:forgot|forgets|forgotten|forgetting)(?: to take)?|taking less|"
    rf"(?:could not|cannot|can't|couldn't|unable to) (?:afford|get|obtain)|"
    rf"(?P<untaken>(?:not|n't) (?:been )?taking(?P<whose> (?:his|her|their)\b)?))(?:{_TO_DRUG})",
    re.IGNORECASE,
)
_ON_OWN = re.compile(r"\bon (?:his|her|their) own\b", re.IGNORECASE)
_AS_TOLD = re.compile(
    r"\bas (?:prescribed|directed|instructed|ordered)\b|\b(?:daily|regularly|consistently)\b"
)
_AFTER = re.compile(rf"[\s-]*(?:{_NONCOMPLIANT}|under-?dosing)", re.IGNORECASE)
_NOT_SO = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|no|never|without|if|avoid\w*|risk of|history of|h/o|years? ago|in the past|"
    r"fasting|previously|(?:instructed|advised|told|asked|recommended|directed|agreed|should|will|may|can|plan\w*|"
    r"counsel\w*|by (?:his|her|their)) (?:\w+ ){0,3}?(?:to )?(?=stop|skip|quit|not|run)|"
    r"(?:not|hasn't|has not|have not) (?:miss|run out|stopped|skip|forgot)\w*)\b",
    re.IGNORECASE,
)
_BY_PRESCRIBER = re.compile(
    r"\b(?:per|by|at the direction of) (?:\w+ )?(?:dr\b|doctor|physician|provider|pcp|\w+ologist)",
    re.IGNORECASE,
)
_COST = re.compile(
    r"\b(?:cost\w*|afford\w*|financial\w*|insurance|price\w*|expens\w+|money|copay\w*)\b", re.IGNORECASE
)
_MEANT = re.compile(
    r"\b(?:intentional\w*|on (?:his|her|their) own|chose|decided|refus\w+|did(?: not|n't) (?:like|want)|"
    r"does(?: not|n't) (?:like|want)|side effects?|felt (?:better|well|fine)|feeling (?:better|well)|"
    r"afraid|fear\w*|self-discontinued)\b",
    re.IGNORECASE,
)
_FORGOT = re.compile(r"\b(?:forg[eo]t\w*|unintentional\w*|misunderst\w+|confus\w+)\b", re.IGNORECASE)
_AGE = re.compile(r"\b(?:dementia|age[- ]related|memory|alzheimer\w*|debility|frail\w*)\b", re.IGNORECASE)
_WORDS = re.compile(_NONCOMPLIANT, re.IGNORECASE)


def underdosing(chart: Chart, drafts: Drafts) -> Drafts:
    """After the condition, T36-T50 with 6 for the drug; Z91.1- where the chart tells why (I.C.19.e.5.c)."""
    result = dict(drafts)
    for drug in named_drugs(chart):
        if not _is_underdosed(chart, drug) or (concerned := _concerned(drug, result)) is None:
            continue
        reason = (
            f"The words say that less {drug.concept.term} was taken than prescribed, "
            f"which concerns {icd10cm().title(concerned.code)}"
        )
        told = DrugCode(UNDERDOSING, reason, guideline(_RULE), after(concerned))
        added = with_drug_code(chart, result, drug, told)
        if added is not result:
            result = _with_why(chart, drug, added, concerned)
    return result


def _is_underdosed(chart: Chart, drug: NamedDrug) -> bool:
    said, statement = drug.concept.assertion, chart.statement(drug.concept.evidence)
    if said is Assertion.HYPOTHETICAL or drug.concept.section not in _TOLD:
        return False
    if _NOT_SO.search(statement) or _BY_PRESCRIBER.search(statement):
        return False
    if _AFTER.match(drug.after):
        return True
    told = _BEFORE.search(drug.before)
    if told is None:
        return False
    if told["alone"]:
        return bool(_ON_OWN.search(statement))
    return not told["untaken"] or bool(told["whose"] or _AS_TOLD.search(drug.after))


def _concerned(drug: NamedDrug, drafts: Drafts) -> Draft | None:
    """The condition that the drug is for: what supports.toml says it treats, else what stands beside it."""
    family = drug.concept.matched.removeprefix("medications.toml: ")
    treats = tuple(
        code.replace(".", "")
        for fact in lexicon_file("supports.toml")["support"]
        if family in fact["drugs"]
        for code in fact["codes"]
    )
    problems = [one for one in drafts.values() if not is_drug_code(one.code) and not one.code.startswith("Z")]
    beside = [one for one in problems if drug.holds(one)]
    known = [one for one in problems if treats and one.code.startswith(treats)]
    both = [one for one in beside if one in known]
    found = both or (beside if drug.concept.section in ASSESSED_SECTIONS else []) or known
    return min(found, key=lambda one: one.place) if found else None


def _with_why(chart: Chart, drug: NamedDrug, drafts: Drafts, concerned: Draft) -> Drafts:
    """The code of why less was taken, where the statement tells it."""
    statement = chart.statement(drug.concept.evidence)
    code = Icd10cm(_why(statement))
    if not code or not icd10cm().entry(code, chart.on).billable:
        return drafts
    known = drafts.get(code)
    evidence = joined((drug.concept.evidence,), known.evidence if known else ())
    reason = f"The chart tells why less was taken than prescribed: “{statement}”."
    return {**drafts, code: Draft(code, evidence, reason, guideline(_RULE), after(concerned, 2))}


def _why(statement: str) -> str:
    """Z91.12- on purpose, Z91.13- not on purpose, Z91.14- other noncompliance; "" where nothing is told."""
    if _COST.search(statement):
        return "Z91120"
    if _FORGOT.search(statement):
        return "Z91130" if _AGE.search(statement) else "Z91138"
    if _MEANT.search(statement):
        return "Z91128"
    return "Z91148" if _WORDS.search(statement) else ""
