"""Combination codes that the classification presumes: diabetes, hypertension."""

from __future__ import annotations

from dataclasses import replace

from codinglab.diagnose.draft import Chart, Draft, Drafts, guideline, joined, lexicon_file
from codinglab.diagnose.named_cause import has_another_cause
from codinglab.model import Icd10cm

_DIABETES = r"diabet\w*|DM2?|T[12]DM"
_HYPERTENSION = r"hypertens\w*|HTN"
_HEART_KEPT = ("I50", "I514", "I5189", "I519")
_HEART_ABSORBED = ("I515", "I517")
_LATE_STAGES = ("N185", "N186")


def diabetes_with(chart: Chart, drafts: Drafts) -> Drafts:
    """Diabetes and a condition the Index lists under "with" take a combination code.

    I.A.15 presumes the link unless the chart says they are unrelated or names another cause;
    I.C.4.a: as many codes as are needed. The pairs are in reference/lexicon/diabetes_with.toml.
    """
    plain = next((draft for code, draft in drafts.items() if code in {"E099", "E109", "E119", "E139"}), None)
    family = next((draft for code, draft in drafts.items() if code[:3] in {"E09", "E10", "E11", "E13"}), None)
    if family is None:
        return drafts
    result = dict(drafts)
    for code, draft in drafts.items():
        pair = _pair(draft)
        if pair is None or chart.unrelated_to(draft, _DIABETES):
            continue
        if not pair.get("any_cause") and has_another_cause(chart, draft):
            continue
        combined = Icd10cm(family.code[:3] + pair["becomes"])
        result[combined] = Draft(
            combined,
            joined(family.evidence, draft.evidence),
            f"Diabetes and {pair['condition']} are both documented, and the classification presumes "
            "the link unless the provider says they are unrelated.",
            guideline("I.A.15, I.C.4.a"),
            replace(min(family.place, draft.place), step=-2),
            family.terms | draft.terms,
        )
        if pair["keep"]:
            result[code] = draft.after(result[combined].place)
        else:
            del result[code]
        if plain is not None:
            result.pop(plain.code, None)
    return result


def _pair(draft: Draft) -> dict[str, str] | None:
    for pair in lexicon_file("diabetes_with.toml")["with"]:
        words = pair.get("words")
        if draft.code.startswith(pair["code"].replace(".", "")) and (
            not words or any(word in term for word in words for term in draft.terms)
        ):
            return dict(pair)
    return None


def hypertension_with(chart: Chart, drafts: Drafts) -> Drafts:
    """Hypertension with heart disease, with chronic kidney disease, or with both.

    I.C.9.a.1 to 3: I11, I12 or I13, then the heart failure and the stage of kidney disease. Acute
    kidney failure alone is not presumed to be hypertensive.
    """
    pressure = drafts.get("I10")
    if pressure is None:
        return drafts
    heart = [
        draft
        for code, draft in drafts.items()
        if code.startswith(_HEART_KEPT + _HEART_ABSORBED) and not chart.unrelated_to(draft, _HYPERTENSION)
    ]
    kidney = [
        draft
        for code, draft in drafts.items()
        if code.startswith("N18") and not chart.unrelated_to(draft, _HYPERTENSION)
    ]
    if not heart and not kidney:
        return drafts
    code, rule = _hypertensive_code(heart, kidney)
    linked = [*heart, *kidney]
    place = min(draft.place for draft in (pressure, *linked))
    names = " and ".join(
        name for name, there in (("heart disease", heart), ("chronic kidney disease", kidney)) if there
    )
    combined = Draft(
        Icd10cm(code),
        joined(pressure.evidence, *(draft.evidence for draft in linked)),
        f"Hypertension and {names} are both documented, and the classification presumes the link "
        "unless the provider says they are unrelated.",
        guideline(rule),
        replace(place, step=-1),
        pressure.terms,
    )
    result = {known: draft for known, draft in drafts.items() if known != "I10"}
    for draft in linked:
        result[draft.code] = draft.after(combined.place)
        if draft.code.startswith(_HEART_ABSORBED):
            del result[draft.code]
    result[combined.code] = combined
    return result


def _hypertensive_code(heart: list[Draft], kidney: list[Draft]) -> tuple[str, str]:
    failing = any(draft.code.startswith("I50") for draft in heart)
    late = any(draft.code.startswith(_LATE_STAGES) for draft in kidney)
    if heart and kidney:
        both = ("I132" if late else "I130") if failing else ("I1311" if late else "I1310")
        return both, "I.C.9.a.3"
    if heart:
        return ("I110" if failing else "I119"), "I.C.9.a.1"
    return ("I120" if late else "I129"), "I.C.9.a.2"
