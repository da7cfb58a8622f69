"""Fractures that osteoporosis explains."""

from __future__ import annotations

import re
from dataclasses import replace

from codinglab.diagnose.draft import Chart, Draft, Drafts, guideline, joined, lexicon_file
from codinglab.diagnose.injury import encounter_told
from codinglab.diagnose.specific import reportable
from codinglab.diagnose.walk import narrowed
from codinglab.model import Evidence, Icd10cm
from codinglab.reference.content_words import spoken_words
from codinglab.reference.icd10cm import icd10cm

_TIED = re.compile(
    r"\b(?:osteoporotic|osteoporosis[- ]related|fragility|insufficiency)\b[^.;\n]{0,40}\bfractures?\b"
    r"|\bfractures?\b[^.;\n]{0,60}\b(?:due to|from|secondary to|because of|related to|with|in the setting "
    r"of)\b[^.;\n]{0,20}\bosteoporo\w+"
    r"|\bosteoporosis with (?:a |an |current |pathologic\w* |\w+ ){0,4}fractures?\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:old|healed|prior|previous|remote|history of|h/o|no|without|risk of)\b", re.IGNORECASE
)
_OSTEOPOROSIS = ("M80", "M81")
_FRACTURES = ("M80", "M81", "M485", "M844", "S12", "S22", "S32", "S42", "S52", "S62", "S72", "S82", "S92")


def osteoporotic_fracture(chart: Chart, drafts: Drafts) -> Drafts:
    """A fracture that the provider ties to osteoporosis is M80, never a traumatic fracture or M81.

    Source: ICD-10-CM Official Guidelines I.C.13.d.2. The bone is looked for in the statement, by the words
    of reference/lexicon/osteoporosis.toml and of the tabular.
    """
    tied = {
        code: found
        for code, draft in drafts.items()
        if code.startswith(_FRACTURES) and (found := _statement(chart, draft)) is not None
    }
    if not tied:
        return drafts
    said = [statement for statement, _ in tied.values()]
    code, statement = max(((_code(chart, one, said), one) for one in said), key=_exactness)
    evidence = joined(*(drafts[one].evidence for one in tied))
    place = min(drafts[one].place for one in tied)
    kept = {
        one: draft for one, draft in drafts.items() if one not in tied and not one.startswith(_OSTEOPOROSIS)
    }
    return kept | {
        code: Draft(
            code,
            evidence,
            f"The provider ties the fracture to osteoporosis: “{statement}”.",
            guideline("I.C.13.d.2"),
            replace(place, step=place.step),
        )
    }


def _statement(chart: Chart, draft: Draft) -> tuple[str, Evidence] | None:
    for place in draft.evidence:
        statement = chart.statement(place)
        found = _TIED.search(statement)
        if found and not _PAST.search(statement[max(0, found.start() - 20) : found.end()]):
            return statement, place
    return None


def _exactness(found: tuple[Icd10cm, str]) -> int:
    """How little a code leaves open, for the choice between several statements of one fracture."""
    title = icd10cm().title(found[0]).lower()
    return -title.count("unspecified")


def _code(chart: Chart, statement: str, tied: list[str]) -> Icd10cm:
    """The age-related code of the bone, without one of the unspecified site; 7th character as I.C.13.c."""
    said = statement.lower()
    words = spoken_words(statement)
    for fact in lexicon_file("osteoporosis.toml")["bone"]:
        if re.search(rf"\b(?:{fact['called']})\b", said):
            words |= spoken_words(fact["bone"])
            break
    code = reportable(narrowed("M800", words, chart.on), chart.on)
    later = Icd10cm(code[:6] + (encounter_told(tied, chart) or code[6:]))
    return later if icd10cm().entry(later, chart.on).billable else code
