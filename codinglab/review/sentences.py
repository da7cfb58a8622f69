"""A light sentence splitter; it stands where medspaCy has PyRuSH.

PyRuSH takes most of the time of medspaCy's pipeline and writes the note to stderr.
"""

from __future__ import annotations

import re

import numpy as np

from codinglab.review.engines import Doc
from codinglab.review.sections import find_sections
from codinglab.review.tokens import Tokens, tokens_of

_BULLET = re.compile(r"\s*(?:[-*•·‣◦▪+>]|\(?\d{1,2}[.)]|#)\s")
_ABBREVIATED = frozenset(
    "dr mr mrs ms st vs jr poss sr approx dept fig pt pts temp wt ht resp hx dx rx tx inc est".split()
)
_RUNS_ON = re.compile(
    r"(?:,|\b(?:a|an|and|as|at|by|due|for|from|had|has|in|is|no|not|of|on|or|the|to|was|with|without|denies))$",
    re.IGNORECASE,
)
_END_MARKS = frozenset(".!?")
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
    tokens = tokens_of(doc)
    text = tokens.text
    starts = tokens.starts = [False] * len(doc)
    begin = True
    forced = {match.start() for match in _ENUMERATED.finditer(text)}
    for section in find_sections(text):
        forced |= {section.start, section.body_start}
    limits = [*sorted(forced), len(text)]
    passed = line = 0
    for index, (word, place) in enumerate(zip(tokens.words, tokens.places, strict=True)):
        while limits[passed] <= place:
            begin, passed = True, passed + 1
        if word.isspace():
            if "\n" in word or "\r" in word:
                end = place + len(word)
                stop = text.find("\n", end)
                following = text[end : stop if stop >= 0 else len(text)]
                begin = begin or word.count("\n") > 1 or breaks_line(text[line:place], following)
                line = end - len(word) + max(word.rfind("\n"), word.rfind("\r")) + 1
            continue
        if begin or word == "•":
            starts[index], begin = True, False
        if word in _END_MARKS and _ends(tokens, index):
            begin = True
    if not starts:
        return doc
    starts[0] = True
    # Not token by token: spaCy looks through the whole Doc each time a token's start is set.
    marks = np.where(starts, 1, -1).astype(np.int64).astype(np.uint64)
    return doc.from_array(["SENT_START"], marks)  # type: ignore[arg-type]


def _ends(tokens: Tokens, index: int) -> bool:
    """Say whether an end mark closes a sentence: not in 1.5, E. coli, Dr. Ames or "? pneumonia"."""
    words = tokens.words
    if index + 1 < len(words) and not tokens.spaced[index] and not words[index + 1].isspace():
        return False
    if words[index] != "." or index == 0:
        return not (words[index] == "?" and (index == 0 or _space_before(tokens, index)))
    before = words[index - 1]
    ordinal = before.isdigit() and len(before) <= 2 and (index == 1 or words[index - 2].isspace())
    if len(before) == 1 and before.isalpha():
        following = next((word for word in words[index + 1 : index + 4] if not word.isspace()), "")
        return not following[:1].islower()
    return not (before.lower() in _ABBREVIATED or ordinal)


def _space_before(tokens: Tokens, index: int) -> bool:
    return tokens.spaced[index - 1] or tokens.words[index - 1].isspace()
