"""How far raters agree beyond chance: Cohen's kappa of two, Fleiss' of many.

Sources: J. Cohen, Educ. Psychol. Meas. 20 (1960) 37-46; J. L. Fleiss, Psychol. Bull. 76 (1971) 378-382.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence


def cohen(decisions: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa of two raters' decisions, of any number of categories.

    Returns:
        None when there are no decisions, or when chance alone explains full agreement.

    >>> alike, apart = [(True, True)] * 20 + [(False, False)] * 15, [(True, False)] * 5 + [(False, True)] * 10
    >>> round(cohen(alike + apart), 2)
    0.4
    """
    count = len(decisions)
    if not count:
        return None
    observed = sum(one == other for one, other in decisions) / count
    first, second = (Counter(decision[rater] for decision in decisions) for rater in (0, 1))
    chance = sum(first[said] * second[said] for said in first) / count**2
    return None if chance == 1 else (observed - chance) / (1 - chance)


def fleiss(counts: Iterable[tuple[int, int]]) -> float | None:
    """Fleiss' kappa from (how many said yes, how many decided) for each item; two raters at least.

    >>> round(fleiss([(5, 5), (0, 5), (4, 5), (1, 5)]), 2)
    0.6
    """
    told = [(yes, raters) for yes, raters in counts if raters > 1]
    if not told:
        return None
    ratings = sum(raters for _, raters in told)
    share = sum(yes for yes, _ in told) / ratings
    chance = share**2 + (1 - share) ** 2
    alike = [
        (yes * (yes - 1) + (raters - yes) * (raters - yes - 1)) / (raters * (raters - 1))
        for yes, raters in told
    ]
    observed = sum(alike) / len(alike)
    return None if chance == 1 else (observed - chance) / (1 - chance)
