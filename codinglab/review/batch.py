"""Many notes: read by two processes, given back in their order; one that cannot be read loses no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import Generic, TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from codinglab.model import Concept, DocumentType, InvalidInputError, StoreError
from codinglab.review.run import review_text

FEW = 1_000  # A process needs four seconds before it reads; two have gained that after so many notes.
_CHUNK = 20
Item = TypeVar("Item")
Answer = TypeVar("Answer")
Say = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Unread:
    """What stands in the place of a note that could not be read.

    Attributes:
        place: which note, from 0.
        why: what is wrong and what to do; never words of the note.
    """

    place: int
    why: str


def review_many(
    notes: Sequence[str],
    *,
    document_type: DocumentType,
    processes: int = 2,
    progress: Say | None = None,
) -> list[tuple[Concept, ...] | Unread]:
    """The concepts of each note, in the order of the notes; `Unread` in the place of one that is no text.

    Args:
        notes: their texts.
        document_type: what they are.
        processes: how many read; few notes are read by this process alone, which is faster.
        progress: called with a sentence and the share done, 0 to 1; in a notebook a bar by default.

    Raises:
        InvalidInputError: `notes` is one text, not a list of texts.
        StoreError: there is no reference store.
    """
    if isinstance(notes, str):
        msg = "review_many reads a list of notes: write review_many([note], …), or review_text for one."
        raise InvalidInputError(msg)
    return each_in_processes(
        partial(review_text, document_type=document_type), notes, processes=processes, progress=progress
    )


def each_in_processes(
    work: Callable[[Item], Answer],
    items: Sequence[Item],
    *,
    processes: int = 2,
    progress: Say | None = None,
) -> list[Answer | Unread]:
    """What `work` answers for each item, in order; `Unread` where it could not.

    Args:
        work: what is done with one; must be importable by another process (a function, a `partial`).
        items: what it is done with.
        processes: how many do it; few items are done by this process alone.
        progress: as `review_many` says.
    """
    found: list[Answer | Unread] = []
    with _notebook_bar() if progress is None else _given(progress) as say:
        for one in _answers(_Careful(work), list(enumerate(items)), processes):
            found.append(one)
            say(f"{len(found):,} of {len(items):,} notes", len(found) / len(items))
    return found


@dataclass(frozen=True, slots=True)
class _Careful(Generic[Item, Answer]):
    """Does the work for one item and keeps its fault; without a store nothing can be done at all."""

    work: Callable[[Item], Answer]

    def __call__(self, numbered: tuple[int, Item]) -> Answer | Unread:
        place, item = numbered
        try:
            return self.work(item)
        except StoreError:
            raise
        except InvalidInputError as fault:
            return Unread(place, str(fault))
        except Exception as fault:
            # Its message may repeat the note, so only its kind is told.
            return Unread(place, f"It could not be read ({type(fault).__name__}): a fault of codinglab.")


def _answers(
    work: _Careful[Item, Answer], items: list[tuple[int, Item]], processes: int
) -> Iterator[Answer | Unread]:
    if len(items) <= FEW or processes < 2:
        yield from map(work, items)
        return
    done = 0
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        try:
            for one in pool.map(work, items, chunksize=_CHUNK):
                yield one
                done += 1
        except BrokenProcessPool:
            why = "A reading process ended before its time (memory?). Read the notes left with processes=1."
            yield from (Unread(place, why) for place, _ in items[done:])


@contextmanager
def _given(progress: Say) -> Iterator[Say]:
    yield progress


@contextmanager
def _notebook_bar() -> Iterator[Say]:
    """A bar in a notebook, nothing elsewhere."""
    console = Console()
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_jupyter) as bar:
        task = bar.add_task("Reading", total=1.0)
        yield lambda sentence, share: bar.update(task, description=sentence, completed=share)
