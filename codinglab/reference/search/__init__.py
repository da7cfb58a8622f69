"""Search over every installed code set: by the beginning of a code, or by words as coders type them."""

from codinglab.reference.search.find import Hit, find

__all__ = ["Hit", "find"]
