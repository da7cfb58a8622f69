"""The proposed order: principal or first-listed diagnosis first."""

from __future__ import annotations

from dataclasses import replace

from codinglab.diagnose.draft import Chart, Draft, Drafts, guideline
from codinglab.diagnose.drug_codes import follows_its_condition
from codinglab.diagnose.sepsis import SEPSIS, present_on_admission

_SYMPTOM = "R"
_NOT_DEFINITIVE = ("R", "V", "W", "X", "Y", "Z")
_NEVER_FIRST = ("R652", "B95", "B96", "B97", "Z79", "N18", "D631", "Z68", "Z3A", "Z992", "Z9981")


def in_order(chart: Chart, drafts: Drafts) -> tuple[Draft, ...]:
    """Order the drafts and say of the first why it is first.

    Inpatient: sepsis that was present on admission, then R65.2, then the localized infection
    (I.C.1.d.3 and 4); sepsis that came later follows. Otherwise the order of the final statement or
    of the assessment, as the provider lists what the encounter was mainly for (II, IV.G); of a stay no
    symptom while there is a definitive diagnosis (II.A).
    """
    ordered = sorted(drafts.values(), key=lambda draft: draft.place)
    ordered = _with_sepsis(chart, ordered)
    able = [draft for draft in ordered if not _never_first(draft.code)]
    if chart.is_inpatient and any(not draft.code.startswith(_NOT_DEFINITIVE) for draft in able):
        able = [draft for draft in able if not draft.code.startswith(_SYMPTOM)]
    first = next(iter(able), None)
    if first is None:
        return tuple(ordered)
    rest = [draft for draft in ordered if draft is not first]
    return (_as_first(chart, first), *rest)


def _never_first(code: str) -> bool:
    """Whether a code only follows another (the tabular's "code first"; drugs: I.C.19.e.5.a and c)."""
    return code.startswith(_NEVER_FIRST) or follows_its_condition(code)


def _with_sepsis(chart: Chart, ordered: list[Draft]) -> list[Draft]:
    systemic = [draft for draft in ordered if draft.code.startswith(SEPSIS)]
    severe = [draft for draft in ordered if draft.code.startswith("R652")]
    if not systemic:
        return ordered
    rest = [draft for draft in ordered if draft not in systemic and draft not in severe]
    if not chart.is_inpatient:
        return ordered
    if present_on_admission(chart, systemic[0], ordered[0]):
        return [*systemic, *severe, *rest]
    return [*rest[:1], *systemic, *severe, *rest[1:]]


def _as_first(chart: Chart, draft: Draft) -> Draft:
    if chart.is_inpatient and draft.code.startswith(SEPSIS):
        why = (
            " Proposed as principal diagnosis: sepsis present on admission comes before the localized "
            "infection."
        )
        return replace(draft, reason=draft.reason + why, authority=guideline("I.C.1.d.4"))
    if chart.is_inpatient:
        why = (
            " Proposed as principal diagnosis: first in the final statement; confirm what occasioned the "
            "admission."
        )
        return replace(draft, reason=draft.reason + why)
    if draft.place.tier < 0:
        return replace(draft, reason=draft.reason + " Proposed as first-listed: the patient came for it.")
    why = " Proposed as first-listed: the provider's assessment names it first."
    return replace(draft, reason=draft.reason + why)
