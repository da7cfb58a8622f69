"""An exercise as it is written in its TOML file."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from codinglab.model import Authority, ClaimType, Indicator, QueryType

_FORBID = {"extra": "forbid"}


class Kind(StrEnum):
    """How an exercise is answered."""

    ONE = "one"
    SEVERAL = "several"
    CODE = "code"
    ORDER = "order"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What is to be read: words written for the exercise, or passages of the chart of a teaching case.

    Attributes:
        title: what the words are; of a case the title of its document by default.
        text: words of our own, "" where a case has them.
        case, document: which chart, and which document of it.
        quotes: passages of the document, word for word, in its order.
    """

    __pydantic_config__ = _FORBID

    title: str = ""
    text: str = ""
    case: str = ""
    document: str = ""
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A service line of a small claim; `to` holds its pointers, from 1."""

    __pydantic_config__ = _FORBID

    code: str
    modifiers: tuple[str, ...] = ()
    units: int = 1
    to: tuple[int, ...] = (1,)


@dataclass(frozen=True, slots=True)
class SmallClaim:
    """A claim that the edits judge.

    Attributes:
        diagnoses: codes in order; with their POA indicator after a blank ("N17.9 Y").
        into: which diagnosis a typed code takes the place of, from 1.
    """

    __pydantic_config__ = _FORBID

    type: ClaimType
    diagnoses: tuple[str, ...]
    lines: tuple[Line, ...] = ()
    into: int = 0


@dataclass(frozen=True, slots=True)
class SmallQuery:
    """A query that the linter reads, without names and dates of its own."""

    __pydantic_config__ = _FORBID

    title: str
    type: QueryType
    question: str
    indicators: tuple[Indicator, ...] = ()
    options: tuple[str, ...] = ()
    documented: tuple[str, ...] = ()
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One of the things to choose, to put in order or to mark.

    Attributes:
        value: in short; a code where it stands for one.
        text: as it is shown; in an exercise of marking, words of the excerpt.
        why: what is said of it when it was chosen, and when the answer is shown.
        right: whether it belongs to the answer; of an order it says nothing.
        lines: the lines of the claim with this option, for the edits.
        edit: the edit that this option says will fire.
        question: the question of the query with this option, for the linter.
    """

    __pydantic_config__ = _FORBID

    value: str
    text: str
    why: str
    right: bool = False
    lines: tuple[Line, ...] = ()
    edit: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A typed answer that was foreseen, and what is said of it."""

    __pydantic_config__ = _FORBID

    answer: str
    why: str


@dataclass(frozen=True, slots=True)
class TypedCode:
    """What is right of a typed code.

    Attributes:
        system: "ICD-10-CM" or "ICD-10-PCS".
        right: the code.
        acceptable: others that count as right, with a remark.
        foreseen: wrong ones.
    """

    __pydantic_config__ = _FORBID

    system: str
    right: str
    acceptable: tuple[Foreseen, ...] = ()
    foreseen: tuple[Foreseen, ...] = ()


@dataclass(frozen=True, slots=True)
class Before:
    """`first` stands before each of `then`; with `then` empty, first of all. Else `why` is said."""

    __pydantic_config__ = _FORBID

    first: str
    why: str
    then: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise with its answer.

    Attributes:
        id: step and number, "01-review-2".
        title: in a few words.
        on: the day whose codes and rules hold.
        prompt: what is asked, in our own words.
        rule: the rule in a sentence, said with the right answer.
        right: what is said when the answer is right.
        hint: a nudge that gives nothing away.
        authority: where the rule stands.
        before: of an order, what must stand before what.
        claim, query, score: what the edits, the linter or the scorer (a case's id) judge the answer on.
        scored: diagnoses of a coder whose work the scorer judges instead of the answer.
    """

    __pydantic_config__ = _FORBID

    id: str
    title: str
    kind: Kind
    on: datetime.date
    prompt: str
    rule: str
    right: str
    hint: str
    authority: tuple[Authority, ...]
    excerpt: Excerpt | None = None
    options: tuple[Option, ...] = ()
    code: TypedCode | None = None
    before: tuple[Before, ...] = ()
    claim: SmallClaim | None = None
    query: SmallQuery | None = None
    score: str = ""
    scored: tuple[str, ...] = ()

    def option(self, value: str) -> Option:
        """The option of a value; KeyError where there is none."""
        for one in self.options:
            if one.value == value:
                return one
        raise KeyError(value)

    @property
    def answer(self) -> tuple[str, ...]:
        """The right answer: values of options, a code, or all values in an order that keeps every rule."""
        if self.code is not None:
            return (self.code.right,)
        if self.kind is not Kind.ORDER:
            return tuple(one.value for one in self.options if one.right)
        left = [one.value for one in self.options]
        placed: list[str] = []
        while left:
            ready = [value for value in left if not self._waits(value, left)]
            placed.append(ready[0] if ready else left[0])
            left.remove(placed[-1])
        return tuple(placed)

    def _waits(self, value: str, left: list[str]) -> bool:
        return any(
            rule.first in left and value != rule.first and (value in rule.then or not rule.then)
            for rule in self.before
        )


@dataclass(frozen=True, slots=True)
class Step:
    """The file of one step."""

    __pydantic_config__ = _FORBID

    step: str
    exercise: tuple[Exercise, ...]
