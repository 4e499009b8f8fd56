"""The whole compilation: `pathways/` and `content/` in, finished files out. Knows nothing of the site tool."""

import gc
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from generator import words
from generator.catalogue import Catalogue
from generator.diagrams import network, rights
from generator.diagrams.dot import laid_out
from generator.examined import examined
from generator.export import catalogue_json
from generator.files import File
from generator.finder import finder_data
from generator.freshness import too_old
from generator.layout import Layout
from generator.outside import Seen, read_state
from generator.parallel import mapped
from generator.pieces import pieces_of
from generator.pieces_files import Opphav, piece_files, style_of
from generator.problems import Problem
from generator.redirects import redirect_pages
from generator.render import breadcrumbs, front_matter, render
from generator.search import search_index
from generator.status import as_data, status
from generator.terms import terms_of
from generator.views import oppslag, oversikt
from generator.views.del_ import del_page
from generator.views.emner import emne_pages
from generator.views.finn import finn_page
from generator.views.hendelse import hendelse_page, hendelser_page
from generator.views.kart import map_page
from generator.views.kart_reise import journey_files
from generator.views.livsopphold import livsopphold_page
from generator.views.nytt import nytt_page
from generator.views.overgang import overgang_page
from generator.views.papir import on_paper
from generator.views.poster import poster_pages
from generator.views.redaktor import HÅNDBOK, feil_pages
from generator.views.regelverk import regelverk_pages
from generator.views.reise import persona_page, reise_page
from generator.views.rights import rights_graphs
from generator.views.sammen import kombinasjoner_page, krav_page, støtteordninger_page
from generator.views.shown import Showing, Side
from generator.views.status import status_page
from generator.views.tilbud import tilbud_page
from generator.views.ytelse import ytelse_page

Progress = Callable[[str, int, int], None]
Task = Callable[[], File | list[File]]
Trees = Sequence[rights.Tretegning]
# The kinds whose records have a page each, and what makes it.
OWN_PAGE: Mapping[str, Callable[[Any, Showing, Trees], Side]] = {
    "tilbud": lambda record, show, trees: on_paper(tilbud_page(record, show, trees)),
    "ytelse": ytelse_page,
    "persona": lambda record, show, _: persona_page(record, show),
    "reise": lambda record, show, _: reise_page(record, show),
    "overgang": lambda record, show, _: overgang_page(record, show),
    "hendelse": lambda record, show, _: hendelse_page(record, show),
}

READABLE = 200  # nodes: nobody can follow the lines of a larger network, and the list says the same


@dataclass(frozen=True)
class Compiled:
    """What came of a compilation: files to write, or the problems that stand in the way."""

    catalogue: Catalogue
    files: tuple[File, ...]
    problems: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        """Whether there is no error."""
        return not any(problem.is_error for problem in self.problems)


def silent(stage: str, done: int, total: int) -> None:
    """Progress nobody looks at."""


