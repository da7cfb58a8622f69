"""Which chapter a code belongs to, for partial credit alone."""

from __future__ import annotations

from codinglab.model import Icd10cm, Icd10pcs

_SHARED_LETTERS = {
    "A": "1",
    "B": "1",
    "C": "2",
    "S": "19",
    "T": "19",
    "V": "20",
    "W": "20",
    "X": "20",
    "Y": "20",
}


def chapter(code: Icd10cm) -> str:
    """A name for the chapter of a diagnosis code. D and H are each shared by two chapters.

    >>> chapter(Icd10cm("D49.0")) == chapter(Icd10cm("C50.411")), chapter(Icd10cm("D62"))
    (True, 'D5')
    """
    letter, second = code[:1], code[1:2]
    if letter == "D":
        return "2" if second < "5" else "D5"
    if letter == "H":
        return "H0" if second < "6" else "H6"
    return _SHARED_LETTERS.get(letter, letter)


def body_system(code: Icd10pcs) -> str:
    """The section and body system of a procedure code: its first two characters."""
    return code[:2]
