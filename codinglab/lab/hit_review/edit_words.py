"""The words of an edit for its reviewer: from the edit where it is at hand, and the back-test's card."""

from __future__ import annotations

from dataclasses import dataclass

from codinglab.backtest.opened import BackTest
from codinglab.backtest.sampled import Unit
from codinglab.model import InvalidInputError, Severity
from codinglab.validate.catalogue import edit, explain
from codinglab.validate.report import message_of, words_of

MOST_MESSAGES = 10


@dataclass(frozen=True, slots=True)
class EditWords:
    """What is said of an edit; `page` is Markdown, `authority` may be empty."""

    id: str
    title: str
    severity: Severity
    disposition: str
    judges: str
    message: str
    authority: str
    page: str

    def messages(self, unit: Unit) -> list[str]:
        """What the edit says of a unit, each sentence once."""
        told = (message_of(self.message, words_of(self.judges, hit.detail)) for hit in unit.hits)
        return list(dict.fromkeys(told))[:MOST_MESSAGES]


def edit_words(run: BackTest, edit_id: str) -> EditWords:
    """The words of an edit that ran.

    Raises:
        InvalidInputError: it did not run.
    """
    card = next((one for one in run.edits if one["id"] == edit_id), None)
    if card is None:
        msg = f"{edit_id} is not among the edits that ran in {run.folder}."
        raise InvalidInputError(msg)
    try:
        authority, page = "; ".join(map(str, edit(edit_id).authority)), explain(edit_id)
    except InvalidInputError:
        authority = ""
        page = f"The edit {edit_id} is not loaded here: run the cell or file that makes it to read its page."
    return EditWords(
        edit_id,
        str(card["title"]),
        Severity(card["severity"]),
        str(card["disposition"]),
        str(card["judges"]),
        str(card["message"]),
        authority,
        page,
    )
