"""The tabular view as a page: where the code stands, its notes with links, its dates and its flags."""

from __future__ import annotations

import re
from html import escape

from codinglab.lab.display import element, listed, message, press, unfolding
from codinglab.model import Icd10cm
from codinglab.reference.code_view import FLAG_WORDS, CodeView, cited
from codinglab.reference.icd10cm import Note

_LINK = re.compile(
    r'<button class="cl-link" type="button" data-say="code [^"]*"( title="[^"]*")>([^<]*)</button>'
)
_KINDS = {
    "includes": "Includes",
    "inclusion_term": "Inclusion terms",
    "excludes1": "Excludes1: not coded together",
    "excludes2": "Excludes2: not included here",
    "code_first": "Code first",
    "use_additional": "Use additional code",
    "code_also": "Code also",
    "seventh_character": "7th character",
    "note": "Note",
}


def code_page(view: CodeView, *, live: bool = True) -> str:
    """The page of a code, as HTML.

    Links carry the code in `data-say`; on a page that is not live, codes are plain words.
    """
    html = _page(view)
    return html if live else _LINK.sub(r'<span class="cl-code"\1>\2</span>', html)


def _page(view: CodeView) -> str:
    entry = view.entry
    state = (
        element("span", "billable", css="cl-good-mark")
        if entry.billable
        else element("span", escape(entry.why), css="cl-open-mark")
    )
    return "".join(
        (
            element("nav", _trail(view), css="cl-trail", aria_label="Where the code stands"),
            element(
                "h3",
                element("span", escape(entry.written), css="cl-code"),
                f" {escape(entry.title)} ",
                state,
                css="cl-code-title",
            ),
            *(message(sentence, "info") for sentence in view.elsewhere),
            element("div", *_facts(view), css="cl-facts"),
            _sevenths(view),
            _below(view),
            *(_notes(view, kind) for kind in _KINDS),
            *(message(sentence, "warn") for sentence in view.missing),
        )
    )


def code_link(code: str, shown: str, title: str = "") -> str:
    """A link to a code's page."""
    return press(shown, f"code {code}", css="cl-link", title=title or f"Show {shown}")


def _trail(view: CodeView) -> str:
    steps = []
    for key, title in view.ancestors:
        kind, _, name = key.partition(":")
        if not name:
            steps.append(code_link(key, Icd10cm(key).written, title))
        else:
            steps.append(element("span", escape(f"{kind} {name}"), title=title))
    return " › ".join(steps)


def _facts(view: CodeView) -> list[str]:
    facts = [("Valid", "; ".join(str(span) for span in view.spans) or "a header: never reported itself")]
    if view.entry.billable and view.cc is not None:
        facts.append(("Severity", _severity(view)))
    if view.entry.billable and view.poa_exempt is not None:
        facts.append(
            ("POA", "exempt from reporting" if view.poa_exempt else "must be reported on inpatient claims")
        )
    if view.flags:
        facts.append(("Code editor", "; ".join(escape(FLAG_WORDS.get(flag, flag)) for flag in view.flags)))
    if view.paired_with:
        pairs = ", ".join(code_link(code.replace(".", "").strip("-"), code) for code in view.paired_with[:20])
        facts.append(("Paired in the Index with", pairs))
    for name, codes in (("Replaces", view.replaces), ("Replaced by", view.replaced_by)):
        if codes:
            facts.append((name, ", ".join(code_link(code, Icd10cm(code).written) for code in codes)))
    return [element("p", element("span", escape(name), css="cl-fact"), " ", value) for name, value in facts]


def _severity(view: CodeView) -> str:
    cc = view.cc
    if cc is None or not cc.level:
        return "neither CC nor MCC"
    said = f"{cc.level} ({escape(cc.edition)})"
    if not cc.excluders:
        return f"{said}; no principal diagnosis excludes it"
    shown = ", ".join(code_link(code, Icd10cm(code).written) for code in cc.excluded_by)
    more = f" and {cc.excluders - len(cc.excluded_by)} more" if cc.excluders > len(cc.excluded_by) else ""
    return said + element(
        "details",
        element("summary", f"does not count with {cc.excluders} principal diagnoses"),
        shown + more,
        css="cl-details",
    )


def _sevenths(view: CodeView) -> str:
    if not view.sevenths:
        return ""
    base = view.entry.code.ljust(6, "X")
    items = (
        code_link(base + character, Icd10cm(base + character).written) + f" {escape(meaning)}"
        for character, meaning in view.sevenths.items()
    )
    return element("h4", "7th characters") + listed(items, css="cl-plain")


def _below(view: CodeView) -> str:
    if not view.children:
        return ""
    items = (
        code_link(child.code, child.written + ("" if child.billable else "-")) + f" {escape(child.title)}"
        for child in view.children
    )
    return element("h4", "Below it") + listed(items, css="cl-plain")


def _notes(view: CodeView, kind: str) -> str:
    notes = [note for note in view.notes if note.kind == kind]
    if not notes:
        return ""
    own = [note for note in notes if note.level == view.entry.code]
    inherited = [note for note in notes if note.level != view.entry.code]
    inner = listed((_note(note) for note in own), css="cl-plain") if own else ""
    levels: dict[str, list[Note]] = {}
    for note in inherited:
        levels.setdefault(note.level, []).append(note)
    for level, held in levels.items():
        name = Icd10cm(level).written if ":" not in level else level.replace(":", " ")
        inner += element("p", f"from {escape(name)}", css="cl-places") + listed(
            map(_note, held), css="cl-plain"
        )
    if kind == "inclusion_term" and not own:
        return unfolding("Inclusion terms of the levels above", inner)
    return element("section", element("h4", _KINDS[kind]), inner, css=f"cl-note-{kind.replace('_', '-')}")


def _note(note: Note) -> str:
    return "".join(code_link(code, text) if code else escape(text) for text, code in cited(note.text))
