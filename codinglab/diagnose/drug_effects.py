"""Adverse effects of drugs: the nature of the effect, then T36-T50 with the drug."""

from __future__ import annotations

import re
from dataclasses import replace

from codinglab.diagnose.draft import Chart, Draft, Drafts, Place, guideline, lexicon_file
from codinglab.diagnose.drug_codes import ADVERSE, DrugCode, after, with_drug_code
from codinglab.diagnose.drug_links import effects_of_drugs
from codinglab.diagnose.named_drugs import NamedDrug
from codinglab.diagnose.support import ASSESSED_SECTIONS
from codinglab.diagnose.walk import refined
from codinglab.model import Icd10cm
from codinglab.reference.content_words import content_words, spoken_words
from codinglab.reference.icd10cm import icd10cm

_RULE = "I.C.19.e.5.a"
_UNNAMED = Icd10cm("T887XXA")
_BY_DRUG = re.compile(r"\bdrug|\bmedica|chemotherap", re.IGNORECASE)


def drug_induced(chart: Chart, drafts: Drafts) -> Drafts:
    """A problem that a drug brought about takes the code that says so: diabetes E09, constipation K59.03.

    From reference/lexicon/drug_induced.toml (diabetes: I.C.4.a.6), else the tabular's code beside the
    unspecified one (I.B.2).
    """
    result = dict(drafts)
    for effect in effects_of_drugs(chart, drafts):
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
        statement = chart.statement(drug.concept.evidence).lower()
        fits = fits and not any(words in statement for words in fact.get("unless", ()))
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
    for effect in effects_of_drugs(chart, drafts):
        drug, draft = effect.drug, effect.draft
        if any(code.startswith(drug.base) and code[len(drug.base)] in "1234" for code in result):
            continue
        if draft is None:
            if drug.concept.section not in ASSESSED_SECTIONS:
                continue
            draft = result.setdefault(_UNNAMED, _unnamed(chart, drug))
        what = "an adverse effect" if draft.code == _UNNAMED else f"“{icd10cm().title(draft.code)}”"
        reason = f"The words make {drug.concept.term} the cause of {what}"
        told = DrugCode(ADVERSE, reason, guideline(_RULE), after(draft))
        result = with_drug_code(chart, result, drug, told)
    return result


def _unnamed(chart: Chart, drug: NamedDrug) -> Draft:
    evidence = drug.concept.evidence
    place = Place(0, chart.encounter.documents.index(chart.document(evidence)), evidence.start)
    reason = f"An adverse effect of a drug without its nature: “{chart.statement(evidence)}”."
    asked = ("the nature of the adverse effect",)
    return Draft(_UNNAMED, (evidence,), reason, guideline(_RULE), place, missing=asked)
