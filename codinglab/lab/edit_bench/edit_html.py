"""An edit as a card: what it is, who says so, what it reads, and its examples as they came out."""

from __future__ import annotations

from html import escape

from codinglab.lab.display import element, heading, markdown, message, severity_mark, unfolding
from codinglab.lab.guidance.rules import rules_html
from codinglab.lab.why_html import table
from codinglab.model import CodinglabError
from codinglab.reference.rules_file import read_card
from codinglab.reference.store import open_store
from codinglab.validate.edit import EVERYTHING, Edit
from codinglab.validate.own import Tried, registered, try_examples


def edit_html(edit: Edit) -> str:
    """The card of an edit."""
    own = edit.family == "own"
    runs = not own or edit in registered()
    draft = "" if runs else message("A draft: it does not run with the other edits yet.", "warn")
    page = unfolding("Its page", markdown(edit.text))
    return heading(edit.title, edit.id) + draft + facts_html(edit) + page + examples_html(edit)


def facts_html(edit: Edit) -> str:
    """What an edit says of itself."""
    facts = [
        ("Severity", severity_mark(edit.severity)),
        ("Disposition", escape(edit.disposition.value)),
        ("Judges", escape(f"the {edit.judges}s of {', '.join(edit.applies_to)} claims")),
        ("Version", escape(edit.version)),
        ("Authority", rules_html(edit.authority) or "none named: a rule of your own"),
        ("Reads", "<br>".join(map(escape, _reads(edit))) or "no reference table"),
    ]
    if edit.across == EVERYTHING:
        facts.append(("Looks across", "the claims of all patients"))
    rows = (element("tr", element("th", name, scope="row"), element("td", said)) for name, said in facts)
    return element("table", element("tbody", *rows), css="cl-table cl-edit-facts")


def examples_html(edit: Edit) -> str:
    """An edit's examples: what each says, what came out, and why."""
    if not edit.examples:
        return message("It has no examples yet.", "warn")
    try:
        tried = try_examples(edit)
    except CodinglabError as error:
        return message(f"Its examples could not be run. {error}", "fail")
    right = sum(one.right for one in tried)
    caption = f"Examples: {right} of {len(tried)} come out as they say"
    return table(
        caption,
        ("Example", "Says", "Came out", "Because", "What it says of it"),
        map(_row, enumerate(tried, 1)),
    )


def _row(numbered: tuple[int, Tried]) -> tuple[str, ...]:
    number, tried = numbered
    mark = element(
        "span",
        "✔ " if tried.right else "✖ otherwise: ",
        css="cl-good-mark" if tried.right else "cl-wrong-mark",
    )
    return (
        str(number),
        escape(tried.example.outcome),
        mark + escape(tried.came),
        escape(tried.example.because),
        "<br>".join(map(escape, tried.said)),
    )


def _reads(edit: Edit) -> list[str]:
    """Each table with its editions and their days."""
    editions = read_card(open_store().folder).editions
    told = []
    for name in edit.reads:
        held = editions.get(name)
        if held is None:
            told.append(f"{name}: not installed")
            continue
        kinds = [kind for kind in (*edit.applies_to, "") if kind in held]
        each = dict.fromkeys(
            f"{one.edition}, {one.period}" + ("" if one.complete else ", an extract")
            for kind in kinds
            for one in held[kind]
        )
        told.append(f"{name}: {'; '.join(each) or 'no edition for these claims'}")
    return told
