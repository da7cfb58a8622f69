"""Why a claim is in its MS-DRG: every reason is the grouper's answer to a claim changed in one place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from codinglab.group.grouper import UNGROUPABLE, Answer, Data, ask, without_procedure, without_secondary
from codinglab.group.ladder import rungs
from codinglab.group.path import path
from codinglab.group.run import grouper_data, grouping
from codinglab.group.words import counting, drg_of, named
from codinglab.model import (
    Claim,
    Complication,
    Explanation,
    Grouping,
    Icd10cm,
    Icd10pcs,
    NotInForceError,
    Removed,
    Rung,
    SecondaryDiagnosis,
)
from codinglab.reference.msdrg import drg_row


def why(claim: Claim) -> Explanation:
    """Group a claim and explain the DRG.

    A claim that was not grouped comes back with `grouping.not_evaluated` and no path.
    Source: MS-DRG Definitions Manual of the version, by way of the grouper.
    """
    data = grouper_data(claim)
    return Explanation(data) if isinstance(data, Grouping) else explanation(claim, data)


def explanation(claim: Claim, data: Data) -> Explanation:
    """Explain the DRG of a claim that is given in the grouper's form too."""
    answer = ask(data)
    found = grouping(claim, data, answer)
    left = [ask(without_secondary(data, place)) for place in range(len(data["sdx"]))]
    cut = [ask(without_procedure(data, place)) for place in range(len(data["procedures"]))]
    counted = [place for place, one in enumerate(found.secondary) if one.counted is not Complication.NONE]
    levels = () if answer.drg >= UNGROUPABLE else tuple(rungs(data, answer, counted, left))
    return Explanation(
        found,
        tuple(path(data, answer, found, left, cut, levels)),
        (*_removed(data["sdx"], left, answer, Icd10cm), *_removed(data["procedures"], cut, answer, Icd10pcs)),
        tuple(_rung(claim, level, answer) for level in levels),
        _driver(data, answer, found.secondary, left),
    )


def _removed(
    codes: Sequence[dict[str, str]], answers: Sequence[Answer], whole: Answer, kind: type
) -> Iterator[Removed]:
    for item, answer in zip(codes, answers, strict=True):
        code = kind(item["code"])
        changes = answer.drg != whole.drg
        rest = f"the claim groups to {named(answer)}" if changes else f"the DRG stays {drg_of(answer)}"
        yield Removed(code, drg_of(answer), changes, f"Without {code.written}, {rest}.")


def _rung(claim: Claim, level: Answer, answer: Answer) -> Rung:
    drg = drg_of(level)
    try:
        row = drg_row(drg, claim.through_date)
    except NotInForceError:
        row = None
    title = level.raw["final_drg_description"] or ""
    return Rung(level.severity, drg, title, row.weight if row else None, level.severity is answer.severity)


def _driver(
    data: Data, answer: Answer, secondary: Sequence[SecondaryDiagnosis], left: Sequence[Answer]
) -> str:
    if answer.drg >= UNGROUPABLE:
        return ""
    alone = [
        f"{one.code.written} holds the DRG: without it, the claim groups to {named(rest)}"
        for one, rest in zip(secondary, left, strict=True)
        if rest.drg != answer.drg
    ]
    if alone:
        return f"{'; '.join(alone)}."
    top = [place for place, one in enumerate(secondary) if one.counted is answer.severity]
    if answer.severity is Complication.NONE or not top:
        return "No secondary diagnosis changes this DRG."
    kept = [item for place, item in enumerate(data["sdx"]) if place not in top]
    rest = ask({**data, "sdx": kept})
    said = counting([secondary[place].code.written for place in top], answer.severity)
    if rest.drg == answer.drg:
        return f"{said}, and the DRG is the same without."
    return (
        f"{said}: as long as one of them stays, so does the DRG; "
        f"without all of them the claim groups to {named(rest)}."
    )