@contextmanager
def keeping_everything() -> Iterator[None]:
    """No search for garbage while what we make is all kept: it finds nothing, and takes longer the more there is."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@keeping_everything()
def compile_site(
    layout: Layout, today: date, progress: Progress = silent, least_fresh: float = 0.0, base_address: str = ""
) -> Compiled:
    """Read, check and render everything; writes nothing. A record less fresh than is asked for stops it too."""
    catalogue, problems = examine(layout)
    if least_fresh and not problems:
        problems = too_old(catalogue, today, least_fresh)
    if any(problem.is_error for problem in problems):
        return Compiled(catalogue, (), tuple(problems))
    seen, unread = links_seen(layout)
    problems += unread
    show = Showing(catalogue, today)
    law_read = max((law.lest for law in catalogue.all("regelverk")), default=today)
    pages = make_pages(show, layout, words.day(law_read), base_address)
    # The files made of everything take longest, and so come first.
    tasks: list[Task] = [
        partial(search_index, pages, show),
        partial(catalogue_json, catalogue, today),
        partial(finder_data, show),
        partial(status_files, show, layout, seen, words.day(law_read)),
    ]
    tasks.append(partial(journey_files, show))
    terms = terms_of(catalogue)
    tasks += [partial(render, page, words.day(law_read), terms) for page in pages]
    style, origin = style_of(layout), Opphav(base_address, words.day(law_read))
    tasks += [partial(piece_files, piece, show, style, origin) for piece in pieces_of(pages)]
    files = []
    for number, made in enumerate(mapped(call, tasks), 1):
        progress("sider", number, len(tasks))
        files += made
    files += redirect_pages(catalogue)
    files += content_files(layout, words.day(law_read))
    return Compiled(catalogue, tuple(files), tuple(problems))


def links_seen(layout: Layout) -> tuple[dict[str, Seen], list[Problem]]:
    """What was last seen of the links that lead out; nothing, and a warning, when it cannot be read."""
    seen = read_state(layout.seen_links)
    if isinstance(seen, str):
        hint = "flytt den, og kjør «mulighetskart lenker»"
        return {}, [Problem(layout.seen_links.name, 1, 1, "ulesbar", seen.split(";")[0], hint, "advarsel")]
    return seen, []


def status_files(show: Showing, layout: Layout, seen: dict[str, Seen], law_read: str) -> list[File]:
    """The state of the records, as a page for editors and as data."""
    state = status(show.catalogue, layout, seen, show.today)
    data = json.dumps(as_data(state), ensure_ascii=False, separators=(",", ":"))
    return [render(status_page(state, show), law_read), File("data/status.json", data + "\n")]


def call(task: Task) -> list[File]:
    """What a task makes, be it one file or several."""
    made = task()
    return made if isinstance(made, list) else [made]


def examine(layout: Layout) -> tuple[Catalogue, list[Problem]]:
    """Read everything and find every problem."""
    found = examined(layout)
    return found.catalogue, list(found.problems)


def make_pages(show: Showing, layout: Layout, law_read: str, base_address: str = "") -> list[Side]:
    """Every page of the site, in no particular order."""
    drawing, trees = drawings(show, layout)
    pages = [
        oversikt.front_page(show, law_read),
        map_page(show, law_read),
        finn_page(show, law_read),
        oversikt.tilbud_index(show, drawing),
        *own_pages("tilbud", show, trees),
        oversikt.index_page(
            "persona",
            "personas",
            "liste.md",
            "Personas",
            "Oppdiktede personer, satt sammen av det rapportene forteller.",
            show,
        ),
        *own_pages("persona", show, trees),
        oversikt.index_page(
            "reise",
            "reiser",
            "liste.md",
            "Reiser",
            "Oppdiktede personer på vei mot målene sine, måned for måned.",
            show,
        ),
        *own_pages("reise", show, trees),
        oversikt.index_page(
            "overgang",
            "overganger",
            "liste.md",
            "Overganger",
            "Når ansvaret skifter hender: hva som må være klart, hvem som gjør det, og hva som stopper og starter.",
            show,
        ),
        *own_pages("overgang", show, trees),
        kombinasjoner_page(show),
        støtteordninger_page(show),
        *emne_pages(show),
        hendelser_page(show),
        *own_pages("hendelse", show, trees),
        livsopphold_page(show),
        *own_pages("ytelse", show, trees),
        oppslag.språk_page(show),
        oppslag.aktører_page(show),
        oppslag.kilder_page(show),
        *regelverk_pages(show),
        oppslag.begreper_page(show),
        nytt_page(show),
        *feil_pages(),
        *poster_pages(),
    ]
    pages.append(del_page(pieces_of(pages), base_address))
    titles = titles_by_hand(layout) | {page.sti: page.tittel for page in pages}
    return [*pages, krav_page(show, titles)]


def own_pages(kind: str, show: Showing, trees: Mapping[tuple[str, str], Trees]) -> list[Side]:
    """The page of each record of a kind."""
    return [OWN_PAGE[kind](record, show, trees.get((kind, record.id), ())) for record in show.catalogue.all(kind)]


def drawings(
    show: Showing, layout: Layout
) -> tuple[network.Tegning | None, dict[tuple[str, str], list[rights.Tretegning]]]:
    """All that Graphviz lays out, in one process: the network of offers, and the trees of rights by kind and id."""
    graph = oversikt.network_graph(show)
    shown = 0 < len(graph.knuter) <= READABLE
    trees = {(kind, r.id): rights_graphs(r, show) for kind in ("tilbud", "ytelse") for r in show.catalogue.all(kind)}
    dots = [rights.to_dot(tree) for each in trees.values() for tree in each]
    laid = iter(laid_out([*dots, *([network.to_dot(graph)] if shown else ())], layout.cache))
    drawn = {place: [rights.drawn(tree, next(laid)) for tree in each] for place, each in trees.items()}
    return network.drawn(graph, next(laid)) if shown else None, drawn


def titles_by_hand(layout: Layout) -> dict[str, str]:
    """What the pages made by hand are called, by their address."""
    pages = {path: path.relative_to(layout.content).as_posix() for path in layout.content.rglob("[!.]*.md")}
    return {
        address_of(name).removesuffix("index.md"): title_of(path.read_text(encoding="utf-8"), name)
        for path, name in pages.items()
        if not name.startswith("overrides/")
    }


def title_of(text: str, name: str) -> str:
    """The first heading of a page made by hand, or its file's name."""
    return next((line[2:].strip() for line in text.split("\n") if line.startswith("# ")), name)


def address_of(name: str) -> str:
    """`om.md` becomes `om/index.md`, as the compiled pages are."""
    return name if name.endswith("index.md") else name.removesuffix(".md") + "/index.md"


def content_files(layout: Layout, law_read: str) -> Iterator[File]:
    """Pages and files made by hand, copied as they are; a page gets the same head as the compiled ones."""
    for path in sorted(layout.content.rglob("*")):
        name = path.relative_to(layout.content).as_posix()
        hidden = path.name.startswith(".") or path.name.endswith("~")
        if not path.is_file() or hidden or name.startswith("overrides/"):
            continue
        if path.suffix != ".md":
            yield File(name, path.read_bytes())
            continue
        text = path.read_text(encoding="utf-8")
        title = title_of(text, name)
        paragraph = next((line for line in text.split("\n\n") if line[:1].isalpha()), title)
        head = front_matter(
            {
                "title": title,
                "description": " ".join(paragraph.split()),
                "hide": ["navigation", "toc"],
                "fil": f"content/{name}",
                "lov_lest": law_read,
            }
        )
        target = address_of(name)
        way = HÅNDBOK if target.startswith("redaktor/") and target != "redaktor/index.md" else oversikt.FORSIDE
        crumbs = breadcrumbs(Side(target.removesuffix("index.md"), "", title, "", None, way))
        yield File(target, f"{head}\n{crumbs}\n\n{text}")
