"""HTML tags in their order: each element closed where browsers close it, hidden words left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.sources.html_tokens import Tag, tokens

DEEPEST = 256
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CELLS = frozenset({"td", "th"})
BLOCKS = HEADINGS | frozenset(
    "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form header hgroup hr html legend li main menu nav ol optgroup option p pre "
    "search section select summary textarea ul".split()
)
TABLES = frozenset({"table", "thead", "tbody", "tfoot", "tr"}) | CELLS
_VOID = frozenset(
    "area base basefont bgsound br col command embed frame hr img input keygen link meta param source track "
    "wbr".split()
)
_HIDDEN = frozenset(
    "applet audio canvas datalist defs desc iframe metadata noembed noframes noscript object rp script style "
    "template title video".split()
)
STRUCK = frozenset({"del", "s", "strike"})
_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|"
    r"(?:font-size|opacity)\s*:\s*0(?![.\d])",
    re.IGNORECASE,
)
# What a start tag closes, and what it does not look beyond.
_CLOSES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "option": (frozenset({"option"}), frozenset({"select", "datalist"})),
    "optgroup": (frozenset({"option", "optgroup"}), frozenset({"select"})),
    "td": (frozenset({"td", "th", "caption"}), frozenset({"table", "tr"})),
    "th": (frozenset({"td", "th", "caption"}), frozenset({"table", "tr"})),
    "tr": (frozenset({"tr", "caption"}), frozenset({"table"})),
    **dict.fromkeys(
        ("thead", "tbody", "tfoot"),
        (frozenset({"thead", "tbody", "tfoot", "tr", "caption"}), frozenset({"table"})),
    ),
}
_WALLS = CELLS | {"table", "caption"}


class Tree:
    """The visible text of HTML with the tags around it, every start tag ended.

    Attributes:
        struck: how many passages are left out because they are struck through.
    """

    def __init__(self, text: str, place: str) -> None:
        self.struck = 0
        self._text, self._place = text, place
        self._open: list[tuple[str, bool]] = []
        self._count: Counter[str] = Counter()
        self._silent = 0

    def __iter__(self) -> Iterator[Tag | str]:
        """Tags and text.

        Raises:
            SourceFileError: the elements are nested deeper than in any document.
        """
        for token in tokens(self._text):
            if isinstance(token, str):
                if not self._silent:
                    yield token
            elif token.ends:
                yield from self._end(token.name)
            else:
                yield from self._start(token)
        while self._open:
            yield from self._pop()

    def _start(self, tag: Tag) -> Iterator[Tag]:
        if tag.name in _VOID:
            if not self._silent:
                yield Tag(tag.name)
            return
        if tag.name in BLOCKS | {"table"}:
            yield from self._close_paragraph(tag.name)
        if tag.name in _CLOSES:
            yield from self._close(*_CLOSES[tag.name])
        if len(self._open) >= DEEPEST:
            if tag.name not in BLOCKS | TABLES and not _hides(tag):
                return
            msg = f"{self._place}: its elements are nested more than {DEEPEST} deep. Save it again, simpler."
            raise SourceFileError(msg)
        if tag.closed and tag.name not in _HIDDEN:
            return
        self.struck += tag.name in STRUCK and not self._silent
        hidden = _hides(tag)
        self._silent += hidden
        self._open.append((tag.name, hidden))
        self._count[tag.name] += 1
        if not self._silent:
            yield tag

    def _end(self, name: str) -> Iterator[Tag]:
        if not self._count[name]:
            return
        walls = frozenset[str]() if name in TABLES else _WALLS - {name}
        yield from self._close(frozenset({name}), walls)

    def _close(self, names: frozenset[str], walls: frozenset[str]) -> Iterator[Tag]:
        """End the outermost of the named elements that stands before a wall, and all within it."""
        if not any(self._count[name] for name in names):
            return
        depth = None
        for at in range(len(self._open) - 1, -1, -1):
            name = self._open[at][0]
            if name in walls:
                break
            if name in names:
                depth = at
                if len(names) == 1:
                    break
        while depth is not None and len(self._open) > depth:
            yield from self._pop()

    def _close_paragraph(self, name: str) -> Iterator[Tag]:
        """A block ends the paragraph before it; a heading ends a heading."""
        names = frozenset({"p"}) | (HEADINGS if name in HEADINGS else frozenset())
        for at in range(len(self._open) - 1, -1, -1):
            held = self._open[at][0]
            if held in names:
                while len(self._open) > at:
                    yield from self._pop()
                return
            if held in BLOCKS | TABLES:
                return

    def _pop(self) -> Iterator[Tag]:
        name, hidden = self._open.pop()
        self._count[name] -= 1
        if not self._silent:
            yield Tag(name, ends=True)
        self._silent -= hidden


def _hides(tag: Tag) -> bool:
    return (
        tag.name in _HIDDEN
        or tag.name in STRUCK
        or "hidden" in tag.attributes
        or bool(_STYLE.search(tag.attributes.get("style", "")))
        or (tag.name == "dialog" and "open" not in tag.attributes)
    )
