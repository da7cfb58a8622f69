"""Visits by level: a wrong level is a wrong detail of the right service, and says in which direction.

Source: the families are those of the CPT code numbers (CPT 2021 office, 2023 other settings).
"""

from __future__ import annotations

FAMILIES = (
    ("99202", "99203", "99204", "99205"),
    ("99211", "99212", "99213", "99214", "99215"),
    ("99221", "99222", "99223"),
    ("99231", "99232", "99233"),
    ("99234", "99235", "99236"),
    ("99238", "99239"),
    ("99242", "99243", "99244", "99245"),
    ("99252", "99253", "99254", "99255"),
    ("99281", "99282", "99283", "99284", "99285"),
    ("99304", "99305", "99306"),
    ("99307", "99308", "99309", "99310"),
    ("99341", "99342", "99344", "99345"),
    ("99347", "99348", "99349", "99350"),
    ("99381", "99382", "99383", "99384", "99385", "99386", "99387"),
    ("99391", "99392", "99393", "99394", "99395", "99396", "99397"),
    ("G0438", "G0439"),
)
_PLACE = {code: (row, rank) for row, family in enumerate(FAMILIES) for rank, code in enumerate(family)}
_PREVENTIVE = frozenset({13, 14, 15})


def visit(code: str) -> bool:
    """Whether a code is an evaluation and management visit of these families."""
    return code in _PLACE


def levels_above(keyed: str, answered: str) -> int | None:
    """By how many levels a visit is above the keyed one; None where the two are no levels of one visit.

    >>> levels_above("99213", "99215"), levels_above("99214", "99204")
    (2, None)
    """
    (family, rank), (other, given) = _PLACE.get(keyed, (-1, 0)), _PLACE.get(answered, (-2, 0))
    return None if family != other or family in _PREVENTIVE else given - rank


def mistaken(keyed: str, answered: str) -> str:
    """What is wrong with one visit in the place of another, "" when they are no two visits.

    >>> mistaken("99213", "99215")
    'The level is 2 above the key: over-coded.'
    >>> mistaken("99213", "20610")
    ''
    """
    if keyed == answered or keyed not in _PLACE or answered not in _PLACE:
        return ""
    (family, rank), (other, given) = _PLACE[keyed], _PLACE[answered]
    if family != other:
        return "It is a visit, but of another kind: look at the place, and whether the patient is new."
    if family in _PREVENTIVE:
        return "It is the right kind of preventive visit, for another age or another year."
    way = "above the key: over-coded" if given > rank else "below the key: under-coded"
    return f"The level is {abs(given - rank)} {way}."
