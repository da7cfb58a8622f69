"""Matters that no guidance here answers, with the document that would, and the words in which people ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from codinglab.guidance.documents import Document, document_by_id
from codinglab.guidance.gathered import Gathered, Section
from codinglab.guidance.passage import ELSEWHERE, Edition
from codinglab.guidance.toml_files import read_folder
from codinglab.model import InvalidInputError, Period

_BY_PIECES = frozenset({"iom", "local-policy"})
_CHAPTER = re.compile(r"\bchapter (\d+)")


@dataclass(frozen=True, slots=True)
class _Topic:
    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    title: str
    asked: tuple[str, ...]
    place: str = ""


@dataclass(frozen=True, slots=True)
class _File:
    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    document: str
    topic: tuple[_Topic, ...]


def topics(installed: frozenset[str]) -> Iterator[Gathered]:
    """The topics of documents that are not installed, an edition a document; each way to ask stands alone.

    Args:
        installed: ids of the documents, and the sources, that are installed.
    """
    always = Period(date.min)
    for file in read_folder(_File, "elsewhere"):
        document = _document(file.document)
        sections = tuple(
            Section(
                topic.place or topic.title,
                (topic.title,),
                topic.title,
                "text",
                None,
                "",
                always,
                entry,
            )
            for topic in file.topic
            if not _is_here(document, topic, installed)
            for entry in topic.asked
        )
        if sections:
            yield Gathered(Edition(document.id, document.names[0], "", always, ELSEWHERE), sections)


def _is_here(document: Document, topic: _Topic, installed: frozenset[str]) -> bool:
    """Whether what answers a topic is installed: the document, or the chapter of a manual in chapters."""
    brought = {document.id, *document.also}
    if document.source in _BY_PIECES:
        brought |= {f"{document.id}-{chapter}" for chapter in _CHAPTER.findall(topic.place)}
    else:
        brought.add(document.source)
    return bool(brought & (installed - {""}))


def _document(number: str) -> Document:
    if document := document_by_id(number):
        return document
    msg = f"reference/guidance/elsewhere: there is no document '{number}' in documents.toml."
    raise InvalidInputError(msg)


def every_elsewhere() -> Iterator[str]:
    """All words in which people ask for what is elsewhere, whatever is installed."""
    for file in read_folder(_File, "elsewhere"):
        for topic in file.topic:
            yield topic.title
            yield from topic.asked
