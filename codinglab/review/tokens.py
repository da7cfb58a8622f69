"""Text to tokens, and the refusal of what is not text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from codinglab.model import InvalidInputError
from codinglab.review.engines import Doc, Vocab

_TOKEN = re.compile(r"[^\W_]+|\s+|[\W_]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MAX_CONTROL_SHARE = 0.02


def check_readable(text: str, source: str) -> None:
    """Refuse what no person wrote.

    Raises:
        InvalidInputError: a NUL character, half a surrogate pair, or too many control and
            replacement characters; the message names the place, never the text around it.
    """
    fault = _SURROGATE.search(text)
    if fault is None and "\0" in text:
        fault = re.search("\0", text)
    if fault is not None:
        msg = (
            f"{source} is not readable text: character {fault.start()} is U+{ord(fault[0]):04X}. "
            "Save the note as plain text in UTF-8."
        )
        raise InvalidInputError(msg)
    strange = len(_CONTROL.findall(text))
    if strange > max(1, _MAX_CONTROL_SHARE * len(text)):
        msg = (
            f"{source} is not readable text: {strange} of its {len(text)} characters are control or "
            "replacement characters. Save the note as plain text in UTF-8."
        )
        raise InvalidInputError(msg)


@dataclass(slots=True)
class Tokens:
    """The tokens of a text as plain lists: a Doc gives out each of them as an object, slowly.

    Attributes:
        text: what was cut; a Doc puts it together anew each time it is asked.
        words: as written; white space that is more than one space after a word is a token too.
        spaced: whether one space follows.
        places: the offset of each in the text.
        starts: whether a sentence starts there, once the sentences are found.
    """

    text: str
    words: list[str] = field(default_factory=list)
    spaced: list[bool] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    starts: list[bool] = field(default_factory=list)


def tokens_of(doc: Doc) -> Tokens:
    """The tokens that `Tokenizer` left with a Doc."""
    tokens: Tokens = doc.user_data["tokens"]
    return tokens


class Tokenizer:
    """Words, single marks and runs of white space, so that every offset can be given back.

    spaCy's own tokenizer keeps "HTN/DM2" and "s/p" in one piece; here every mark is a token.
    """

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Cut the text; nothing of it is lost."""
        tokens = Tokens(text)
        words, spaced, places = tokens.words, tokens.spaced, tokens.places
        place = 0
        for piece in _TOKEN.findall(text):
            if piece == " " and words and not spaced[-1] and not words[-1].isspace():
                spaced[-1] = True
            else:
                words.append(piece)
                spaced.append(False)
                places.append(place)
            place += len(piece)
        doc = Doc(self._vocab, words=words, spaces=spaced)
        doc.user_data["tokens"] = tokens
        return doc
