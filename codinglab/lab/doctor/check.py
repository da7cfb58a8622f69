"""What the doctor finds: a check with its state, what was found, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any


class State(Enum):
    """How it stands; each state has a sign and a word."""

    OK = "ok"
    ATTENTION = "attention"
    BROKEN = "broken"

    @property
    def sign(self) -> str:
        """A sign that tells the states apart without colour."""
        return {State.OK: "✔", State.ATTENTION: "▲", State.BROKEN: "✖"}[self]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: what was looked at, in a few words.
        found: what was found, a sentence.
        remedy: what to do, a sentence; "" where nothing is to be done.
        command: the exact command that does it; FILE stands for the publisher's file. "" where there is none.
    """

    name: str
    state: State
    found: str
    remedy: str = ""
    command: str = ""


def ok(name: str, found: str) -> Check:
    """A check that finds nothing to do."""
    return Check(name, State.OK, found)


def attention(name: str, found: str, remedy: str, command: str = "") -> Check:
    """A check that finds something that works less well than it could."""
    return Check(name, State.ATTENTION, found, remedy, command)


def broken(name: str, found: str, remedy: str, command: str = "") -> Check:
    """A check that finds something that does not work."""
    return Check(name, State.BROKEN, found, remedy, command)


@dataclass(frozen=True, slots=True)
class Part:
    """The checks of one matter, under its title."""

    title: str
    checks: tuple[Check, ...]

    def count(self, state: State) -> int:
        """How many checks have a state."""
        return sum(check.state is state for check in self.checks)


@dataclass(frozen=True, slots=True)
class Examination:
    """All that was looked at.

    Attributes:
        on: the day for which editions must hold.
    """

    on: date
    parts: tuple[Part, ...]

    def count(self, state: State) -> int:
        """How many checks have a state."""
        return sum(part.count(state) for part in self.parts)

    @property
    def exit_code(self) -> int:
        """0 when nothing is broken, else 1."""
        return 1 if self.count(State.BROKEN) else 0

    @property
    def summary(self) -> str:
        """How many are broken, and which; how many need attention, and are well."""
        names = [one.name for part in self.parts for one in part.checks if one.state is State.BROKEN]
        words = f"{len(names)} broken ({', '.join(names)})" if names else "Nothing is broken"
        return f"{words}; {self.count(State.ATTENTION)} to look at; {self.count(State.OK)} ok."

    def as_data(self) -> dict[str, Any]:
        """The same for a program: plain dictionaries and lists."""
        return {
            "on": self.on.isoformat(),
            "summary": self.summary,
            "parts": [
                {
                    "title": part.title,
                    "checks": [
                        {
                            "name": one.name,
                            "state": one.state.value,
                            "found": one.found,
                            "remedy": one.remedy,
                            "command": one.command,
                        }
                        for one in part.checks
                    ],
                }
                for part in self.parts
            ],
        }
