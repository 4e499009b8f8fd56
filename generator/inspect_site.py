"""Checks the finished site: links and anchors, ids, foreign origins, policy, and that text and diagram agree."""

import posixpath
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit

from lxml import etree
from lxml import html as lxml_html

from generator.inspect_tree import drawn_tree, written_tree
from generator.parallel import mapped
from generator.problems import Problem
from generator.serving import POLICY, address_of

Element = Any  # lxml's stubs do not know its HTML elements
LOADED = {
    "script": "src",
    "link": "href",
    "img": "src",
    "source": "src",
    "iframe": "src",
    "object": "data",
    "embed": "src",
    "use": "href",
    "image": "href",
}
FORBIDDEN = ("style", "iframe", "object", "embed", "base")


def _strings(path: str) -> Any:
    """An XPath for texts, compiled once, since it is asked of every page."""
    return etree.XPath(path, smart_strings=False)


IDS = _strings("//@id")
LINKS = _strings("//a/@href | //link[not(@rel='canonical')]/@href | //script/@src | //img/@src")
POLICIES = _strings("/html/head/meta[@http-equiv='Content-Security-Policy']/@content")
CANONICAL = _strings("/html/head/link[@rel='canonical']/@href")
LONGEST_DESCRIPTION = 320  # what search engines show at most
INLINE = etree.XPath("//@*[name() = 'style' or starts-with(name(), 'on')]")


@dataclass(frozen=True)
class Page:
    """What is kept of a page when its tree is let go: its faults, its anchors and its links."""

    name: str
    title: str
    is_hidden: bool
    faults: tuple[tuple[str, str], ...]
    anchors: frozenset[str]
    links: tuple[str, ...]


def inspect(site: Path, base_address: str = "") -> list[Problem]:
    """Every fault in the finished pages; none means the site may be published."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    pages = list(mapped(partial(_page, site, base_address), [name for name in sorted(files) if name.endswith(".html")]))
    anchors = {page.name: page.anchors for page in pages}
    titles = Counter(page.title for page in pages if not page.is_hidden)
    faults = []
    for page in pages:
        for code, message in (*page.faults, *_title(page, titles), *_links(page, files, anchors)):
            faults.append(Problem(f"site/{page.name}", 1, 1, code, message))
    return faults


def _page(site: Path, base_address: str, name: str) -> Page:
    tree = lxml_html.document_fromstring((site / name).read_bytes())
    ids = IDS(tree)
    is_hidden = any(content.startswith("noindex") for content in _meta(tree, "robots"))
    found = () if is_hidden else _for_search(tree, address_of(name, base_address) if base_address else "")
    return Page(
        name,
        " ".join((tree.findtext("head/title") or "").split()),
        is_hidden,
        (*_ids(tree, ids), *_language(tree), *found, *_origins(tree), *_diagrams(tree)),
        frozenset(ids),
        tuple(dict.fromkeys(LINKS(tree))),
    )


def _meta(tree: Element, name: str) -> list[str]:
    return [element.get("content", "") for element in tree.xpath("/html/head/meta[@name=$name]", name=name)]


def _language(tree: Element) -> Iterator[tuple[str, str]]:
    if tree.get("lang") != "nb":
        yield "sidespråk", f"siden sier at språket er «{tree.get('lang')}», ikke «nb»"


def _for_search(tree: Element, address: str) -> Iterator[tuple[str, str]]:
    """What search engines show of a page, and where they say it stands."""
    described = _meta(tree, "description")
    if len(described) != 1 or not described[0].strip():
        yield "sidebeskrivelse", "siden mangler en beskrivelse for søkemotorer"
    elif len(described[0]) > LONGEST_DESCRIPTION:
        yield "sidebeskrivelse", f"beskrivelsen er på {len(described[0])} tegn; {LONGEST_DESCRIPTION} er det lengste"
    if CANONICAL(tree) != ([address] if address else []):
        yield (
            "sidens-adresse",
            f"siden oppgir adressen {', '.join(CANONICAL(tree)) or 'ingen'}, ikke {address or 'ingen'}",
        )


def _title(page: Page, titles: Counter[str]) -> Iterator[tuple[str, str]]:
    if not page.title:
        yield "sidetittel", "siden mangler tittel"
    elif titles[page.title] > 1:
        yield "sidetittel", f"tittelen «{page.title}» står på {titles[page.title]} sider"


def _ids(tree: Element, ids: list[str]) -> Iterator[tuple[str, str]]:
    for id, count in Counter(ids).items():
        if count > 1:
            yield "dobbel-id-i-side", f"id «{id}» står {count} ganger"
    if len(tree.xpath("//h1")) != 1:
        yield "overskrift", f"siden har {len(tree.xpath('//h1'))} hovedoverskrifter, ikke én"


def _origins(tree: Element) -> Iterator[tuple[str, str]]:
    for element in tree.iter(*LOADED):
        if element.get("rel") == "canonical":  # says where the page stands; nothing is fetched
            continue
        value = element.get(LOADED[element.tag], "")
        if urlsplit(value).scheme not in ("", "data") or value.startswith("//"):
            yield "fremmed-opphav", f"«{value}» hentes fra et annet sted"
    for element in tree.iter(*FORBIDDEN):
        yield "forbudt-element", f"elementet <{element.tag}> er ikke tillatt"
    for script in tree.iter("script"):
        if not script.get("src"):
            yield "innebygd-skript", "siden har et innebygd skript"
    for attribute in INLINE(tree):
        yield "innebygd-stil", f"attributtet «{attribute.attrname}» er ikke tillatt"
    if POLICIES(tree) != [POLICY]:
        yield "mangler-policy", "siden mangler Content-Security-Policy"


def _links(page: Page, files: set[str], anchors: dict[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    folder = posixpath.dirname(page.name)
    for value in page.links:
        scheme, address, anchor = _parts(value)
        if scheme:
            if scheme not in ("https", "mailto", "data"):
                yield "fremmed-lenke", f"lenken «{value}» har en adressetype vi ikke bruker"
            continue
        if page.name == "404.html":
            continue  # served from any address; its links are from the root, checked by the browser tests
        target = posixpath.normpath(posixpath.join(folder, address)) if address else page.name
        if target not in files:
            yield "brutt-lenke", f"lenken «{value}» leder ingen steder"
        elif anchor and target in anchors and anchor not in anchors[target]:
            yield "brutt-anker", f"lenken «{value}» leder til et sted på siden som ikke finnes"


@cache
def _parts(link: str) -> tuple[str, str, str]:
    """Scheme (or `//`), path to a file and anchor; pages at the same depth write the same links."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return parts.scheme or "//", "", ""
    address, anchor = urldefrag(link)
    if address.endswith(("/", "/..", "/.")) or address in (".", ".."):
        address += "/index.html"
    return "", unquote(address), unquote(anchor)


