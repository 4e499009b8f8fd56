"""The pages of what was just saved, before the site they belong to: only what has changed is read and made."""

import gc
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator import words
from generator.build import OWN_PAGE, address_of, content_files, keeping_everything
from generator.catalogue import Catalogue, read_file
from generator.diagrams import rights
from generator.diagrams.dot import laid_out
from generator.examined import examined
from generator.files import File
from generator.layout import Layout
from generator.model import Kind
from generator.problems import Problem, as_text
from generator.render import render
from generator.shape import Placed
from generator.terms import terms_of
from generator.views import oppslag
from generator.views.rights import rights_graphs
from generator.views.shown import Showing, Side
from generator.vis.tool import Tool

# The kinds that share a page, and what makes it.
SHARED_PAGE: Mapping[str, Callable[[Showing], Side]] = {
    "aktør": oppslag.aktører_page,
    "språknivå": oppslag.språk_page,
    "begrep": oppslag.begreper_page,
    "kilde": oppslag.kilder_page,
}
WITH_TREES = ("tilbud", "ytelse")


@dataclass(frozen=True)
class Glance:
    """What a quick look found: what is wrong with the sources, or the pages of what has changed, by address."""

    faults: tuple[str, ...] = ()
    pages: Mapping[str, bytes] | None = None
    """Nothing when it could not be told."""


class Quick:
    """What has been read, kept from one save to the next."""

    def __init__(self, layout: Layout, today: date) -> None:
        self._layout, self._today = layout, today
        self._read: dict[Path, tuple[tuple[int, int], tuple[list[Placed], list[Problem]]]] = {}
        self._show: Showing | None = None
        self._tool: Tool | None = None

    @keeping_everything()
    def look(self, changed: Collection[Path], *, thorough: bool = False) -> Glance:
        """What these files, just saved, have come to; when thorough, by every rule there is."""
        settings = (self._layout.root / "mkdocs.yml", self._layout.content / "overrides")
        if any(path.is_relative_to(place) for path in changed for place in settings):
            self._tool = None
        found = examined(self._layout, self._remembered, late=thorough)
        if any(problem.is_error for problem in found.problems):
            return Glance(faults=tuple(map(as_text, found.problems)))
        before, show = self._show, Showing(found.catalogue, self._today)
        if before and _ruled(before.catalogue) == _ruled(show.catalogue):
            show.utregninger = before.utregninger
        self._show = show
        if before is None:
            return Glance()
        files = [*self._of_records(before.catalogue, show), *self._by_hand(changed, show.catalogue)]
        self._tool = self._tool or Tool(self._layout)
        pages = {file.path.removesuffix("index.md"): self._tool.page(file) for file in files}
        return Glance(pages=pages)

    def begin(self) -> Glance:
        """Read everything, so that the first save is quick too."""
        found = self.look(())
        if self._show:
            self._warm(self._show)
        gc.collect()
        gc.freeze()  # what is read now is kept; no search for garbage need go through it
        return found

    def _remembered(self, path: Path, name: str, kind: Kind) -> tuple[list[Placed], list[Problem]]:
        try:
            status = path.lstat()
        except OSError:
            return read_file(path, name, kind)
        stamp = (status.st_mtime_ns, status.st_size)
        kept = self._read.get(path)
        if kept is None or kept[0] != stamp:
            kept = self._read[path] = (stamp, read_file(path, name, kind))
        return kept[1]

    def _warm(self, show: Showing) -> None:
        """Everything done once that is slower the first time."""
        self._tool = Tool(self._layout)
        first = next(iter(show.catalogue.placed["tilbud"]), None)
        others = {**show.catalogue.placed, "tilbud": {}}
        if first:
            others["tilbud"] = {id: item for id, item in show.catalogue.placed["tilbud"].items() if id != first}
        for file in self._of_records(Catalogue(others), show):
            self._tool.page(file)

    def _of_records(self, before: Catalogue, show: Showing) -> Iterator[File]:
        terms = terms_of(show.catalogue)
        for page in _pages(before, show, self._layout):
            yield render(page, self._law_read(show.catalogue), terms)

    def _by_hand(self, changed: Collection[Path], now: Catalogue) -> Iterator[File]:
        pages = (path.relative_to(self._layout.content) for path in changed if self._is_by_hand(path))
        names = {address_of(path.as_posix()) for path in pages}
        if names:
            made = content_files(self._layout, self._law_read(now))
            yield from (file for file in made if file.path in names)

    def _is_by_hand(self, path: Path) -> bool:
        content = self._layout.content
        return path.suffix == ".md" and path.is_relative_to(content) and not path.is_relative_to(content / "overrides")

    def _law_read(self, catalogue: Catalogue) -> str:
        return words.day(max((law.lest for law in catalogue.all("regelverk")), default=self._today))


def _ruled(catalogue: Catalogue) -> list[Any]:
    """What decides what events change by rule, which takes long to work out; texts do not."""
    kinds = ("faktum", "samsvar", "persona", "hendelse")
    rules = ((record.id, record.vilkår) for kind in WITH_TREES for record in catalogue.all(kind))
    return [*(record for kind in kinds for record in catalogue.all(kind)), *rules]


def _pages(before: Catalogue, show: Showing, layout: Layout) -> Iterator[Side]:
    """The pages of the records that are not as they were."""
    now = show.catalogue
    for kind, make in OWN_PAGE.items():
        for record in _changed(kind, before, now):
            graphs = rights_graphs(record, show) if kind in WITH_TREES else ()
            laid = laid_out([rights.to_dot(graph) for graph in graphs], layout.cache)
            yield make(record, show, [rights.drawn(*each) for each in zip(graphs, laid, strict=True)])
    for kind, shared in SHARED_PAGE.items():
        if any(_changed(kind, before, now)):
            yield shared(show)


def _changed(kind: str, before: Catalogue, now: Catalogue) -> Iterator[Any]:
    for id, item in now.placed[kind].items():
        old = before.placed[kind].get(id)
        if old is not item and (old is None or old.record != item.record):
            yield item.record
