"""Personal history: problems that are over, by the code of having had them."""

from __future__ import annotations

import re
from dataclasses import replace

from codinglab.diagnose.draft import Chart, Draft, Drafts, Place, guideline, joined, lexicon_file
from codinglab.diagnose.history_table import History, history_of
from codinglab.diagnose.remission import SECONDARY, is_over, is_treated
from codinglab.diagnose.specific import reportable
from codinglab.diagnose.support import ASSESSED_SECTIONS, may_state_diagnoses
from codinglab.diagnose.walk import refined
from codinglab.model import Assertion, Concept, ConceptKind

_SILENT = frozenset(
    {"family_history", "instructions", "review_of_systems", "physical_exam", "allergies", "immunizations"}
)
_NOT_OVER = re.compile(r"\b(?:resolv\w*|hospitalized for|in remission|post)\b", re.IGNORECASE)
_JUST_TREATED = re.compile(r"\b(?:s/p|status post)", re.IGNORECASE)
_PREGNANT = ("O", "Z33", "Z34", "Z3A")
_OF_PREGNANCY = ("Z8632", "Z875")
_ANY_CANCER = "Z859"
_STROKE = "Z8673"


def personal_history(chart: Chart, drafts: Drafts) -> Drafts:
    """History codes of problems that are over, after everything that is present.

    The problem must no longer exist and have no treatment (I.C.21.c.4; of cancer also I.C.2.m). None
    while the same problem is active in this chart: it would say that it is over.
    """
    result = dict(drafts)
    for concept in chart.concepts:
        if not _is_past(chart, concept):
            continue
        statement = chart.statement(concept.evidence)
        code = refined(concept.codes[0], chart.words(concept), chart.on)
        history = history_of(code, statement)
        if history is None or not _is_apt(concept, code, history, statement, drafts):
            continue
        only_listed = concept.trigger is not None and concept.trigger.quote not in statement
        if only_listed and history.explicit:
            continue
        becomes = reportable(history.becomes, chart.on)
        known = result.get(becomes)
        listed = concept.section not in ASSESSED_SECTIONS
        if known is not None:
            evidence = joined(known.evidence, (concept.evidence,))
            result[becomes] = replace(known, evidence=evidence, listed=known.listed and listed)
            continue
        cancer = history.becomes.startswith("Z85")
        result[becomes] = Draft(
            becomes,
            (concept.evidence,),
            f"“{concept.evidence.quote}” in {chart.document(concept.evidence).title} is of the past, not "
            f"present and not treated: history ({history.problem}).",
            guideline("I.C.21.c.4, I.C.2.m" if cancer else "I.C.21.c.4"),
            Place(3, len(chart.encounter.documents), 500 + len(result)),
            frozenset({concept.term}),
            _asks(concept, history, only_listed=only_listed),
            listed,
        )
    if any(code.startswith("Z85") and code != _ANY_CANCER for code in result):
        result.pop(_ANY_CANCER, None)
    return result


def _asks(concept: Concept, history: History, *, only_listed: bool) -> tuple[str, ...]:
    """What is open: of a cancer that is just listed, or in remission, whether it is over (I.C.2.m)."""
    if history.asks:
        return (history.asks,)
    remission = concept.trigger is not None and "remission" in concept.trigger.quote.lower()
    if (only_listed or remission) and history.becomes.startswith("Z85"):
        return ("whether the cancer is gone and no longer treated",)
    return ()


def _is_past(chart: Chart, concept: Concept) -> bool:
    """Whether a provider says of a problem that it is over."""
    if concept.kind is not ConceptKind.PROBLEM or not concept.codes or concept.section in _SILENT:
        return False
    if not may_state_diagnoses(chart, concept):
        return False
    if concept.codes[0].startswith("C"):
        if is_treated(chart, concept.evidence) or concept.codes[0].startswith(SECONDARY):
            return False
        if concept.assertion is Assertion.AFFIRMED:
            return is_over(chart, concept.evidence)
        return concept.assertion is Assertion.HISTORICAL
    if concept.assertion is not Assertion.HISTORICAL:
        return False
    return not (concept.trigger and _NOT_OVER.search(concept.trigger.quote))


def _is_apt(concept: Concept, code: str, history: History, statement: str, drafts: Drafts) -> bool:
    """Whether nothing that is present speaks against the history."""
    by_category = code.startswith("S")
    for active in drafts:
        same = active[:3] == code[:3] if by_category else active.startswith(history.codes)
        if same and not active.startswith("Z8"):
            return False
    if by_category and concept.trigger and _JUST_TREATED.search(concept.trigger.quote):
        return False
    if history.becomes == _STROKE:
        return not _leaves_deficits(statement) and not any(active.startswith("I69") for active in drafts)
    pregnant = any(active.startswith(_PREGNANT) for active in drafts)
    return not (pregnant and history.becomes.startswith(_OF_PREGNANCY))


def _leaves_deficits(statement: str) -> bool:
    words = lexicon_file("histories.toml")["words"]
    rest = re.sub("|".join(words["none_left"]), " ", statement, flags=re.IGNORECASE)
    return re.search("|".join(words["left_over"]), rest, re.IGNORECASE) is not None
