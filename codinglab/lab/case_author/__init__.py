"""The educator's form: a teaching case written without programming, with what it lacks always beside it."""

from codinglab.lab.case_author.author import CaseAuthor, open_author

__all__ = ["CaseAuthor", "open_author"]
