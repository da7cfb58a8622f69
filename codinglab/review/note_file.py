"""A note from a file, in the encodings that word processors write, and the encounter of one note."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from codinglab.model import (
    INPATIENT_SETTINGS,
    ClaimType,
    Document,
    DocumentType,
    Encounter,
    InvalidInputError,
    Patient,
    Setting,
    Sex,
)
from codinglab.review.tokens import check_readable

LONGEST = 5_000_000
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


def read_note(path: Path) -> str:
    """The text of a note file, its line ends as one newline each.

    Raises:
        InvalidInputError: it is missing, longer than 5 MB, or no text; the message names the file and
            the cure, never the text.
    """
    try:
        if not path.is_file():
            msg = f"{path} cannot be read: there is no such file. Name a text file with one note."
            raise InvalidInputError(msg)
        if path.stat().st_size > LONGEST:
            msg = f"{path} is longer than {LONGEST:,} bytes: more than one chart. Cut it into its documents."
            raise InvalidInputError(msg)
        raw = path.read_bytes()
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror}."
        raise InvalidInputError(msg) from error
    text = _decoded(raw, path).replace("\r\n", "\n").replace("\r", "\n")
    check_readable(text, f"The note {path}")
    return text


def encounter_of(text: str, setting: Setting, kind: DocumentType, day: date) -> Encounter:
    """An encounter of one note, of a patient who is not known: inpatient claims of inpatient settings."""
    claim_type = ClaimType.INPATIENT if setting in INPATIENT_SETTINGS else ClaimType.PROFESSIONAL
    document = Document("note", kind, kind.value.replace("_", " ").capitalize(), "not stated", day, text)
    patient = Patient("patient", date(1900, 1, 1), Sex.UNKNOWN)
    return Encounter("note", setting, claim_type, patient, day, day, (document,))


def _decoded(raw: bytes, path: Path) -> str:
    named = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), "")
    for encoding in (named,) if named else ("utf-8", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    msg = f"{path} is not readable text. Save the note as plain text in UTF-8."
    raise InvalidInputError(msg)
