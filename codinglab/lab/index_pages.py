"""The Index as a book: main term, subterms, see and see also; each code verified in the tabular."""

from __future__ import annotations

from datetime import date
from html import escape

from codinglab.lab.code_page import code_link
from codinglab.lab.display import element, listed, message, press
from codinglab.reference.code_view import cited
from codinglab.reference.icd10cm import CodeEntry, icd10cm
from codinglab.reference.index_walk import IndexEntry, IndexWalk
from codinglab.reference.search.phrases import BOOKS, undotted

_TABLES = {
    "Table of Drugs": "icd10cm-drug",
    "Table of drugs": "icd10cm-drug",
    "Table of Neoplasms": "icd10cm-neoplasm",
    "Neoplasm": "icd10cm-neoplasm",
    "Index to External Causes": "icd10cm-external-cause",
    "Index to Diseases": "icd10cm-index",
}


class IndexPages:
    """Walks the Alphabetic Index of a day; the path walked is kept for the code assigned.

    Args:
        on: the day asked about.
        may_assign: offer a button that assigns a billable code.
    """

    def __init__(self, on: date, *, may_assign: bool) -> None:
        self._on = on
        self._may_assign = may_assign
        self._source = "icd10cm-index"
        self._typed = ""
        self._at: list[int] = []
        self.path = ""

    def say(self, words: str, text: str) -> None:
        """Take a main term typed, open a line, follow a reference, go up, or change the book."""
        verb, _, rest = words.partition(" ")
        if verb == "term":
            self._typed, self._at = text, []
        elif verb == "line":
            self._at.append(int(rest))
        elif verb in {"up", "back"} and self._at:
            self._at.pop()
        elif verb == "book" and rest in BOOKS:
            self._source, self._typed, self._at = rest, "", []

    def html(self) -> str:
        """The page."""
        walk = self._walk()
        parts = [self._bar()]
        if not walk.in_force:
            parts.append(
                message(
                    f"This is the {walk.edition.name} edition, which holds {walk.edition.period}. "
                    f"Codes are verified for {self._on}.",
                    "warn",
                )
            )
        if not self._at:
            terms = walk.main_terms(self._typed) if self._typed.strip() else ()
            if self._typed.strip() and not terms:
                parts.append(element("p", "No main term begins so.", css="cl-empty"))
            return "".join(parts) + self._lines(walk, terms)
        entry = walk.entry(self._at[-1])
        return "".join(parts) + self._entry(walk, entry)

    def _walk(self) -> IndexWalk:
        return IndexWalk(self._on, self._source)

    def _bar(self) -> str:
        box = element(
            "label",
            "Main term ",
            element(
                "input",
                type="text",
                data_ask="term",
                placeholder="Pneumonia",
                spellcheck="false",
                css="cl-ask",
                value=self._typed,
            ),
        )
        up = press("Up", "up") if self._at else ""
        books = (self._book(source, BOOKS[source]) for source in BOOKS if source != self._source)
        return element("div", box, up, *books, css="cl-bar")

    def _book(self, source: str, words: str) -> str:
        return press(words, f"book {source}")

    def _entry(self, walk: IndexWalk, entry: IndexEntry) -> str:
        self.path = entry.evidence
        head = element("h3", escape(entry.written), css="cl-code-title")
        nonessential = (
            element("p", escape(entry.nonessential), css="cl-places", title="Nonessential modifiers")
            if entry.nonessential
            else ""
        )
        return (
            head
            + nonessential
            + self._code(walk, entry)
            + self._cells(walk, entry)
            + self._references(walk, entry)
            + self._lines(walk, walk.below(entry))
        )

    def _code(self, walk: IndexWalk, entry: IndexEntry) -> str:
        verified = walk.verified(entry)
        if verified is None:
            return ""
        second = (
            f" [{code_link(undotted(entry.manifestation), entry.manifestation)}]"
            if entry.manifestation
            else ""
        )
        state = "verified in the tabular" if verified.billable else verified.why
        link = code_link(verified.code, entry.code, "Verify in the tabular")
        return element(
            "p",
            link,
            second,
            f" {escape(verified.title)} ",
            element("span", escape(state), css="cl-places"),
            self._assign(verified),
        )

    def _cells(self, walk: IndexWalk, entry: IndexEntry) -> str:
        """The columns of a table: each with its code, verified, and a button that assigns it."""
        items = []
        for column, written in entry.cells:
            code = icd10cm().entry(undotted(written), walk.on)
            link = code_link(code.code, written, "Verify in the tabular")
            state = element("span", escape(code.title if code.billable else code.why), css="cl-places")
            items.append(f"{escape(column)}: {link} {state}{self._assign(code)}")
        return listed(items, css="cl-plain") if items else ""

    def _assign(self, code: CodeEntry) -> str:
        if not (code.billable and self._may_assign):
            return ""
        return press(f"Assign {code.written}", f"assign CM {code.code}")

    def _references(self, walk: IndexWalk, entry: IndexEntry) -> str:
        told = ""
        for name, words, line in (
            ("see", entry.see, entry.see_line),
            ("see also", entry.see_also, entry.see_also_line),
        ):
            if words:
                told += element("p", f"{name} {self._reference(walk, words, line)}")
        return told

    def _reference(self, walk: IndexWalk, words: str, line: int | None) -> str:
        """A reference that leads to a line, a table, or the codes it names; how far it was followed."""
        table = next((source for start, source in _TABLES.items() if words.startswith(start)), "")
        if table and table != self._source:
            return f"{escape(words)} {self._book(table, BOOKS[table])}"
        if line is None:
            return "".join(code_link(code, piece) if code else escape(piece) for piece, code in cited(words))
        link = press(words, f"line {line}", css="cl-link")
        reached = walk.entry(line).written
        return f"{link} {element('span', f'leads to {escape(reached)}', css='cl-places')}"

    def _lines(self, walk: IndexWalk, entries: tuple[IndexEntry, ...]) -> str:
        items = []
        for entry in entries:
            cells = " ".join(code for _, code in entry.cells)
            told = " ".join(part for part in (entry.nonessential, entry.code, cells) if part)
            if entry.see:
                told += f" see {entry.see}"
            more = " …" if entry.has_more else ""
            items.append(
                press(f"{entry.path[-1]}{more}", f"line {entry.id}", css="cl-link")
                + element("span", f" {escape(told)}", css="cl-places")
            )
        return element("div", listed(items, css="cl-plain"), data_list="lines") if items else ""
