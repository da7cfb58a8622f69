"""The boxes of the claim forms by their numbers and letters: CMS-1500 21 and 24, UB-04 67 and 74.

Paper has fewer boxes than the electronic claim: positions without a box of their own go by their number.
Source: Medicare Claims Processing Manual (100-04) ch. 26 section 10 and ch. 25 section 75.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import ascii_lowercase, ascii_uppercase

from codinglab.model import ClaimType, InvalidInputError
from codinglab.validate.claim_form import limit

POINTED = 12
"""Diagnoses that a letter of box 21 points to, A to L."""
_SECONDARY, _OTHER = 18, 6
POINTERS = 4


def diagnosis_box(claim_type: ClaimType, position: int) -> str:
    """The box of a diagnosis (position from 1).

    >>> [diagnosis_box(ClaimType.PROFESSIONAL, position) for position in (1, 12, 13)]
    ['A', 'L', '13']
    >>> [diagnosis_box(ClaimType.INPATIENT, position) for position in (1, 2, 18, 19)]
    ['67', 'A', 'Q', '19']
    """
    if claim_type is ClaimType.PROFESSIONAL:
        return ascii_uppercase[position - 1] if position <= POINTED else str(position)
    if position == 1:
        return "67"
    return ascii_uppercase[position - 2] if position <= _SECONDARY else str(position)


def procedure_box(position: int) -> str:
    """The box of an ICD-10-PCS procedure (position from 1).

    >>> [procedure_box(position) for position in (1, 2, 6, 7)]
    ['74', 'a', 'e', '7']
    """
    if position == 1:
        return "74"
    return ascii_lowercase[position - 2] if position <= _OTHER else str(position)


def most_diagnoses(claim_type: ClaimType) -> int:
    """How many diagnoses go out: 12 on a professional claim, 25 on a facility's."""
    return limit(claim_type, "diagnoses")


def most_procedures() -> int:
    """How many ICD-10-PCS procedures go out."""
    return limit(ClaimType.INPATIENT, "procedures")


def beyond_words(claim_type: ClaimType) -> str:
    """What is said of the diagnoses below the last that goes out.

    Medicare's code editor and the grouper take as many as the electronic claim holds: 25 diagnoses and 25
    procedures (SPEC 3.7).
    """
    if claim_type is ClaimType.PROFESSIONAL:
        return f"Not among the first {POINTED}: they do not fit on the claim"
    most = most_diagnoses(claim_type)
    readers = "the grouper and the payer do" if claim_type is ClaimType.INPATIENT else "the payer does"
    return f"Not among the first {most}: {readers} not see them"


def letters(pointers: Iterable[int]) -> str:
    """Pointers as the letters of box 21, the main one first; by number where there is no letter.

    >>> letters((2, 1)), letters((1, 13))
    ('BA', 'A 13')
    """
    boxes = [diagnosis_box(ClaimType.PROFESSIONAL, pointer) for pointer in pointers]
    return ("" if all(len(box) == 1 for box in boxes) else " ").join(boxes)


def read_pointers(text: str, diagnoses: int) -> tuple[int, ...]:
    """Read diagnosis pointers: the letters of box 21, or numbers.

    >>> read_pointers("B, 1", 2), read_pointers("AB", 2)
    ((2, 1), (1, 2))

    Raises:
        InvalidInputError: a pointer that is no diagnosis of the claim, or a fifth.
    """
    marks = re.findall(r"\d+|[A-Za-z]|[^\s,;]", text)
    pointers = tuple(
        int(mark) if mark.isdecimal() else ascii_uppercase.find(mark.upper()) + 1 for mark in marks
    )
    for mark, pointer in zip(marks, pointers, strict=True):
        if not 1 <= pointer <= diagnoses:
            msg = f"Pointer '{mark}' points to no diagnosis: the claim has {_named(diagnoses)}."
            raise InvalidInputError(msg)
    once = tuple(dict.fromkeys(pointers))
    if len(once) > POINTERS:
        msg = f"A line points to up to {POINTERS} diagnoses, not {len(once)}."
        raise InvalidInputError(msg)
    return once


def _named(diagnoses: int) -> str:
    if diagnoses < 2:
        return "only A" if diagnoses else "none yet"
    return f"A to {diagnosis_box(ClaimType.PROFESSIONAL, min(diagnoses, POINTED))}"
