"""All records, linked by id, with read-only look-ups; and the gathering of them from `pathways/`."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from generator.layout import Layout
from generator.load import load
from generator.model import KINDS, Kind
from generator.model.regler import Faktum
from generator.problems import Problem, did_you_mean, few
from generator.shape import Placed, records
from generator.unseen import visible

Value = TypeVar("Value")
Reading = Callable[[Path, str, Kind], tuple[list[Placed], list[Problem]]]
STEM = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Catalogue:
    """Every record by kind and id, in the order of the files."""

    placed: Mapping[str, Mapping[str, Placed]]
    _worked_out: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    def all(self, kind: str) -> list[Any]:
        """The records of one kind."""
        return [item.record for item in self.placed[kind].values()]

    def get(self, kind: str, id: str) -> Any:
        """The record with this id; the id is known to exist, since references are checked first."""
        return self.placed[kind][id].record

    @property
    def facts(self) -> Mapping[str, Faktum]:
        """Every fact by its id."""
        return self.once(_facts)

    def once(self, work: Callable[["Catalogue"], Value]) -> Value:
        """What a pure function makes of the catalogue, worked out the first time it is asked for."""
        if work not in self._worked_out:
            self._worked_out[work] = work(self)
        value: Value = self._worked_out[work]
        return value

    def fil(self, kind: str, id: str) -> str:
        """The file the record stands in."""
        return self.placed[kind][id].document.fil


def _facts(catalogue: Catalogue) -> dict[str, Faktum]:
    return {fact.id: fact for fact in catalogue.all("faktum")}


def read_file(path: Path, name: str, kind: Kind) -> tuple[list[Placed], list[Problem]]:
    """The records of one file, shown as `name` in problems."""
    document, problems = load(path, name)
    if document is None:
        return [], problems
    items, found = records(document, kind)
    return items, [*problems, *found]


def read(layout: Layout, read_one: Reading = read_file) -> tuple[Catalogue, list[Problem]]:
    """Read everything under `pathways/`, each file by `read_one`; problems are those of form, not of content."""
    problems: list[Problem] = []
    placed: dict[str, dict[str, Placed]] = {kind.name: {} for kind in KINDS}
    if not layout.pathways.is_dir():
        return Catalogue(placed), [
            Problem(
                "pathways",
                1,
                1,
                "mangler-mappe",
                "mappa pathways/ finnes ikke her",
                "kjør kommandoen fra prosjektets mappe",
            )
        ]
    problems += _strays(layout)
    problems += _faulty_pages(layout)
    for kind in KINDS:
        for path in _files(layout.pathways, kind):
            items, found = read_one(path, visible(path.relative_to(layout.root).as_posix()), kind)
            problems += found
            problems += _add(placed[kind.name], items)
    return Catalogue(placed), few(problems)


def _faulty_pages(layout: Layout) -> Iterator[Problem]:
    """Pages by hand that cannot be read, and shortcuts that could bring a file of the machine's onto the site."""
    for path in sorted(layout.content.rglob("*")):
        name = visible(path.relative_to(layout.root).as_posix())
        if path.is_symlink():
            yield Problem(
                name, 1, 1, "snarvei", "dette er en snarvei (symbolsk lenke)", "legg selve innholdet her i stedet"
            )
        elif path.suffix == ".md" and path.is_file():
            try:
                path.read_text(encoding="utf-8")
            except (UnicodeDecodeError, OSError):
                yield Problem(
                    name, 1, 1, "ulesbar", "sida kan ikke leses som UTF-8", "lagre den på nytt med tegnkodingen UTF-8"
                )


def files(layout: Layout) -> Iterator[Path]:
    """Every file that is read."""
    for kind in KINDS:
        yield from _files(layout.pathways, kind)


def _files(pathways: Path, kind: Kind) -> list[Path]:
    place = pathways / kind.place
    if kind.is_folder:
        # Hidden files belong to editors, such as the lock `.#kvp.yml`.
        return sorted(path for path in place.glob("*.yml") if not path.name.startswith(".")) if place.is_dir() else []
    return [place] if place.exists() or place.is_symlink() else []


def _strays(layout: Layout) -> Iterator[Problem]:
    """Files nobody would read, so that nothing is left out in silence."""
    read_ = set(files(layout))
    places = [kind.place for kind in KINDS]
    for path in sorted(layout.pathways.rglob("*")):
        if (path.is_dir() and not path.is_symlink()) or path in read_ or path.name.startswith("."):
            continue
        name = visible(path.relative_to(layout.root).as_posix())
        if path.is_symlink():
            yield Problem(
                name, 1, 1, "snarvei", "dette er en snarvei (symbolsk lenke)", "legg selve innholdet her i stedet"
            )
            continue
        hint = did_you_mean(path.relative_to(layout.pathways).as_posix(), places)
        hint = hint or "poster ligger i " + ", ".join(f"pathways/{place}" for place in places)
        if path.suffix == ".yaml":
            hint = "filnavnet skal slutte på .yml"
        yield Problem(name, 1, 1, "ukjent-fil", "denne fila blir ikke lest", hint)


def _add(known: dict[str, Placed], items: list[Placed]) -> Iterator[Problem]:
    for item in items:
        id, document = str(item.record.id), item.document
        stem = document.fil.rsplit("/", 1)[-1].removesuffix(".yml")
        if item.kind.is_folder and id != stem:
            yield document.problem(
                ("id",),
                "id-filnavn",
                f"id er «{id}», men fila heter «{stem}.yml»",
                f"skriv «id: {stem}», eller gi fila navnet {id}.yml"
                if STEM.fullmatch(stem)
                else f"gi fila navnet {id}.yml",
            )
        elif id in known:
            other = known[id]
            line = other.document.place((*other.path, "id"))[0]
            yield document.problem(
                (*item.path, "id"),
                "dobbel-id",
                f"id «{id}» er brukt før",
                f"den første står i {other.document.fil} på linje {line}",
            )
        else:
            known[id] = item
