"""Which bare years say that something is past: "stroke in 2015", "MI 2012".

Of an event of the present stay a note gives the day. A year that belongs to a full date, to a film or
study, or to the beginning of what still lasts ("diagnosed in 2015") says nothing of the problem.
"""

from __future__ import annotations

from codinglab.review.engines import Doc

YEARS = tuple(str(year) for year in range(1950, 2040))
_MONTHS = frozenset(
    "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august "
    "september october november december".split()
)
_LASTS = frozenset("since diagnosed diagnosis dx dxed onset began begun started first until".split())
_STUDIES = frozenset(
    "ct mri xray ray film study scan echo echocardiogram ultrasound radiograph compared comparison".split()
)
_GOES_ON = frozenset(". , ; : ) and but or with by at after then status s complicated requiring now".split())
_VISITED = frozenset("seen treated admitted hospitalized evaluated".split())
_NEAR = 10


def with_years(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """Put every year in place of YEAR.

    >>> len(with_years(("in YEAR", "ago"))) == len(YEARS) + 1
    True
    """
    return tuple(
        phrase.replace("YEAR", year) for phrase in phrases for year in (YEARS if "YEAR" in phrase else ("",))
    )


def dates_an_event(sentence: Doc, start: int, end: int, *, ahead: bool) -> bool:
    """Say whether words with a year date an event.

    Args:
        sentence: a Doc of one sentence.
        start: the first token of the rule's words.
        end: the token after them.
        ahead: whether they speak of what follows; only the first words of a sentence do, and
            those of an earlier visit ("admitted in 2015 for").
    """
    before = [token.lower_ for token in sentence[max(0, start - _NEAR) : start]]
    if ahead and start > 0 and before[-1] not in _VISITED:
        return False
    if ahead and any(token.lower_ in _LASTS for token in sentence[end : end + _NEAR]):
        return False
    if before and (before[-1] in _MONTHS or before[-1] in {"/", "-"} or before[-1].isdigit()):
        return False
    if not (_LASTS | _STUDIES).isdisjoint(before):
        return False
    after = sentence[end].lower_ if end < len(sentence) else "."
    if after in {"/", "-"}:
        return False
    return ahead or not sentence[start].text.isdigit() or after in _GOES_ON
