"""A file of queries, read once and with every fault named."""

from __future__ import annotations

import json
from pathlib import Path

from codinglab.model import InvalidInputError, Query
from codinglab.parse import parse


def read_queries(path: Path) -> tuple[Query, ...]:
    """Read the queries of a JSON file: one, or a list of them.

    Raises:
        InvalidInputError: the file cannot be read, is no JSON in UTF-8, or holds something that is no
            query; the message names the query by its place, and each field with what is wrong there.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        msg = f"{path} is not UTF-8 text: save it as UTF-8."
        raise InvalidInputError(msg) from None
    except json.JSONDecodeError as fault:
        msg = f"{path} is not JSON: {fault.msg} in line {fault.lineno}, column {fault.colno}."
        raise InvalidInputError(msg) from None
    except RecursionError:
        msg = f"{path} is nested too deep to be a query."
        raise InvalidInputError(msg) from None
    except OSError as fault:
        msg = f"{path} cannot be read: {fault.strerror or fault}."
        raise InvalidInputError(msg) from None
    if not isinstance(data, list):
        return (parse(Query, data, source=str(path)),)
    if not data:
        msg = f"{path} holds an empty list: there is no query to check."
        raise InvalidInputError(msg)
    return tuple(
        parse(Query, item, source=f"{path}, query {place}") for place, item in enumerate(data, start=1)
    )
