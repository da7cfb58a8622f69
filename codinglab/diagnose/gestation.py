"""Weeks of gestation, and the trimester of the codes that ask for it."""

from __future__ import annotations

import re
from dataclasses import replace

from codinglab.diagnose.draft import Chart, Draft, Drafts, guideline
from codinglab.diagnose.gestational_age import GestationalAge, gestational_age
from codinglab.model import Icd10cm
from codinglab.reference.icd10cm import icd10cm

_WITH_WEEKS = (*(f"O{number:02}" for number in range(9, 61)), "O80", "O81", "O82", "O94", "O98", "O99", "O9A")
_ABORTIVE = (*(f"O0{number}" for number in range(9)), "Z332")
_PUERPERAL = re.compile(r"\bpuerperi|\bpostpartum", re.IGNORECASE)
_SECOND, _THIRD = 14 * 7, 28 * 7
_UNSAID = "unspecified trimester"
_TOLD = re.compile(r"\b(first|second|third|1st|2nd|3rd) trimester", re.IGNORECASE)
_NAMES = {"1st": "first", "2nd": "second", "3rd": "third"}
_LAST_SINGLE = 42


def weeks_of_gestation(chart: Chart, drafts: Drafts) -> Drafts:
    """Z3A after the pregnancy's codes, and the trimester that the weeks give.

    Not with abortive outcomes and not for postpartum conditions; for a stay the week of the admission
    (I.C.21.c.11). The trimester is the one the provider names, else that of the weeks (I.C.15.a.3).
    """
    told = gestational_age(chart) if any(code.startswith("O") for code in drafts) else None
    result = _with_trimester(chart, drafts, told)
    pregnant = [draft for draft in result.values() if _is_of_pregnancy(draft)]
    if any(code.startswith(_ABORTIVE) for code in drafts):
        pregnant = []
    if not pregnant and any(code.startswith("Z34") for code in drafts):
        return {code: draft for code, draft in result.items() if code != "Z3A"}
    result = {code: draft for code, draft in result.items() if not code.startswith("Z3A")}
    if told is None or not pregnant:
        return result
    last = max(draft.place for draft in pregnant)
    code = Icd10cm(code_of_weeks(told.days // 7))
    result[code] = Draft(
        code,
        (told.evidence,),
        f"“{told.evidence.quote}”: the week of gestation"
        f"{' at admission' if chart.is_inpatient else ''}, after the codes of the pregnancy.",
        guideline("I.C.21.c.11"),
        replace(last, step=last.step + 4),
        frozenset({"weeks of gestation"}),
    )
    return result


def code_of_weeks(weeks: int) -> str:
    """The code of completed weeks.

    >>> code_of_weeks(6), code_of_weeks(8), code_of_weeks(28), code_of_weeks(43)
    ('Z3A01', 'Z3A08', 'Z3A28', 'Z3A49')
    """
    if weeks < 8:
        return "Z3A01"
    return f"Z3A{weeks:02}" if weeks <= _LAST_SINGLE else "Z3A49"


def _with_trimester(chart: Chart, drafts: Drafts, told: GestationalAge | None) -> Drafts:
    """The same drafts, each code of an unspecified trimester exchanged where the trimester is known."""
    result: Drafts = {}
    for code, draft in drafts.items():
        trimester, words = _trimester(chart, draft, told)
        better = _in_trimester(chart, code, trimester) if trimester else None
        if better is None:
            result[code] = draft
            continue
        result[better] = replace(
            draft,
            code=better,
            reason=f"{draft.reason} “{words}” is the {trimester} trimester.",
            authority=guideline("I.C.15.a.3"),
        )
    return result


def _in_trimester(chart: Chart, code: str, trimester: str) -> Icd10cm | None:
    """The code that differs from one of an unspecified trimester in naming it."""
    table = icd10cm()
    title = table.title(code)
    if not code.startswith("O") or _UNSAID not in title:
        return None
    wanted = title.replace(_UNSAID, f"{trimester} trimester")
    beside = table.below(code[:3], chart.on)
    return next((Icd10cm(one) for one in beside if table.title(one) == wanted), None)


def _trimester(chart: Chart, draft: Draft, told: GestationalAge | None) -> tuple[str, str]:
    """The trimester that the statement of a code names, else that of the weeks, and the words for it."""
    for evidence in draft.evidence:
        if named := _TOLD.search(chart.statement(evidence)):
            word = named[1].lower()
            return _NAMES.get(word, word), named[0]
    if told is None:
        return "", ""
    weeks = "first" if told.days < _SECOND else "second" if told.days < _THIRD else "third"
    return weeks, told.evidence.quote


def _is_of_pregnancy(draft: Draft) -> bool:
    return draft.code.startswith(_WITH_WEEKS) and not _PUERPERAL.search(icd10cm().title(draft.code))
