"""Conditions of a pregnant patient: chapter 15 first, from reference/lexicon/in_pregnancy.toml."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from codinglab.diagnose.age import age
from codinglab.diagnose.draft import Chart, Draft, Drafts, guideline, lexicon_file
from codinglab.diagnose.gestational_age import gestational_age
from codinglab.model import Icd10cm, Sex
from codinglab.reference.icd10cm import icd10cm

_PREGNANT = re.compile(r"\b(?:pregnan\w+|IUP|intrauterine|G\d+P\d+|gravida|EGA|prenatal)\b", re.IGNORECASE)
_NOT_NOW = re.compile(
    r"\b(?:post-?partum|puerperi\w+|(?:s/p|status post|after) (?:\w+ ){0,2}(?:delivery|cesarean)|newborn|"
    r"incidental(?:ly)? (?:\w+ )?pregnan\w+|pregnan\w+ (?:is )?incidental)\b",
    re.IGNORECASE,
)
_NOT_OTHERS = ("O0", "O8", "Z37", "Z38", "Z39", "Z332", "P")
_YOUNGEST = 9
_GESTATIONAL = ("O2441",)
_SCAR = "Z98891"


def in_pregnancy(chart: Chart, drafts: Drafts) -> Drafts:
    """Any condition complicates a pregnancy unless the provider says otherwise (I.C.15.a.1).

    The code of chapter 15 comes first, the condition's own code after it where it says more.
    """
    if not _is_pregnant(chart, drafts):
        return drafts
    result: Drafts = {}
    for code, draft in drafts.items():
        fact = _fact(code)
        if code == _SCAR:
            _put(result, _scar(chart, draft))
        elif code.startswith(_GESTATIONAL):
            _put(result, _controlled(chart, draft))
        elif fact is None:
            _put(result, draft)
        else:
            first = Icd10cm(fact["becomes"].replace(".", ""))
            if not any(known.startswith(first[:5]) for known in drafts):
                _put(result, _complicating(draft, first))
            if fact["keep"]:
                _put(result, replace(draft, place=replace(draft.place, step=draft.place.step + 1)))
    return result


def _is_pregnant(chart: Chart, drafts: Drafts) -> bool:
    """Whether the chart is of a pregnancy that goes on: a code of it, or its weeks and a word for it."""
    years = age(chart)
    if chart.encounter.patient.sex is Sex.MALE or (years is not None and years <= _YOUNGEST):
        return False
    ended = [code for code in drafts if code.startswith(_NOT_OTHERS) and not code.startswith("O09")]
    if ended or "Z331" in drafts:
        return False
    texts = [document.text for document in chart.encounter.documents]
    if any(code.startswith("O") and not _ended(code) for code in drafts):
        return True
    told = any(_PREGNANT.search(text) for text in texts) and not any(_NOT_NOW.search(text) for text in texts)
    return told and gestational_age(chart) is not None


def _ended(code: str) -> bool:
    return _NOT_NOW.search(icd10cm().title(code)) is not None


def _fact(code: str) -> dict[str, Any] | None:
    for fact in lexicon_file("in_pregnancy.toml")["pregnancy"]:
        if code.startswith(tuple(one.replace(".", "") for one in fact["code"])):
            return dict(fact)
    return None


def _complicating(draft: Draft, code: Icd10cm) -> Draft:
    reason = f"{draft.reason} In a pregnancy its code of chapter 15 comes first."
    return replace(draft, code=code, reason=reason, authority=guideline("I.C.15.a.1"), missing=())


def _scar(chart: Chart, draft: Draft) -> Draft:
    """The scar of an earlier cesarean."""
    code = Icd10cm(_chosen(chart, draft, "scar").replace(".", ""))
    place = replace(draft.place, tier=0)
    reason = f"{draft.reason} In a pregnancy the scar is maternal care."
    return replace(draft, code=code, reason=reason, authority=guideline("I.C.15.a.1"), place=place)


def _controlled(chart: Chart, draft: Draft) -> Draft:
    """Gestational diabetes with what controls it (I.C.15.i)."""
    digit = _chosen(chart, draft, "control")
    if draft.code[5:] != "9" or not digit:
        return draft
    reason = f"{draft.reason} The statement names what controls it."
    return replace(
        draft, code=Icd10cm(draft.code[:5] + digit), reason=reason, authority=guideline("I.C.15.i")
    )


def _chosen(chart: Chart, draft: Draft, table: str) -> str:
    said = " ".join(chart.statement(evidence) for evidence in draft.evidence)
    facts = lexicon_file("in_pregnancy.toml")[table]
    return next((fact["becomes"] for fact in facts if re.search(fact["words"], said, re.IGNORECASE)), "")


def _put(result: Drafts, draft: Draft) -> None:
    known = result.get(draft.code)
    if known is None or draft.place < known.place:
        result[draft.code] = draft
