"""medspaCy as it comes, over the same terms: what our speed is measured beside, and nothing else."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable

from codinglab.review.engines import medspacy


def stock_reader(terms: Iterable[str]) -> Callable[[str], int]:
    """`medspacy.load()` with its defaults and a literal target rule for each term.

    PyRuSH, which writes the note to stderr, is silenced by `engines`.

    Returns:
        A function that reads a note and says how many targets it found.
    """
    nlp = medspacy.load()
    rules = [medspacy.ner.TargetRule(term, "PROBLEM") for term in terms]
    nlp.get_pipe("medspacy_target_matcher").add(rules)

    def read(text: str) -> int:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # It warns of a token matcher without patterns.
            return len(nlp(text).ents)

    return read
