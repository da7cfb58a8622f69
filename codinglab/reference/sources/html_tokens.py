"""HTML of unknown origin cut into tags and text, in time that grows with its length alone.

The standard library's parser takes minutes for 60,000 characters of unfinished tags and stops at some marked
sections, so documents that anybody may have written are cut here, as browsers do it: whatever is not a tag
is text, and what never ends reaches to the end of the file.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_NAME = re.compile(r"[a-zA-Z][^\s/>]*+")
_ATTRIBUTE = re.compile(r"[\s/]*+([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]*+)))?+")
_TAG_END = re.compile(r"[\s/=]*+>")
_RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes"})
_RAW_TEXT = frozenset({"title", "textarea"})
_KEPT = frozenset({"hidden", "style", "open", "colspan", "rowspan", "start", "charset", "value"})


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag, its name in small letters; of its attributes those that matter to a reader."""

    name: str
    ends: bool = False
    attributes: dict[str, str] = field(default_factory=dict)
    closed: bool = False


def tokens(text: str) -> Iterator[Tag | str]:
    """Tags and the text between them, entities resolved; comments and declarations are left out."""
    at, size = 0, len(text)
    while at < size:
        opened = text.find("<", at)
        if opened < 0:
            yield html.unescape(text[at:])
            return
        if opened > at:
            yield html.unescape(text[at:opened])
        tag, at = _markup(text, opened)
        if tag is None:
            continue
        yield tag
        if isinstance(tag, Tag) and not tag.ends and tag.name in _RAW | _RAW_TEXT:
            close = re.compile(rf"</{re.escape(tag.name)}(?=[\s/>])", re.IGNORECASE).search(text, at)
            end = close.start() if close else size
            if end > at:
                yield text[at:end] if tag.name in _RAW else html.unescape(text[at:end])
            at = end
            if not close:
                yield Tag(tag.name, ends=True)


def _markup(text: str, at: int) -> tuple[Tag | str | None, int]:
    """What begins with the "<" at a place, and where it is over."""
    if text.startswith("<!--", at):
        if text.startswith((">", "->"), at + 4):
            return None, text.index(">", at) + 1
        return None, _after(text, "-->", at + 4)
    ends = text.startswith("</", at)
    name = _NAME.match(text, at + 1 + ends)
    if name:
        return _tag(text, name.group().lower(), name.end(), ends)
    if ends or text.startswith(("<!", "<?"), at):
        return None, _after(text, ">", at + 1)
    return "<", at + 1


def _tag(text: str, name: str, at: int, ends: bool) -> tuple[Tag | None, int]:
    attributes: dict[str, str] = {}
    while match := _ATTRIBUTE.match(text, at):
        key = match[1].lower()
        if key in _KEPT:
            said = next((value for value in match.groups()[1:] if value is not None), "")
            attributes.setdefault(key, html.unescape(said))
        at = match.end()
    end = _TAG_END.match(text, at)
    if not end:
        return None, _after(text, ">", at)
    return Tag(name, ends, attributes, text[at : end.end()].endswith("/>")), end.end()


def _after(text: str, what: str, at: int) -> int:
    found = text.find(what, at)
    return found + len(what) if found >= 0 else len(text)
