"""Text to tokens, and the refusal of what is not text."""

from __future__ import annotations

import re

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


class Tokenizer:
    """Words, single marks and runs of white space, so that every offset can be given back.

    spaCy's own tokenizer keeps "HTN/DM2" and "s/p" in one piece; here every mark is a token.
    """

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Cut the text; nothing of it is lost."""
        words: list[str] = []
        spaces: list[bool] = []
        for piece in _TOKEN.findall(text):
            if piece == " " and words and not spaces[-1] and not words[-1].isspace():
                spaces[-1] = True
            else:
                words.append(piece)
                spaces.append(False)
        return Doc(self._vocab, words=words, spaces=spaces)
