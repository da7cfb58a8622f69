"""The path of a claim through the grouper: MDC, class, base DRG, severity, hospital-acquired conditions.

Source: MS-DRG Definitions Manual, "Design and development of the DRGs" and the MDC chapters. What is said
at each step is shown by grouping the claim without the code that decides it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from codinglab.group.grouper import (
    UNGROUPABLE,
    Answer,
    Data,
    all_present,
    ask,
    principal_alone,
    with_only_procedure,
)
from codinglab.group.words import counting, joined, level_words, named, stem
from codinglab.model import Complication, Grouping, Icd10cm, Icd10pcs, Loss, Step

_PRE_MDC_LAST = 19
_UNRELATED = range(981, 990)
_TRAUMA, _HIV = 24, 25
_NOT_GROUPED = {
    "INVALID_PDX": "is not a valid diagnosis code of this version",
    "DX_CANNOT_BE_PDX": "may not be a principal diagnosis",
}


def path(
    data: Data,
    answer: Answer,
    found: Grouping,
    left: Sequence[Answer],
    cut: Sequence[Answer],
    levels: Sequence[Answer],
) -> Iterator[Step]:
    """The steps of a claim in the grouper's form, in their order.

    Args:
        data: the claim.
        answer: the grouper's answer to it.
        found: the same as a grouping.
        left: the answers without each secondary diagnosis.
        cut: the answers without each procedure.
        levels: the answers at each severity level of the base DRG.
    """
    if answer.drg >= UNGROUPABLE:
        yield _not_grouped(data, answer)
        return
    yield _mdc(data, answer, left)
    yield _class(data, answer, left, cut)
    yield _severity(data, answer, found, levels)
    if acquired := _acquired(data, answer, found):
        yield acquired


def _not_grouped(data: Data, answer: Answer) -> Step:
    principal = Icd10cm(data["pdx"]["code"]).written
    if (healed := ask(all_present(data))).drg < UNGROUPABLE:
        because = "A hospital-acquired condition has no POA indicator that tells whether it was present."
        return Step("POA", "not grouped", because, f"With every indicator Y it groups to {named(healed)}.")
    bare = ask(principal_alone(data))
    code = answer.raw["return_code"]
    why = _NOT_GROUPED.get(code, "is not enough by itself for a discharge of this kind")
    shown = f"The principal diagnosis alone groups to {named(bare)}."
    return Step("Principal diagnosis", f"{answer.drg}, not grouped", f"{principal} {why}.", shown)


def _mdc(data: Data, answer: Answer, left: Sequence[Answer]) -> Step:
    principal = Icd10cm(data["pdx"]["code"]).written
    own = answer.raw["pdx_output"]["mdc"] or 0
    title = answer.raw["final_mdc_description"] or ""
    outcome = f"MDC {answer.mdc:02d} {title}"
    bare = ask(principal_alone(data))
    if bare.mdc == answer.mdc:
        shown = f"With no other code on the claim, {principal} groups to {named(bare)}, MDC {bare.mdc:02d}."
        if own == answer.mdc:
            return Step("MDC", outcome, f"The principal diagnosis {principal} belongs to it.", shown)
        because = f"{principal} is of MDC {own:02d}; the patient's age or sex leads here."
        return Step("MDC", outcome, because, shown)
    moving = [
        Icd10cm(item["code"]).written
        for item, rest in zip(data["sdx"], left, strict=True)
        if rest.mdc != answer.mdc
    ]
    kind = {_TRAUMA: " significant trauma at two body sites or more", _HIV: " HIV with a related condition"}
    because = (
        f"{principal} by itself is of MDC {bare.mdc:02d};{kind.get(answer.mdc, ' another code')} leads here."
    )
    if moving:
        first = next(rest for rest in left if rest.mdc != answer.mdc)
        shown = f"Without {joined(moving)} it is MDC {first.mdc:02d}."
    else:
        shown = f"No single code decides; with no secondary diagnosis it is MDC {bare.mdc:02d}."
    return Step("MDC", outcome, because, shown)


def _class(data: Data, answer: Answer, left: Sequence[Answer], cut: Sequence[Answer]) -> Step:
    base = stem(answer.raw["final_drg_description"] or "")
    if not data["procedures"]:
        return _medical(data, answer, left)
    medical = ask({**data, "procedures": []})
    if medical.base == answer.base:
        because = "No procedure on the claim leads to a class of its own here."
        return Step(
            "Class", f"medical: {base}", because, f"Without the procedures it is {named(medical)} still."
        )
    written = [Icd10pcs(item["code"]).written for item in data["procedures"]]
    deciding = [code for code, rest in zip(written, cut, strict=True) if rest.base != answer.base]
    alone = [ask(with_only_procedure(data, place)) for place in range(len(written))]
    same = [code for code, one in zip(written, alone, strict=True) if one.base == answer.base]
    because = _by_what(answer, deciding, same)
    lower = [
        f"{code} alone would lead to {named(one)}"
        for code, one in zip(written, alone, strict=True)
        if one.base not in (answer.base, medical.base)
    ]
    if lower and same:
        because += f" {'; '.join(lower)}: lower in the surgical hierarchy."
    if answer.drg <= _PRE_MDC_LAST:
        kind = "before the MDCs"
    else:
        kind = "surgical, unrelated to the principal diagnosis" if answer.drg in _UNRELATED else "surgical"
    return Step("Class", f"{kind}: {base}", because, f"Without the procedures it groups to {named(medical)}.")


def _medical(data: Data, answer: Answer, left: Sequence[Answer]) -> Step:
    """The class of a claim without a procedure."""
    principal = Icd10cm(data["pdx"]["code"]).written
    beside = {
        Icd10cm(item["code"]).written: rest
        for item, rest in zip(data["sdx"], left, strict=True)
        if rest.base != answer.base and rest.mdc == answer.mdc
    }
    outcome = f"medical: {stem(answer.raw['final_drg_description'] or '')}"
    if not beside:
        bare = ask({**data, "sdx": []})
        what = principal if bare.base == answer.base else f"{principal} and its secondary diagnoses together"
        because = f"No procedure; by {what}."
        return Step("Class", outcome, because, f"{principal} alone groups to {named(bare)}.")
    shown = "; ".join(f"without {code}: {named(rest)}" for code, rest in beside.items())
    return Step("Class", outcome, f"No procedure; by {principal} with {joined(list(beside))}.", f"{shown}.")


def _by_what(answer: Answer, deciding: Sequence[str], same: Sequence[str]) -> str:
    if same:
        word = "decides" if len(same) == 1 else "each lead here"
        return f"{joined(same)} {word}."
    if deciding:
        return f"{joined(deciding)} decide together; none of them does alone."
    return f"The procedures lead to {answer.base:03d} only together."


def _severity(data: Data, answer: Answer, found: Grouping, levels: Sequence[Answer]) -> Step:
    counted = [one for one in found.secondary if one.counted is answer.severity]
    if answer.severity is Complication.NONE:
        because = "No secondary diagnosis counts as a CC or an MCC."
    else:
        because = f"{counting([one.code.written for one in counted], answer.severity)}."
    split: dict[int, list[Complication]] = {}
    for level in levels:
        split.setdefault(level.drg, []).append(level.severity)
    if len(split) > 1:
        shown = "; ".join(f"{level_words(severities)}: {drg:03d}" for drg, severities in split.items())
        return Step("Severity", level_words(split[answer.drg]), because, f"The base DRG is split: {shown}.")
    because += " The base DRG is not split by severity."
    bare = ask({**data, "sdx": []})
    return Step("Severity", "no split", because, f"With no secondary diagnosis it groups to {named(bare)}.")


def _acquired(data: Data, answer: Answer, found: Grouping) -> Step | None:
    lost = [one for one in found.secondary if one.loss is Loss.ACQUIRED]
    if not lost and answer.initial_drg == answer.drg:
        return None
    codes = joined([one.code.written for one in lost])
    present = ask(all_present(data))
    changed = answer.initial_drg != answer.drg
    outcome = f"from {answer.initial_drg:03d} to {answer.drg:03d}" if changed else "no change"
    because = f"{codes or 'A condition'} arose in the hospital and lost its severity."
    shown = f"Had every condition been present on admission, it would group to {named(present)}."
    return Step("Hospital-acquired conditions", outcome, because, shown)
