"""An exercise with its key, and what is said of an answer to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from codinglab.model import Authority, InvalidInputError

EASY, HARD = 1, 3
_NUMBERS = ("1", "2", "3", "4", "5", "6", "7", "8", "9")


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers offered.

    Attributes:
        value: the answer in short ("E11.21", "N"); what is accepted or not.
        text: as it is shown.
        why: one sentence on what speaks for it or against it.
    """

    value: str
    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a kind of exercise writes: everything but its id.

    Attributes:
        prompt: what is asked, plain text; lines stand apart by line ends.
        options: the answers offered, none where the answer is typed.
        accepted: the values that are right, in the order in which they are told; one of the options, or
            each a way of writing the typed answer.
        explanation: the rule in words, for everybody who has answered.
        table: the row of the table that proves the key, with its edition, in words.
        authority: who says so.
        section: the guideline section that progress is counted by, without its edition.
        parts: for a typed code, what each of its characters says; an answer must have as many.
    """

    prompt: str
    options: tuple[Option, ...]
    accepted: tuple[str, ...]
    explanation: str
    table: str
    authority: Authority
    section: str
    parts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        offered = [plain(option.value) for option in self.options]
        shown = [plain(option.text) for option in self.options]
        right = {plain(value) for value in self.accepted}
        if not right or "" in {*right, *offered}:
            msg = f"an exercise without an answer: {self.prompt}"
            raise ValueError(msg)
        if self.options and (
            not 2 <= len(offered) <= len(_NUMBERS)
            or len(set(offered)) < len(offered)
            or len(set(shown)) < len(shown)
            or sum(value in right for value in offered) != 1
            or any(value in _NUMBERS for value in offered)
        ):
            msg = f"the options of an exercise need different values and one right answer: {self.options}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Exercise:
    """A keyed exercise. The same id, day and tables give the same exercise again.

    Attributes:
        id: "kind:seed:difficulty".
        kind: the name of its kind.
        seed: what its choices were drawn from.
        difficulty: 1 to 3.
        on: the day asked about.
        content: what is asked, and the key.
    """

    id: str
    kind: str
    seed: int
    difficulty: int
    on: date
    content: Draft

    @property
    def prompt(self) -> str:
        """What is asked."""
        return self.content.prompt

    @property
    def options(self) -> tuple[Option, ...]:
        """The answers offered, none where the answer is typed."""
        return self.content.options

    @property
    def accepted(self) -> tuple[str, ...]:
        """The values that are right."""
        return self.content.accepted

    @property
    def explanation(self) -> str:
        """The rule in words."""
        return self.content.explanation

    @property
    def table(self) -> str:
        """The row of the table that proves the key."""
        return self.content.table

    @property
    def authority(self) -> Authority:
        """Who says so."""
        return self.content.authority

    @property
    def section(self) -> str:
        """The guideline section that progress is counted by."""
        return self.content.section

    @property
    def answer(self) -> str:
        """The right answer as it is shown."""
        right = {plain(value) for value in self.accepted}
        shown = (option.text for option in self.options if plain(option.value) in right)
        return next(shown, self.accepted[0])


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of an answer: whether it is right, why, and which value it was taken for."""

    right: bool
    message: str
    given: str


def plain(text: str) -> str:
    """A text as answers are compared: letters and digits alone, in one case.

    >>> plain(" e11.21 "), plain("N18.4, then E11.22")
    ('e1121', 'n184thene1122')
    """
    return "".join(character for character in text.casefold() if character.isalnum())


def check(exercise: Exercise, answer: str) -> Verdict:
    """Judge an answer, whatever its dots, blanks and case.

    Args:
        exercise: what was asked.
        answer: the number of an option (from 1), its value or its text; or what was typed.

    Raises:
        InvalidInputError: it is no answer to this exercise at all; nothing is counted then.
    """
    given = plain(answer)
    if exercise.options:
        return _choice(exercise, given, answer)
    if not given:
        msg = "There is no answer yet: type it."
        raise InvalidInputError(msg)
    return _typed(exercise, given)


def _choice(exercise: Exercise, given: str, answer: str) -> Verdict:
    options = exercise.options
    if given in _NUMBERS[: len(options)]:
        chosen = options[int(given) - 1]
    else:
        found = [option for option in options if given and given in (plain(option.value), plain(option.text))]
        if len(found) != 1:
            msg = f"'{answer.strip()}' is none of the answers offered: give its number, 1 to {len(options)}."
            raise InvalidInputError(msg)
        chosen = found[0]
    right = plain(chosen.value) in {plain(value) for value in exercise.accepted}
    if right:
        return Verdict(True, f"“{chosen.value}” is the answer. {chosen.why}".strip(), chosen.value)
    message = f"“{chosen.value}” is not the answer. {chosen.why}".strip()
    return Verdict(False, f"{message} The answer is: {exercise.answer}", chosen.value)


def _typed(exercise: Exercise, given: str) -> Verdict:
    parts, written = exercise.content.parts, given.upper()
    if parts and len(given) != len(parts):
        msg = f"'{written}' has {len(given)} characters; the answer has {len(parts)}."
        raise InvalidInputError(msg)
    if given in {plain(value) for value in exercise.accepted}:
        return Verdict(True, f"{written} is right.", written)
    wanted = exercise.accepted[0]
    faults = [
        f"character {number} is {right} ({part}), not {mine}"
        for number, (right, mine, part) in enumerate(zip(wanted, written, parts, strict=False), start=1)
        if right != mine
    ]
    if any(letter in "IO" for letter in written) and parts:
        faults.append("the letters I and O are never used, so that they cannot be taken for 1 and 0")
    told = f": {'; '.join(faults)}" if faults else ""
    return Verdict(False, f"{written} is not right{told}. The answer is: {wanted}", written)
