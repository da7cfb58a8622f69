"""The sentences of a text, and whose they are: the author's own, or those of the chart and the provider."""

from __future__ import annotations

import re

_END = re.compile(
    r"(?<=[?!;])\s+|(?<![A-Z]\.)(?<!\b[Dd]r\.)(?<!\bpt\.)(?<!\bvs\.)(?<=\.)\s+(?=[\"“A-Z0-9(\[])|\n+"
)
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|«[^»]*»|(?<![\w'])'[^']{3,}'(?!\w)")
_SPEAKER = re.compile(
    r"(?P<provider>(?:dr\.?|doctor|provider|physician|md|attending|np|pa)(?: [\w.'-]+){0,2})\s*:"
    r"|(?P<author>(?:cdis?|coder|specialist|nurse|rn|author|caller|i|me)(?: [\w.'-]+){0,2})\s*:",
    re.I,
)
_SOURCE = (
    r"(?:dr\.? ?[A-Z]?[\w-]*|doctor|providers?|physician|attending|hospitalist|surgeon|resident|consult\w*"
    r"|[a-z]*ologist|[a-z]+ology|h ?& ?p|(?:progress|consult\w*|operative|discharge|ed|nursing"
    r"|admission) (?:note|report|summary)"
    r"|discharge summary|reports?|impression|chest x-?ray|cxr|ct|mri|echo\w*|x-?ray|ultrasound|ecg|ekg"
    r"|dietitian"
    r"|notes?|record|chart|documentation)"
)
_ATTRIBUTED = re.compile(
    rf"\b(?:per|according to|as (?:documented|stated|noted|read) (?:by|in)|quoted from|(?:documented|noted"
    rf"|read|described"
    rf"|reported|interpreted|diagnosed|stated|listed|recorded|mentioned|assessed|written) (?:as|by|in|on)\b)"
    rf"|\b{_SOURCE}\b[^.?!;]{{0,60}}?(?:\b(?:states?|stated|documents?|documented|reads?|reports?|reported"
    rf"|notes?|noted"
    rf"|describes?|described|says?|said|wrote|writes|lists?|listed|records?|recorded|diagnosed|diagnoses"
    rf"|impression"
    rf"|interprets?|interpreted|mentions?|assessed|concludes?)\b|:)",
    re.I,
)
_PER = re.compile(
    r"\b(?:per|according to|as (?:documented|stated|noted|read) (?:by|in)|(?:documented|diagnosed|noted"
    r"|stated) by)\b",
    re.I,
)
_OPEN_CLAUSE = re.compile(
    r"\b(?:if|whether)\b|\b(?:agree|think|right|correct) (?:that )?(?:the |this |it )?\W*$"
    r"|\b(?:confirm|agree|verify|acknowledge|document|say|note|state|clarify|specify|record|write|list|report"
    r"|indicate) that (?:the |this "
    r"|your )?\W*$|^\W*(?:and |or )?(?:is|are|was|were|do|does|did|can|could|would|should|has|have"
    r"|what|which|how)(?:n't)?\b",
    re.I,
)


def any_of(*patterns: str) -> re.Pattern[str]:
    """One pattern of several turns of phrase, each from the beginning of a word, whatever their case."""
    return re.compile(rf"\b(?:{'|'.join(patterns)})", re.I)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, without the empty ones.

    >>> sentences("Dr. Roe wrote it. Cr was 1.9. Is it so?")
    ('Dr. Roe wrote it.', 'Cr was 1.9.', 'Is it so?')
    """
    return tuple(part.strip() for part in _END.split(text.replace("’", "'")) if part.strip())


def unquoted(text: str) -> str:
    """A text with what stands in quotation marks taken out.

    >>> unquoted('The report says "sepsis" twice.')
    'The report says … twice.'
    """
    return _QUOTED.sub("…", text)


def is_attributed(sentence: str, upto: int) -> bool:
    """Whether the words before a place, or a "per Dr. Roe" after it, say that somebody else speaks there."""
    return (_ATTRIBUTED.search(sentence, 0, upto) or _PER.search(sentence, upto)) is not None


def is_open(sentence: str, upto: int) -> bool:
    """Whether the words before a place leave open what follows: "whether …", "is it …"."""
    return _OPEN_CLAUSE.search(sentence[:upto]) is not None


def own_part(transcript: str) -> str:
    """A transcript without the lines that the provider spoke.

    >>> own_part("CDI: what was treated?  Dr. Roe: the patient has sepsis.")
    ' what was treated?  '
    """
    kept, start, theirs = [], 0, False
    for mark in _SPEAKER.finditer(transcript):
        if not theirs:
            kept.append(transcript[start : mark.start()])
        start, theirs = mark.end(), mark["provider"] is not None
    return "".join((*kept, "" if theirs else transcript[start:]))
