"""Words as the search spells them."""

from __future__ import annotations

import re
from unicodedata import normalize

_WORD = re.compile(r"[a-z0-9]+")
_ACCENT = re.compile(r"[\u0300-\u036f]")
_GREEK = re.compile(r"^\w{3,}(?<!d)(?<!gluc)oses$|^(?:paraly|dialy|prosthe)ses$")
_APOSTROPHE = re.compile(r"['\u2019]s\b")


def split_words(text: str) -> list[str]:
    """The words of a text, lower case.

    >>> split_words("Type 2 diabetes, w/o complications")
    ['type', '2', 'diabetes', 'w', 'o', 'complications']
    """
    return _WORD.findall(text.lower())


_COMPOUND = re.compile(r"[a-z]+(?:-[a-z]+)+")


def compounds(text: str) -> list[str]:
    """The words with hyphens, written as one: "pre-eclampsia" is typed "preeclampsia" as well.

    >>> compounds("Severe pre-eclampsia")
    ['preeclampsia']
    """
    return [singular(word.replace("-", "")) for word in _COMPOUND.findall(text.lower())]


def singular(word: str) -> str:
    """A word without the s of its plural, so that both forms meet.

    >>> [singular(word) for word in ("fractures", "abscess", "pelvis", "kidneys", "keratoses", "doses")]
    ['fracture', 'abscess', 'pelvis', 'kidney', 'keratosis', 'dose']
    """
    if _GREEK.search(word):
        return word[:-2] + "is"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def search_words(text: str) -> list[str]:
    """The words of a text in the form they are searched in: no plural, no accent, no possessive s.

    >>> search_words("Crohn's diseases of the kidneys"), search_words("Sézary")
    (['crohn', 'disease', 'of', 'the', 'kidney'], ['sezary'])
    """
    plain = _ACCENT.sub("", normalize("NFKD", text.lower()))
    return [singular(word) for word in split_words(_APOSTROPHE.sub("", plain))]
