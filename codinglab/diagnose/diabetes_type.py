"""One type of diabetes in a chart: a stated type holds for complications that name none."""

from __future__ import annotations

import re
from dataclasses import replace

from codinglab.diagnose.draft import Chart, Draft, Drafts, guideline, joined
from codinglab.model import Icd10cm
from codinglab.reference.icd10cm import icd10cm

_STATED = ("E10", "E08", "E09", "E13")
_DEFAULT = "E11"
_TYPE_2 = re.compile(r"\btype (?:2|ii)\b|\bt2\w*|\bdm ?(?:2|ii)\b|\bniddm\b|\b(?:2|ii)\b", re.IGNORECASE)


def one_type_of_diabetes(chart: Chart, drafts: Drafts) -> Drafts:
    """A diabetic complication without a type takes the one type that the chart states.

    Type 2 is the default only where the record names no type (I.C.4.a.2).
    """
    stated = {code[:3] for code in drafts if code.startswith(_STATED)}
    if len(stated) != 1:
        return drafts
    family = stated.pop()
    result: Drafts = {}
    for code, draft in drafts.items():
        typed = Icd10cm(family + code[3:])
        if (
            code.startswith(_DEFAULT)
            and not _says_type_2(draft)
            and icd10cm().entry(typed, chart.on).billable
        ):
            reason = f"{draft.reason} The chart states the type of the diabetes elsewhere."
            draft = replace(draft, code=typed, reason=reason, authority=guideline("I.C.4.a.2"))
        known = result.get(draft.code)
        result[draft.code] = _together(known, draft) if known else draft
    return result


def _says_type_2(draft: Draft) -> bool:
    said = (*draft.terms, *(evidence.quote for evidence in draft.evidence))
    return any(_TYPE_2.search(words) for words in said)


def _together(one: Draft, other: Draft) -> Draft:
    first, second = (one, other) if one.place <= other.place else (other, one)
    return replace(first, evidence=joined(first.evidence, second.evidence), terms=one.terms | other.terms)
