"""Many notes: read by two processes, given back in their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

from codinglab.model import Concept, DocumentType
from codinglab.review.run import review_text

FEW = 40
_CHUNK = 20


def review_many(
    notes: Sequence[str],
    *,
    document_type: DocumentType,
    processes: int = 2,
    progress: Callable[[str, float], None] | None = None,
) -> list[tuple[Concept, ...]]:
    """The concepts of each note, in the order of the notes.

    Args:
        notes: their texts.
        document_type: what they are.
        processes: how many read; few notes are read by this process alone, which is faster.
        progress: called with a sentence and the share done, 0 to 1.

    Raises:
        InvalidInputError: a note is not readable text.
        StoreError: there is no reference store.
    """
    say = progress or (lambda _sentence, _share: None)
    read = partial(review_text, document_type=document_type)
    found: list[tuple[Concept, ...]] = []

    def keep(concepts: tuple[Concept, ...]) -> None:
        found.append(concepts)
        say(f"{len(found):,} of {len(notes):,} notes", len(found) / len(notes))

    if len(notes) <= FEW or processes < 2:
        for note in notes:
            keep(read(note))
        return found
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for concepts in pool.map(read, notes, chunksize=_CHUNK):
            keep(concepts)
    return found
