"""The documents that decisions cite: how they are named, and what to install to have them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from codinglab.parse import parse
from codinglab.reference.paths import REFERENCE

_FILE = REFERENCE / "guidance" / "documents.toml"


@dataclass(frozen=True, slots=True)
class Document:
    """A document that decisions cite.

    Attributes:
        id: of the document; of a manual in chapters, what the id of each begins with ("iom-100-04").
        names: how authorities name it.
        source: what `codinglab reference install` takes; "" when it cannot be installed.
        where: where it is to be had, in a sentence.
    """

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    id: str
    names: tuple[str, ...]
    where: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class _File:
    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    document: tuple[Document, ...]


@cache
def documents() -> tuple[Document, ...]:
    """Every document, as `reference/guidance/documents.toml` lists them.

    Raises:
        InvalidInputError: the file has unknown or missing keys (named).
    """
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return parse(_File, data, source=str(_FILE)).document


@cache
def document_of(name: str) -> Document:
    """The document that an authority names; one of its own, not to be installed, when nobody lists it."""
    for document in documents():
        if name in document.names:
            return document
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return Document(slug, (name,), f"{name} is not among the documents that can be installed here.")


def family(document: str, source: str, *, is_card: bool) -> str:
    """What a passage is counted with: the source of its document; of a card, of the document it cites."""
    if not is_card:
        return source
    cited = next((known for known in documents() if known.id == document), None)
    return (cited.source or cited.id) if cited else document
