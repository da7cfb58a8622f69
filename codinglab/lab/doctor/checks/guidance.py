"""The index of guidance: made, readable, and what of the installed documents it could not read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from codinglab.guidance.index import GuidanceIndex, index_path
from codinglab.lab.doctor.check import Check, attention, broken, ok
from codinglab.model import StoreError

_MAKE = 'python lab.py ask "uncertain diagnosis"'


def look(_on: date) -> Iterator[Check]:
    """Open the index as it is; it is not made here."""
    path = index_path()
    if not path.is_file():
        yield attention(
            "Index of guidance",
            "Not made since something was last installed or changed.",
            "Nothing is lost: the next question makes it, in some seconds.",
            _MAKE,
        )
        return
    try:
        index = GuidanceIndex(path)
    except StoreError as fault:
        yield broken("Index of guidance", str(fault), "Ask a question: it is made anew.", _MAKE)
        return
    try:
        passages = index.rows("SELECT count(*) FROM scope")[0][0]
        for sentence in index.faults:
            yield broken("Index of guidance", sentence, "Install that edition again, or remove it.")
        yield ok("Index of guidance", f"{passages:,} passages can be asked")
    except StoreError as fault:
        yield broken("Index of guidance", str(fault), "Ask a question: it is made anew.", _MAKE)
    finally:
        index.close()
