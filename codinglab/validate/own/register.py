"""The own edits that run with the others."""

from __future__ import annotations

from codinglab.validate.edit import Edit
from codinglab.validate.own.faults import refuse_faults

_registered: dict[str, Edit] = {}


def register(one: Edit) -> None:
    """Have an edit run with the others from now on; one of the same id is replaced.

    Raises:
        InvalidInputError: as for `edit`.
    """
    refuse_faults(one)
    _registered[one.id] = one


def forget(edit_id: str) -> None:
    """Have an own edit no longer run."""
    _registered.pop(edit_id, None)


def registered() -> tuple[Edit, ...]:
    """The own edits there are, in the order they were made."""
    return tuple(_registered.values())
