"""The packages that read notes: spaCy and medspaCy, loaded as the review loads them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib.metadata import version

from codinglab.lab.doctor.check import Check, broken, ok
from codinglab.lab.doctor.remedies import MAKE_ANEW, SET_UP


def look(_on: date) -> Iterator[Check]:
    """Load both, and read a sentence."""
    try:
        from codinglab.review import engines

        words = len(engines.spacy.blank("en")("No fever."))
    except Exception as error:
        said = " ".join(f"{type(error).__name__}: {error}".split())
        yield broken("spaCy and medspaCy", f"Notes cannot be read: {said}.", MAKE_ANEW, SET_UP)
        return
    said = f"spaCy {version('spacy')} and medspaCy {version('medspacy')} load"
    if words != 3:
        yield broken("spaCy and medspaCy", f"{said}, but read 'No fever.' wrongly.", MAKE_ANEW, SET_UP)
    else:
        yield ok("spaCy and medspaCy", said)
