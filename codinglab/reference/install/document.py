"""The ICD-10 documents that are published as XML: found in an archive by what they say they are."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.install.reading import Request

_BODY = {"letter", "chapter", "pcsTable"}
_BY_ROOT = {
    "ICD10CM.tabular": "icd10cm-tabular",
    "ICD10PCS.tabular": "icd10pcs-tables",
    "ICD10PCS.index": "icd10pcs-index",
}
_BY_HEADING = {
    "substance": "icd10cm-drug",
    "neoplasm": "icd10cm-neoplasm",
    "external cause": "icd10cm-external-cause",
    "index to diseases": "icd10cm-index",
}
_UNKNOWN = "no ICD-10 document known here"


@dataclass(frozen=True, slots=True)
class Document:
    """A document as parsed: the name of its file, its root, its version (a year) and its own title."""

    name: str
    root: Element
    version: int
    title: str


def open_document(request: Request, source_id: str) -> Document:
    """Find and parse the one document of a source; other documents may lie in the same archive.

    Raises:
        SourceFileError: there is none or several, it is not well-formed, or states no year. Another
            document is named by the source it looks like.
    """
    archive = request.archive
    held = {name: archive.read(name) for name in archive.find(r".*\.xml")}
    looks = {name: looks_like(raw) for name, raw in held.items()}
    fitting = [name for name, look in looks.items() if look == source_id]
    if len(fitting) != 1:
        found = "; ".join(f"{name} looks like {look}" for name, look in looks.items())
        found = found or f"it holds no XML: {', '.join(archive.names[:8])}"
        count = "several fit" if fitting else "none is"
        msg = f"{archive.name}: expected one XML document of {source_id}; {count}. Found: {found}."
        raise SourceFileError(msg)
    name = fitting[0]
    request.say(f"parsing {name}", 0.1)
    try:
        root = fromstring(held[name])
    except (ParseError, DefusedXmlException) as error:
        msg = f"{archive.name}, {name}: not whole, safe XML ({error}). Fetch the file again."
        raise SourceFileError(msg) from None
    version = (root.findtext("version") or "").strip()
    if not re.fullmatch(r"20\d\d", version):
        msg = f"{archive.name}, {name}: expected a year in <version>; found '{version}'."
        raise SourceFileError(msg)
    return Document(name, root, int(version), " ".join((root.findtext("title") or "").split()))


def looks_like(raw: bytes) -> str:
    """The source that an XML document looks like, by its root and headings; else a few words."""
    root, said = "", ""
    try:
        for event, element in iterparse(io.BytesIO(raw), events=("start", "end")):
            if not root:
                root = element.tag
                if element.get("isAddenda") == "true":
                    return "an addenda document"
            if event == "start" and element.tag in _BODY:
                break
            if event == "end" and (element.tag == "title" or element.get("col") == "1"):
                said += " " + (element.text or "").lower()
    except (ParseError, DefusedXmlException):
        if not root:
            return "no XML at all"
    if root == "ICD10CM.index":
        return next((source for words, source in _BY_HEADING.items() if words in said), _UNKNOWN)
    return _BY_ROOT.get(root, _UNKNOWN)


def enough(document: Document, what: str, found: int, least: int) -> None:
    """Raise SourceFileError when a document holds fewer `what` than any edition ever did."""
    if found < least:
        msg = f"{document.name}: expected at least {least:,} {what}; found {found:,}. The file is not whole."
        raise SourceFileError(msg)
