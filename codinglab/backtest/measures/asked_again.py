"""An edit that ran, asked again: only where it and its tables still say what they said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from codinglab.backtest.measures.opened import RunEdit
from codinglab.backtest.questions import digests, rounds
from codinglab.model import CodinglabError
from codinglab.reference.rule_tables import RuleTable, rule_table
from codinglab.validate.catalogue import edit
from codinglab.validate.edit import PATIENT

if TYPE_CHECKING:
    from codinglab.validate.edit import Edit

Again = tuple["Edit", Mapping[str, RuleTable]]


def edit_again(ran: RunEdit) -> tuple[Again | None, str]:
    """The edit with its reference tables, or None and why it cannot be asked again."""
    try:
        one = edit(ran.id)
    except CodinglabError:
        return None, "the edit is not at hand here; make it again, or read its folder"
    if one.across != PATIENT:
        return None, "it looks across patients"
    tables = {name: found for name in one.reads if (found := rule_table(name)) is not None}
    asked = rounds([one], tables, "duckdb", lambda _sentence, _share: None)
    if digests([one], asked)[one.id] != ran.digest:
        return None, "the edit, or the edition of a table it reads, is another now than when it ran"
    return (one, tables), ""
