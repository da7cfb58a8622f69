"""A key under a passphrase: nobody reads it without, and nobody changes it unnoticed.

scrypt (RFC 7914) makes the key of the cipher from the passphrase, AES-256-GCM seals the text together with
the id of its case, so that one case's key cannot be put in the place of another's.
"""

from __future__ import annotations

import base64
import binascii
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from codinglab.model import InvalidInputError
from codinglab.model.encounter import FORBID
from codinglab.parse import dump_json, parse_json

SHORTEST = 8
_COST, _BLOCK, _LANES = 2**15, 8, 1
_SALT, _NONCE = 16, 12


@dataclass(frozen=True, slots=True)
class Sealed:
    """The file of a sealed key: all of it base64."""

    __pydantic_config__ = FORBID

    case: str
    salt: str
    nonce: str
    text: str
    format: int = 1


def seal(case_id: str, text: str, passphrase: str) -> bytes:
    """Seal the text of a key.

    Raises:
        InvalidInputError: the passphrase is shorter than eight characters.
    """
    if len(passphrase) < SHORTEST:
        msg = f"A passphrase has at least {SHORTEST} characters; several words are best."
        raise InvalidInputError(msg)
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    closed = AESGCM(_key(passphrase, salt)).encrypt(nonce, text.encode(), case_id.encode())
    written = [base64.b64encode(part).decode() for part in (salt, nonce, closed)]
    return dump_json(Sealed(case_id, written[0], written[1], written[2])).encode()


def unseal(case_id: str, data: bytes, passphrase: str, *, source: str) -> str:
    """The text of a sealed key.

    Raises:
        InvalidInputError: the passphrase is another one, or the file was changed or belongs to another case.
    """
    sealed = parse_json(Sealed, data, source=source)
    try:
        written = (sealed.salt, sealed.nonce, sealed.text)
        salt, nonce, closed = (base64.b64decode(part, validate=True) for part in written)
        return AESGCM(_key(passphrase, salt)).decrypt(nonce, closed, case_id.encode()).decode()
    except (InvalidTag, binascii.Error, ValueError):
        msg = f"{source} does not open: the passphrase is another one, or the file was changed."
        raise InvalidInputError(msg) from None


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=_COST, r=_BLOCK, p=_LANES).derive(passphrase.encode())
