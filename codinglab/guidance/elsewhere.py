"""Matters that no guidance here answers, with the document that would, and the words in which people ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from codinglab.guidance.documents import Document, documents
from codinglab.guidance.gathered import Gathered, Section
from codinglab.guidance.passage import ELSEWHERE, Edition
from codinglab.guidance.toml_files import read_folder
from codinglab.model import InvalidInputError, Period


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
    """The topics of documents that are not installed, an edition a document, which holds on every day.

    Args:
        installed: ids of the documents, and the sources, that are installed.
    """
    always = Period(date.min)
    for file in read_folder(_File, "elsewhere"):
        document = _document(file.document)
        if {document.id, document.source} & (installed - {""}) or any(
            held.startswith(f"{document.id}-") for held in installed
        ):
            continue
        sections = (
            Section(
                topic.place or topic.title,
                (topic.title,),
                topic.title,
                "text",
                None,
                "",
                always,
                " ; ".join(topic.asked),
            )
            for topic in file.topic
        )
        yield Gathered(Edition(document.id, document.names[0], "", always, ELSEWHERE), tuple(sections))


def _document(number: str) -> Document:
    for document in documents():
        if document.id == number:
            return document
    msg = f"reference/guidance/elsewhere: there is no document '{number}' in documents.toml."
    raise InvalidInputError(msg)
