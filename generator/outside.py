"""The links that lead out of the site: where they stand, and what was last seen of them; nothing here asks the network."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel

from generator.catalogue import Catalogue

WORKS, FAILS, DEAD, CLOSED = "virker", "svikter", "død", "får ikke se"
HEADINGS = {
    DEAD: "Døde lenker: finn den nye adressen, eller ta dem bort",
    FAILS: "Svarer ikke nå; regnes som døde etter tre dager",
    CLOSED: "Nettstedet lar oss ikke se etter; åpne dem i nettleseren",
}


@dataclass(frozen=True)
class Seen:
    """What the last look at an address said, and the days on which it has failed since it last worked."""

    utfall: str
    sett: str
    grunn: str = ""
    feil: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lenke:
    """An outside address, where it stands in our files, and what is known of it."""

    adresse: str
    steder: tuple[str, ...]
    sett: Seen = field(default=Seen("", ""))


def links(catalogue: Catalogue) -> list[Lenke]:
    """Every outside address in the records, with each file and line it stands on."""
    found: dict[str, list[str]] = {}
    for kind in catalogue.placed.values():
        for item in kind.values():
            for path, address in _addresses(item.record, item.path):
                place = f"{item.document.fil}:{item.document.place(path)[0]}"
                found.setdefault(address, []).append(place)
    return [Lenke(address, tuple(sorted(set(found[address])))) for address in sorted(found)]


def domains(found: Iterable[Lenke]) -> list[tuple[str, int]]:
    """Every outside domain with how many addresses we have there; the most first."""
    counted = Counter(urlsplit(link.adresse).hostname or "" for link in found)
    return sorted(counted.items(), key=lambda row: (-row[1], row[0]))


def as_last_seen(found: Iterable[Lenke], before: dict[str, Seen]) -> tuple[Lenke, ...]:
    """Each link with what the last look said, and nothing looked at now; one never looked at has no outcome."""
    return tuple(replace(link, sett=before.get(link.adresse, link.sett)) for link in found)


def _addresses(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        if value.startswith("https://"):
            yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _addresses(getattr(value, name), (*path, name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _addresses(inner, (*path, str(key)))
    elif isinstance(value, tuple | list):
        for number, inner in enumerate(value):
            yield from _addresses(inner, (*path, number))


def read_state(path: Path) -> dict[str, Seen] | str:
    """What was seen before, nothing if there is no such file; or why it cannot be read."""
    if not path.exists():
        return {}
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return {
            address: Seen(row["utfall"], row["sett"], row["grunn"], tuple(row["feil"])) for address, row in rows.items()
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        return f"{path} er ikke skrevet av denne kommandoen; flytt den, så lages en ny"


def state(found: list[Lenke]) -> bytes:
    """What is kept until the next look."""
    rows = {link.adresse: asdict(link.sett) for link in found}
    return (json.dumps(rows, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
