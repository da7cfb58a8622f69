"""The text of a document from an editor of the user's own: its encoding, and what is refused."""

from __future__ import annotations

import codecs
import re

from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.sources.arrow import encoding_of

LARGEST_TEXT = 10 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})|^<\?xml[^>]{0,100}encoding\s*=\s*[\"']([^\"'>]{1,40})",
    re.I,
)
_KNOWN = {"utf-8", "iso8859-1", "cp1252", "ascii"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")


def policy_text(raw: bytes, place: str, html: bool = False) -> tuple[str, str]:
    """A text, and a remark when its encoding was a guess ("" when it was not).

    Args:
        raw: the file.
        place: its name, for messages.
        html: it may name its encoding itself.

    Raises:
        SourceFileError: it is too large, no text, or in an encoding that is not read.
    """
    if len(raw) > LARGEST_TEXT:
        msg = f"{place} is larger than {LARGEST_TEXT:,} bytes. Split it, and install the parts."
        raise SourceFileError(msg)
    remark = ""
    encoding = next((name for mark, name in _BOMS if raw.startswith(mark)), "")
    if not encoding:
        if raw.count(b"\0"):
            msg = f"{place} is no text: it holds zero bytes. Save it as UTF-8 text, HTML or PDF."
            raise SourceFileError(msg)
        encoding = encoding_of(raw, place)
        said = _declared(raw) if html and encoding != "utf-8" else ""
        if said and said not in _KNOWN:
            msg = f"{place} says that it is in {said}, which is not read. Save it as UTF-8."
            raise SourceFileError(msg)
        if encoding != "utf-8":
            remark = f"{place} is not in UTF-8; it was read as Windows-1252."
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        msg = f"{place} is not whole: after byte {error.start} it is no {encoding}. Save it as UTF-8."
        raise SourceFileError(msg) from None
    return _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")), remark


def _declared(raw: bytes) -> str:
    """The encoding that an HTML document names, as Python calls it; "" when it names none."""
    match = _CHARSET.search(raw[:4096])
    if not match:
        return ""
    name = (match[1] or match[2]).decode("ascii", "replace")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return name
