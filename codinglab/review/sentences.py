"""A light sentence splitter; it stands where medspaCy has PyRuSH.

PyRuSH takes most of the time of medspaCy's pipeline and writes the note to stderr.
"""

from __future__ import annotations

import re

import numpy as np

from codinglab.review.engines import Doc
from codinglab.review.sections import find_sections

_BULLET = re.compile(r"\s*(?:[-*•·‣◦▪+>]|\(?\d{1,2}[.)]|#)\s")
_ABBREVIATED = frozenset(
    "dr mr mrs ms st vs jr poss sr approx dept fig pt pts temp wt ht resp hx dx rx tx inc est".split()
)
_RUNS_ON = re.compile(
    r"(?:,|\b(?:a|an|and|as|at|by|due|for|from|had|has|in|is|no|not|of|on|or|the|to|was|with|without|denies))$",
    re.IGNORECASE,
)
_WRAP_WIDTH = 40
_ENUMERATED = re.compile(r"(?<=\s)\(?\d{1,2}\)\s+(?=[A-Z])")


def breaks_line(before: str, after: str) -> bool:
    """Say whether the line break between two lines ends a sentence.

    It does not where a long line was wrapped: the line before has no end mark and runs on, or
    the next one begins in lower case.
    """
    before = before.rstrip()
    if not before or not after.strip() or _BULLET.match(after) or before[-1] in ".!?:":
        return True
    if len(before) < _WRAP_WIDTH:
        return True
    return not (after.lstrip()[0].islower() or _RUNS_ON.search(before))


def split_sentences(doc: Doc) -> Doc:
    """Set the sentence starts of a Doc: after end marks, line breaks and headers, before bullets."""
    text = doc.text
    starts = [False] * len(doc)
    begin = True
    forced = {match.start() for match in _ENUMERATED.finditer(text)}
    for section in find_sections(text):
        forced |= {section.start, section.body_start}
    limits = sorted(forced)
    passed = line = 0
    for index, token in enumerate(doc):
        word = token.text
        while passed < len(limits) and limits[passed] <= token.idx:
            begin, passed = True, passed + 1
        if word.isspace():
            if "\n" in word or "\r" in word:
                end = token.idx + len(word)
                stop = text.find("\n", end)
                following = text[end : stop if stop >= 0 else len(text)]
                begin = begin or word.count("\n") > 1 or breaks_line(text[line : token.idx], following)
                line = end - len(word) + max(word.rfind("\n"), word.rfind("\r")) + 1
            continue
        if begin or word == "•":
            starts[index], begin = True, False
        if word in ".!?" and _ends(doc, index):
            begin = True
    if len(doc):
        starts[0] = True
    # Not token by token: spaCy looks through the whole Doc each time a token's start is set.
    marks = np.array([1 if start else -1 for start in starts], dtype=np.int64).astype(np.uint64)
    return doc.from_array(["SENT_START"], marks) if starts else doc  # type: ignore[arg-type]


def _ends(doc: Doc, index: int) -> bool:
    """Say whether an end mark closes a sentence: not in 1.5, E. coli, Dr. Ames or "? pneumonia"."""
    token = doc[index]
    if index + 1 < len(doc) and not token.whitespace_ and not doc[index + 1].is_space:
        return False
    if token.text != "." or index == 0:
        return not (token.text == "?" and (index == 0 or _space_before(doc, index)))
    before = doc[index - 1].text
    ordinal = before.isdigit() and len(before) <= 2 and (index == 1 or doc[index - 2].is_space)
    if len(before) == 1 and before.isalpha():
        return not _next_word(doc, index)[:1].islower()
    return not (before.lower() in _ABBREVIATED or ordinal)


def _space_before(doc: Doc, index: int) -> bool:
    return bool(doc[index - 1].whitespace_) or doc[index - 1].is_space


def _next_word(doc: Doc, index: int) -> str:
    return next((token.text for token in doc[index + 1 : index + 4] if not token.is_space), "")
