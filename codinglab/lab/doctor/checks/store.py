"""The reference store: built, whole, as new as what it is built from, and which of its tables have ended."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from importlib.metadata import PackageNotFoundError, version

from codinglab.lab.doctor.check import Check, attention, broken, ok
from codinglab.lab.doctor.launcher import launcher
from codinglab.lab.doctor.remedies import BUILD
from codinglab.model import StoreError
from codinglab.reference.paths import store_dir
from codinglab.reference.store import Store, forget, open_store

_BUILD_IT = "Build it again (seconds to a minute); your work and installed files stay."


def look(on: date) -> Iterator[Check]:
    """The store, its files, its age, and the days of its editions."""
    forget()
    try:
        store = open_store()
    except StoreError as fault:
        yield broken("Store", str(fault), _BUILD_IT, BUILD)
        return
    damaged = store.verify()
    if damaged:
        yield broken(
            "Store", f"Damaged or missing in {store.folder}: {', '.join(damaged)}.", _BUILD_IT, BUILD
        )
    else:
        yield ok("Store", f"{len(store.tables)} tables are as they were built, in {store_dir()}")
    yield _age()
    yield from _editions(store, on)


def _age() -> Check:
    facts = json.loads((store_dir() / "manifest.json").read_text(encoding="utf-8"))
    built = f"Built on {facts.get('built_on', 'an unknown day')}"
    if launcher().store_is_old():
        said = f"{built}, before its compilers, tables or word lists last changed."
        return attention("Age of the store", said, _BUILD_IT, BUILD)
    changed = []
    for name, then in facts.get("packages", {}).items():
        try:
            now = version(name)
        except PackageNotFoundError:
            now = "not installed"
        if now != then:
            changed.append(f"{name} (then {then}, now {now})")
    if changed:
        said = f"{built} from other versions of its packages: {', '.join(changed)}."
        return attention("Age of the store", said, _BUILD_IT, BUILD)
    return ok("Age of the store", f"{built}, from the packages that are installed now")


def _editions(store: Store, on: date) -> Iterator[Check]:
    """What is built in from packages, an edition a line."""
    held: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for name, facts in store.tables.items():
        held[facts["edition"], facts["since"], facts["through"] or ""].append(name)
    for (edition, since, through), names in held.items():
        said = f"{since} to {through or 'open'}; {len(names)} table{'' if len(names) == 1 else 's'}"
        if since <= on.isoformat() and (not through or on.isoformat() <= through):
            yield ok(edition, said)
        else:
            yield attention(
                edition,
                f"Not in force on {on}: {said} ({', '.join(names)}).",
                "It comes inside the packages: a newer codinglab brings the next edition. For days within "
                "these dates nothing is to be done.",
            )