def _diagrams(tree: Element) -> Iterator[tuple[str, str]]:
    for figure in tree.xpath("//figure[@data-diagram]"):
        id = figure.get("data-diagram")
        is_tree = "diagram--veivalgstre" in figure.get("class", "").split()
        told = tree.xpath(f"//*[@{'id' if is_tree else 'data-tekst-for'}=$id]", id=id)
        if not told:
            yield "diagram-uten-tekst", f"diagrammet «{id}» har ikke den samme informasjonen som tekst"
            continue
        drawn, written = (drawn_tree(figure), written_tree(told[0])) if is_tree else (_drawn(figure), _written(told))
        if drawn != written:
            only = sorted(map(str, drawn ^ written))[:3]
            yield "diagram-og-tekst", f"diagrammet «{id}» og teksten sier ikke det samme: {'; '.join(only)}"


Fact = tuple[str, ...]


def _drawn(figure: Element) -> set[Fact]:
    """What the picture says: nodes with their words, and edges between them."""
    facts: set[Fact] = set()
    names = {g.get("data-node"): _words(g) for g in figure.xpath(".//g[@data-node]")}
    for g in figure.xpath(".//g[@data-node]"):
        lane = g.xpath("ancestor::g[@data-bane]/@data-bane")
        facts.add(("node", names[g.get("data-node")], *lane, g.get("data-fra") or "", g.get("data-til") or ""))
    for edge in figure.xpath(".//*[@data-fra and @data-til and not(@data-node)]"):
        label = (edge.get("data-edge") or "", _words(edge)) if edge.get("data-edge") else ()
        facts.add(("edge", names[edge.get("data-fra")], names[edge.get("data-til")], *label))
    return facts


def _written(told: list[Element]) -> set[Fact]:
    """What the text says, in the same terms."""
    facts: set[Fact] = set()
    for block in told:
        for item in block.xpath(".//*[@data-node]"):
            name = _words(item.xpath(".//*[@data-navn]")[0])
            facts.add(("node", name, *(item.get(f"data-{side}") for side in ("bane", "fra", "til"))))
        for row in block.xpath(".//*[@data-edge]"):
            start, end = (_words(row.xpath(f".//*[@data-{side}]")[0]) for side in ("fra", "til"))
            label = f"{_words(row.xpath('.//*[@data-navn]')[0])} {row.get('data-edge')}"
            facts |= {("edge", start, end, row.get("data-edge"), label), ("node", start, "", ""), ("node", end, "", "")}
        for item in block.xpath(".//li[@data-fra and not(@data-node)]"):
            start = _words(item.xpath("./a[1]")[0])
            for end in item.xpath("./a[@data-til]"):
                facts |= {("edge", start, _words(end)), ("node", start, "", ""), ("node", _words(end), "", "")}
    return facts


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
