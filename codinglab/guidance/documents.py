"""The documents that decisions cite: how they are named, and what to install to have them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from codinglab.guidance.toml_files import GUIDANCE, read_file
from codinglab.reference.install.catalogue import find_source
from codinglab.reference.sources.passages import PASSAGES

_OUTLINE = re.compile(
    r"\b[IVX]+(?:\.[A-Za-z0-9]+)+\b|\bAppendix [IVX]+\b|\bIntroduction\b|(?<![\w.])[IVX]+(?![\w.])"
)
_CHAPTER = re.compile(r"\bchapter ([IVX]+)(?:, *(?:section )?([A-Z])(?:\.(\w+))?)?", re.IGNORECASE)
_MANUAL = re.compile(r"\bch(?:apter|\.)? *(\d+)[, ]*(?:section|§|sec\.)? *(\d+(?:\.\d+)*)?", re.IGNORECASE)
_NUMBER = re.compile(r"\b\d+(?:\.\d+)+\b")
_OUTLINED = frozenset({"icd10cm-guidelines", "ncci-manual"})
_FILE = GUIDANCE / "documents.toml"


@dataclass(frozen=True, slots=True)
class Document:
    """A document that decisions cite.

    Attributes:
        id: of the document; of a manual in chapters, what the id of each begins with ("iom-100-04").
        names: how authorities name it.
        source: what `codinglab reference install` takes; "" when it cannot be installed.
        where: where it is to be had, in a sentence.
        also: other sources that bring its words.
    """

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    id: str
    names: tuple[str, ...]
    where: str
    source: str = ""
    also: tuple[str, ...] = ()

    @property
    def can_be_opened(self) -> bool:
        """Whether what its source installs has the words of the document, not only its tables."""
        if not self.source:
            return False
        source = find_source(self.source)
        return PASSAGES in (*source.tables, *source.optional)

    @property
    def command(self) -> str:
        """What to type to have its words at hand; "" where no command brings them."""
        return f"codinglab reference install {self.source} FILE" if self.can_be_opened else ""


@dataclass(frozen=True, slots=True)
class _File:
    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    document: tuple[Document, ...]


@cache
def documents() -> tuple[Document, ...]:
    """Every document, as `reference/guidance/documents.toml` lists them.

    Raises:
        InvalidInputError: the file is no TOML, or has unknown or missing keys (named).
    """
    return read_file(_File, _FILE).document


def document_by_id(number: str) -> Document | None:
    """The document of an id; None where the list has none."""
    return next((document for document in documents() if document.id == number), None)


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
    cited = document_by_id(document)
    return (cited.source or cited.id) if cited else document


def places(document: Document, section: str) -> tuple[tuple[str, str], ...]:
    """The documents and sections that the words of a citation name, as they are numbered there.

    Of a manual in chapters each chapter is a document. Where a document has no numbers known here, the words
    themselves are the section; () where a numbered document is cited without a number.

    >>> places(document_of("ICD-10-CM Official Guidelines"), "II and IV.A; Appendix I, Newborns")[1:]
    (('icd10cm-guidelines', 'IV.A'), ('icd10cm-guidelines', 'Appendix I'))
    >>> places(document_of("NCCI Policy Manual"), "chapter I, C.11")
    (('ncci-manual', 'I.C.11'),)
    >>> places(document_of("Medicare Claims Processing Manual (100-04)"), "ch. 12 section 40.7")
    (('iom-100-04-12', '40.7'),)
    """
    if document.id == "iom-100-03":
        found = [(document.id, number) for number in _NUMBER.findall(section)]
    elif document.id.startswith("iom-"):
        found = [(f"{document.id}-{chapter}", number) for chapter, number in _MANUAL.findall(section)]
    elif document.id in _OUTLINED:
        chapters = [".".join(filter(None, parts)) for parts in _CHAPTER.findall(section)]
        found = [(document.id, place) for place in chapters or _OUTLINE.findall(section)]
    else:
        found = [(document.id, section)] if section else []
    return tuple(dict.fromkeys(found))
