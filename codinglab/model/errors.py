"""Errors that a person meets: what is wrong, where, and what to do next."""

from __future__ import annotations


class CodinglabError(Exception):
    """The base of every error that is meant for a person; the command line exits with 2 on it."""


class InvalidInputError(CodinglabError):
    """A file or value that cannot be read: names the place and what was expected."""


class KeySealedError(CodinglabError):
    """A case was released without its key: it can be worked on, not scored."""


class UnknownCaseError(CodinglabError):
    """No teaching case has that id."""


class StoreError(CodinglabError):
    """The reference store is missing, damaged or of another build."""


class NotInForceError(CodinglabError):
    """A table has no release in force on the day asked about."""


class TableMissingError(CodinglabError):
    """A reference table is neither shipped nor installed."""
