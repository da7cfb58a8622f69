"""What each secondary diagnosis counts for, and why one that is listed does not.

Shown by the grouper itself: the claim is grouped with that one secondary diagnosis alone. The DRG's
severity is then what the diagnosis counts for.
Source: MS-DRG Definitions Manual, Appendix C (complications and their exclusions), Appendix I
(hospital-acquired conditions); 42 CFR 412.60.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from codinglab.group.grouper import (
    UNGROUPABLE,
    Answer,
    Data,
    ask,
    complication,
    with_only_secondary,
    without_secondary,
)
from codinglab.model import Complication, Icd10cm, Loss, SecondaryDiagnosis
from codinglab.reference.cc_exclusions import exclusion_list


def secondary_diagnoses(data: Data, answer: Answer, on: date) -> Iterator[SecondaryDiagnosis]:
    """Judge every secondary diagnosis of a claim in the grouper's form, in the order of the claim.

    Args:
        data: the claim.
        answer: the grouper's answer to it.
        on: the discharge date, for the tables of exclusions.
    """
    principal = Icd10cm(data["pdx"]["code"])
    held: list[int] | None = None
    for place in range(len(data["sdx"])):
        alone = ask(with_only_secondary(data, place))
        found = _judged(alone, alone.severity, principal, on)
        if found.loss is Loss.CLASS:
            held = _carriers(data, answer) if held is None else held
            if (severity := _within_class(data, held, place)) is found.listed:
                found = _judged(alone, severity, principal, on)
        yield found


def _carriers(data: Data, answer: Answer) -> list[int]:
    """The places of the secondary diagnoses without which the claim is in another base DRG."""
    places = range(len(data["sdx"]))
    return [place for place in places if ask(without_secondary(data, place)).base != answer.base]


def _within_class(data: Data, carriers: Iterable[int], place: int) -> Complication:
    """What a diagnosis counts for beside those that hold the claim in its class, where these do not count."""
    held = [data["sdx"][other] for other in carriers if other != place]
    if ask({**data, "sdx": held}).severity is not Complication.NONE:
        return Complication.NONE
    return ask({**data, "sdx": [*held, data["sdx"][place]]}).severity


def _judged(alone: Answer, counted: Complication, principal: Icd10cm, on: date) -> SecondaryDiagnosis:
    item = alone.raw["sdx_output"][0]
    code, listed = Icd10cm(item["code"]), complication(item["severity"])
    counts = counted is listed and "VALID" in item["flags"]
    loss = Loss.NOTHING if counts else _loss(item, principal, alone)
    return SecondaryDiagnosis(code, listed, counted, loss, _reason(item, listed, loss, principal, on))


def _loss(item: dict[str, Any], principal: Icd10cm, answer: Answer) -> Loss:
    flags = item["flags"]
    if "VALID" not in flags:
        return Loss.INVALID
    if item["code"] == principal:
        return Loss.PRINCIPAL
    if "EXCLUDED" in flags:
        return Loss.EXCLUDED
    if "DEATH_EXCLUSION" in flags:
        return Loss.DEATH
    if answer.initial_severity is not answer.severity:
        return Loss.ACQUIRED
    return Loss.UNGROUPED if answer.drg >= UNGROUPABLE else Loss.CLASS


def _reason(item: dict[str, Any], listed: Complication, loss: Loss, principal: Icd10cm, on: date) -> str:
    code = Icd10cm(item["code"]).written
    if loss is Loss.INVALID:
        return f"{code} is not a valid code for this version, so it does not count."
    if listed is Complication.NONE:
        return f"{code} is neither a CC nor an MCC."
    if loss is Loss.NOTHING:
        return f"{code} counts as {listed}."
    return f"{code} is listed as {listed}, but {_why_lost(item, loss, principal, on)}."


def _why_lost(item: dict[str, Any], loss: Loss, principal: Icd10cm, on: date) -> str:
    if loss is Loss.PRINCIPAL:
        return "is the principal diagnosis itself"
    if loss is Loss.EXCLUDED:
        which = exclusion_list(Icd10cm(item["code"]), principal, on)
        where = f" (exclusion list {which.number}, {which.edition})" if which else ""
        return f"the principal diagnosis {principal.written} excludes it{where}"
    if loss is Loss.DEATH:
        return "counts only in a patient who was discharged alive"
    if loss is Loss.ACQUIRED:
        return f"was not present on admission and is {_acquired(item)}"
    if loss is Loss.CLASS:
        return "does not count in this DRG, whose class such codes make up"
    return "nothing counts while the claim cannot be grouped"


def _acquired(item: dict[str, Any]) -> str:
    met = next((hac for hac in item["hacs"] if hac["hac_status"] == "HAC_CRITERIA_MET"), None)
    if met is None:
        return "a hospital-acquired condition"
    return f"hospital-acquired condition {met['hac_number']:02d}, {met['description'].strip()}"
