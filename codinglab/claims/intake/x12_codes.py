"""The codes of an X12 claim, from its HI segments."""

from __future__ import annotations

from dataclasses import dataclass

from codinglab.claims.intake.x12_segments import Segment
from codinglab.claims.intake.x12_values import day, fail
from codinglab.model import Diagnosis, Icd10cm, Icd10pcs, Procedure

_DIAGNOSES = ("ABK", "ABF")
_PROCEDURES = ("BBR", "BBQ")
_ICD9 = frozenset({"BK", "BF", "BJ", "PR", "BN", "BR", "BQ"})
_LEFT = frozenset({"APR", "BH", "BI", "BE", "BP", "BO", "TC", "DR", "CAH"})
_POA = 8


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of a claim, in the order of their segments."""

    diagnoses: tuple[Diagnosis, ...]
    procedures: tuple[Procedure, ...]
    admitting: Icd10cm | None
    conditions: tuple[str, ...]


def read_codes(segments: list[Segment]) -> Codes:
    """Read the codes.

    Raises:
        FaultError: a code of ICD-9, of an unknown kind, without its day, or none where one must be.
    """
    first: list[Diagnosis] = []
    others: list[Diagnosis] = []
    causes: list[Diagnosis] = []
    procedures: dict[str, list[Procedure]] = {name: [] for name in _PROCEDURES}
    conditions: list[str] = []
    admitting = None
    for segment in segments:
        for element in range(1, len(segment.elements)):
            if not segment.at(element):
                continue
            parts = [part.strip() for part in segment.parts(element)] + [""] * _POA
            kind, code = parts[0], parts[1]
            _check(segment, element, kind, code)
            if kind in (*_DIAGNOSES, "ABN"):
                found = Diagnosis(Icd10cm(code), parts[_POA].upper())
                (first if kind == "ABK" else others if kind == "ABF" else causes).append(found)
                if len(first) > 1:
                    raise fail(segment, "It is a second principal diagnosis.", element)
            elif kind in _PROCEDURES:
                if parts[2] != "D8":
                    raise fail(segment, "The procedure has no day (D8).", element)
                on = day(segment, element, parts[3])
                procedures[kind].append(Procedure(Icd10pcs(code), on))
            elif kind == "ABJ":
                admitting = Icd10cm(code)
            elif kind == "BG":
                conditions.append(code.upper())
    if others and not first:
        raise fail(segments[0], "The claim has other diagnoses (ABF) and no principal one (ABK).")
    told = {str(one.code) for one in (*first, *others)}
    causes = [cause for cause in causes if str(cause.code) not in told]
    return Codes(
        (*first, *others, *causes),
        (*procedures["BBR"], *procedures["BBQ"]),
        admitting,
        tuple(conditions),
    )


def _check(segment: Segment, element: int, kind: str, code: str) -> None:
    if kind in _ICD9:
        raise fail(segment, f"{kind} says that the code is one of ICD-9; ICD-10 codes are read.", element)
    if kind not in _LEFT and kind not in (*_DIAGNOSES, *_PROCEDURES, "ABN", "ABJ", "BG"):
        raise fail(segment, f"'{kind[:8]}' is no kind of code that is known.", element)
    if not code:
        raise fail(segment, "The code is missing.", element)
