"""What the form stands on: a draft that is saved with every change, undone, and proved a little later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any

from codinglab.classroom.authoring import DraftFiles
from codinglab.classroom.drafts import Draft, Path
from codinglab.classroom.lacks import Lacking, lacks
from codinglab.classroom.proof import Fault
from codinglab.lab.later import Later
from codinglab.model import CodinglabError

PAUSE = 0.8
_MOST_UNDONE = 200


class Topic(StrEnum):
    """What changed: words in a box, the boxes there are, what is lacking, or the status line."""

    WORDS = "words"
    SHAPE = "shape"
    LACKS = "lacks"
    STATUS = "status"


class AuthorSheet:
    """The draft of one case. Every change is saved at once; the proof comes when the typing rests.

    Attributes:
        draft: the case as it stands.
        found: what the last proof found; while `proving` a new one is on its way.
        warm: whether a whole proof was done, so that the next will be quick.
        status: what became of the last change; `trouble` when it could not be saved as it should.
        wanted: the list in which the cursor goes on when its boxes are made anew.
    """

    def __init__(self, files: DraftFiles, pause: float = PAUSE) -> None:
        self._files = files
        self.draft = files.read()
        self.found = Lacking(())
        self.proving = False
        self.warm = False
        self.status = ""
        self.trouble = ""
        self.wanted: Path = ()
        self._history: list[Draft] = []
        self._typing: Path = ()
        self._observers: list[Callable[[Topic], None]] = []
        self._begin = Later(self._announce, pause)
        self._prove = Later(self._proved, 0.05)

    def observe(self, observer: Callable[[Topic], None]) -> None:
        """Call `observer` after every change, with what changed."""
        self._observers.append(observer)

    @property
    def on(self) -> date:
        """The day whose code sets apply: the discharge of a stay, else the first day of service."""
        name = "through_date" if self.inpatient else "from_date"
        found = self.draft.value(("case", "claim", name))
        return found if isinstance(found, date) else date.today()

    @property
    def inpatient(self) -> bool:
        """Whether the claim is an inpatient one."""
        return bool(self.draft.value(("case", "claim", "claim_type")) == "inpatient")

    @property
    def can_undo(self) -> bool:
        """Whether there is a change of this session to take back."""
        return bool(self._history)

    def put(self, path: Path, value: Any) -> None:
        """Take what was typed in a box; the changes of one box in a row are one step of undo."""
        if self.draft.value(path, None) == value:
            return
        try:
            draft = self.draft.put(path, value)
        except (AttributeError, LookupError, TypeError):
            where = " › ".join(str(step) for step in path)
            self.say(
                f"Not saved: {where} of the file is not what the form expects. Mend it in a text editor."
            )
            return
        self._change(draft, Topic.WORDS, path)

    def change(self, draft: Draft) -> None:
        """Take a draft with other boxes than before: something was added, moved or removed."""
        self._change(draft, Topic.SHAPE, ())

    def undo(self) -> None:
        """Take back the last change."""
        if self._history:
            self._typing = ()
            self._store(self._history.pop(), Topic.SHAPE)

    def say(self, words: str) -> None:
        """Set the status line."""
        self.status = words
        self._tell(Topic.STATUS)

    def prove(self) -> None:
        """Find what the draft lacks, when the typing rests."""
        self._begin()

    def _change(self, draft: Draft, topic: Topic, path: Path) -> None:
        if not path or path != self._typing:
            self._history = [*self._history[-_MOST_UNDONE:], self.draft]
        self._typing = path
        self._store(draft, topic)

    def _store(self, draft: Draft, topic: Topic) -> None:
        self.draft = draft
        try:
            self.trouble = self._files.save(draft)
        except CodinglabError as error:
            self.trouble = f"Not saved: {error}"
        self.status = self.trouble or "Saved."
        self._tell(topic)
        self._tell(Topic.STATUS)
        self.prove()

    def _announce(self) -> None:
        self.proving = True
        self._tell(Topic.LACKS)
        self._prove()

    def _proved(self) -> None:
        try:
            self.found = lacks(self.draft)
        except (CodinglabError, LookupError, TypeError, ValueError, ArithmeticError) as error:
            said = f"The proof could not go on ({type(error).__name__}: {error}). What you wrote is saved."
            self.found = Lacking((Fault("proof", said),), whole=False)
        self.proving = False
        self.warm = self.warm or self.found.whole
        self._tell(Topic.LACKS)

    def _tell(self, topic: Topic) -> None:
        for observer in tuple(self._observers):
            observer(topic)
