"""The grouper and its explanations: CMS's answers on the oracle's claims, and each reason tried out anew."""

from __future__ import annotations

import timeit
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles

from codinglab.evaluate.oracle import OracleClaim, as_claim, oracle_claims
from codinglab.evaluate.reference import Figure, print_figures
from codinglab.group.explain import explanation
from codinglab.group.grouper import UNGROUPABLE, Data, ask
from codinglab.group.versions import version_on
from codinglab.model import Claim, Complication, Diagnosis, Explanation, Icd10cm, Loss
from codinglab.what_if import principals

EXPLAINED_MS, WHAT_IF_MS = 50.0, 300.0
_ORDER = (Complication.NONE, Complication.CC, Complication.MCC)
_LONG = (
    "E11.9 I10 N18.4 D62 J96.01 E87.1 N17.9 G93.41 E43 F05 I48.91 J44.1 K92.2 L89.153 R65.21 "
    "E66.9 Z79.4 I25.10 E78.5 N39.0 D64.9 E86.0 M06.9 I95.9"
).split()


def explained(claim: OracleClaim) -> Explanation:
    """The explanation of an oracle claim, with the hospital's status that the oracle gives it."""
    return explanation(as_claim(claim.facts), claim.facts)


def faults(claim: OracleClaim, found: Explanation) -> Iterator[str]:
    """Where an explanation disagrees with CMS's answer, or with the grouper asked anew."""
    grouping = found.grouping
    if (int(grouping.drg or 0), int(grouping.mdc)) != (claim.drg["final_drg"], claim.drg["final_mdc"]):
        yield f"DRG {grouping.drg}, MDC {grouping.mdc}; CMS's own grouper: {claim.drg}"
    if not found.path:
        yield "no path"
    yield from _untrue_removals(claim, found)
    if int(grouping.drg or 0) < UNGROUPABLE:
        yield from _untrue_severity(claim, found)


def _untrue_removals(claim: OracleClaim, found: Explanation) -> Iterator[str]:
    facts = claim.facts
    lists = [("sdx", place) for place in range(len(facts["sdx"]))]
    lists += [("procedures", place) for place in range(len(facts["procedures"]))]
    for (name, place), said in zip(lists, found.removed, strict=True):
        rest = [item for at, item in enumerate(facts[name]) if at != place]
        drg = ask({**facts, name: rest}).drg
        if drg != int(said.without) or said.changes != (drg != int(found.grouping.drg or 0)):
            yield f"without {said.code}: {drg}, said {said.without}"


def _untrue_severity(claim: OracleClaim, found: Explanation) -> Iterator[str]:
    """The severity of the whole must be the highest that its diagnoses count for; a loss must be real."""
    secondary = found.grouping.secondary
    highest = max((one.counted for one in secondary), key=_ORDER.index, default=Complication.NONE)
    if highest is not found.grouping.severity:
        yield f"severity {found.grouping.severity}, the diagnoses count {highest}"
    for one, item in zip(secondary, claim.facts["sdx"], strict=True):
        healed = {**claim.facts, "sdx": [{**item, "poa": "Y"}]}
        if one.loss is Loss.DEATH:
            healed["discharge_status"] = 1
        if one.loss is Loss.EXCLUDED:
            healed["pdx"] = {"code": "R110", "poa": "Y"}
        if one.loss in (Loss.ACQUIRED, Loss.DEATH, Loss.EXCLUDED) and ask(healed).severity is not one.listed:
            yield f"{one.code} was not lost because of what is said: {one.reason}"
        if (one.counted is not one.listed) != (one.loss is not Loss.NOTHING) and one.loss is not Loss.INVALID:
            yield f"{one.code} counts {one.counted}, listed {one.listed}, and the loss is {one.loss!r}"


def figures(folder: Path) -> Iterator[Figure]:
    """Measure on all claims of a folder's oracle; the first faults stand in the note.

    Raises:
        InvalidInputError: the folder has no oracle.
    """
    claims = list(oracle_claims(folder))
    wrong = [f"{claim.id}: {fault}" for claim in claims for fault in faults(claim, explained(claim))]
    note = "; ".join(wrong[:3])
    yield Figure(f"{len(claims):,} explanations, faults", float(len(wrong)), "", 0.0, note)
    long, data = _long(claims[0])
    times = _times(lambda: explanation(long, data))
    yield Figure("25 diagnoses explained, median", median(times), "ms", EXPLAINED_MS)
    yield Figure("25 diagnoses explained, 95th percentile", quantiles(times, n=20)[-1], "ms", EXPLAINED_MS)
    times = _times(lambda: principals(long))
    yield Figure("what if, 25 principals with their edits, median", median(times), "ms", WHAT_IF_MS)
    yield Figure("what if, 95th percentile", quantiles(times, n=20)[-1], "ms", WHAT_IF_MS)


def main(data: Path) -> int:
    """Print the figures beside their targets; 0 when all are met, else 1."""
    return print_figures(figures(data))


def _long(claim: OracleClaim) -> tuple[Claim, Data]:
    """A claim of 25 diagnoses and up to 6 procedures, as ours and in the grouper's form."""
    base = as_claim(claim.facts)
    codes = [Diagnosis(Icd10cm("J18.9"), "Y"), *(Diagnosis(Icd10cm(code), "Y") for code in _LONG)]
    long = replace(base, diagnoses=tuple(codes), procedures=tuple(base.procedures * 2)[:6])
    data = {**claim.facts, "version": version_on(long.through_date)}
    data["pdx"], *data["sdx"] = ({"code": str(one.code), "poa": "Y"} for one in codes)
    data["procedures"] = [{"code": str(one.code)} for one in long.procedures]
    return long, data


def _times(asked: Callable[[], object]) -> list[float]:
    """Milliseconds of thirty askings after the first, as `timeit` takes them: without collecting garbage."""
    asked()
    return [seconds * 1000 for seconds in timeit.repeat(asked, number=1, repeat=30)]
