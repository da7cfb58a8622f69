"""Respiratory failure with hypoxia and with hypercapnia: a code for each that is documented."""

from __future__ import annotations

import re
from dataclasses import replace

from codinglab.diagnose.draft import Chart, Drafts, guideline
from codinglab.model import Icd10cm
from codinglab.reference.icd10cm import icd10cm

_FAILURE = ("J960", "J961", "J962", "J969")
_LINK = r" ?(?:and|&|/|,|with|-) ?"
_HIGH = r"hyper(?:capn|carb)\w+"
_BOTH = re.compile(rf"\bhypox\w+{_LINK}{_HIGH}|\b{_HIGH}{_LINK}hypox\w+", re.IGNORECASE)
_GASES = {"1": "hypoxia", "2": "hypercapnia"}


def both_gases(chart: Chart, drafts: Drafts) -> Drafts:
    """Failure that is called hypoxic and hypercapnic takes both codes, for no code is of both.

    Source: ICD-10-CM Official Guidelines I.B.2, the highest level of detail documented.
    """
    result: Drafts = {}
    for code, draft in drafts.items():
        told = code.startswith(_FAILURE) and any(_BOTH.search(chart.statement(one)) for one in draft.evidence)
        if not told:
            result.setdefault(code, draft)
            continue
        for step, (digit, gas) in enumerate(_GASES.items()):
            one = Icd10cm(code[:4] + digit)
            if icd10cm().entry(one, chart.on).billable:
                result[one] = replace(
                    draft,
                    code=one,
                    reason=f"{draft.reason} It is called hypoxic and hypercapnic: this code is of the {gas}.",
                    authority=guideline("I.B.2"),
                    place=replace(draft.place, step=draft.place.step + step),
                )
    return result
