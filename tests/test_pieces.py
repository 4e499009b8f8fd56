"""Every piece stands alone: whole, in colours of its own, with where it comes from; and every diagram is a piece."""

import json
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from injection import GROUPS, hostile_project
from lxml import etree, html

from generator.build import examine, make_pages
from generator.layout import Layout
from generator.pieces import SLAG, Stykke, pieces_of
from generator.pieces_css import Stil, dress, resolved
from generator.pieces_files import Opphav, piece_files, style_of
from generator.pieces_svg import about_elsewhere
from generator.render import drawn, render
from generator.views.del_ import del_page
from generator.views.shown import Showing, Side

ROOT = Path(__file__).parent.parent
BASE = "https://eksempel.no/kart/"
SVG = "{http://www.w3.org/2000/svg}"
LAW = "2. juli 2026"


@cache
def showing() -> tuple[Showing, list[Side]]:
    """The real content as its pages."""
    layout = Layout(ROOT)
    catalogue, problems = examine(layout)
    assert not any(problem.is_error for problem in problems)
    show = Showing(catalogue, date(2026, 11, 21))
    return show, make_pages(show, layout, LAW)


@cache
def pieces() -> list[Stykke]:
    """Every piece of the real content."""
    return pieces_of(showing()[1])


@cache
def files(base: str = "") -> dict[str, str]:
    """Every file of every piece, by its end of the address."""
    style, origin = style_of(Layout(ROOT)), Opphav(base, LAW)
    made = [file for piece in pieces() for file in piece_files(piece, showing()[0], style, origin)]
    assert len({file.path for file in made}) == len(made)
    return {file.path.removeprefix("del/"): file.data.decode("utf-8") for file in made}


def of(end: str, base: str = "") -> dict[str, str]:
    """The files of one form, never none."""
    found = {name: text for name, text in files(base).items() if name.endswith(end)}
    assert len(found) >= 100
    return found


def test_every_diagram_of_every_page_is_a_piece() -> None:
    templates = ROOT / "generator" / "templates"
    drawing = {path.name for path in templates.glob("*.md") if 'import "svg.html"' in path.read_text(encoding="utf-8")}
    assert len(drawing) >= 3
    shown = {
        id
        for side in showing()[1]
        if side.mal in drawing
        for id in re.findall(r'data-diagram="([\w-]+)"', str(render(side, LAW).content))
    }
    assert len(shown) > 40
    missing = shown - {piece.id for piece in pieces()}
    assert not missing, f"Legg en linje til i SLAG i generator/pieces.py for disse: {sorted(missing)[:3]}"


def test_every_offer_and_journey_is_a_piece() -> None:
    catalogue = showing()[0].catalogue
    wanted = {f"{kind}-{record.id}" for kind in ("tilbud", "reise") for record in catalogue.all(kind)}
    assert wanted <= {piece.id for piece in pieces() if piece.slag.bit}
    assert all(f"{id}{end}" in files() for id in wanted for end in (".svg", ".txt", ".json"))


def test_a_drawing_is_whole_without_anything_beside_it() -> None:
    wrong = []
    for name, text in of(".svg").items():
        tree = etree.fromstring(text.encode())
        ids = tree.xpath("//@id")
        if tree.tag != f"{SVG}svg" or len(set(ids)) != len(ids) or not all(id.startswith("mk-") for id in ids):
            wrong.append(f"{name}: id")
        used = set(re.findall(r"url\(#([\w-]+)\)", text)) | set(tree.get("aria-labelledby").split())
        if not used <= set(ids):
            wrong.append(f"{name}: viser til {used - set(ids)}")
        if re.search(
            r"var\(|\bclass=|\bstyle=|<style|<script|<image|<foreignObject|data-|href=|@import|url\([^#]", text
        ):
            wrong.append(f"{name}: henger ved siden")
        if not tree.findtext(f"{SVG}title") or not tree.findtext(f"{SVG}desc"):
            wrong.append(f"{name}: navn")
    assert wrong == []


def test_no_id_is_in_two_drawings() -> None:
    ids = [id for text in of(".svg").values() for id in re.findall(r'\bid="([^"]+)"', text)]
    assert len(set(ids)) == len(ids)


def test_a_drawing_has_a_light_ground_all_over() -> None:
    for name, text in of(".svg").items():
        tree = etree.fromstring(text.encode())
        wide, high = map(float, tree.get("viewBox").split()[2:])
        ground = tree.find(f"{SVG}rect")
        assert ground.get("fill") == "#ffffff", name
        assert (float(ground.get("width")) + 1, float(ground.get("height")) + 1) == (wide, high), name
        assert tree.get("fill") == "#1c2530", name


def test_a_drawing_says_what_the_page_says() -> None:
    checked = 0
    for piece in pieces():
        if piece.slag.makro == "kort":
            continue
        figure = etree.fromstring(drawn(piece.slag.tegnes_i, piece.slag.makro, piece.tegning, ""))
        there = set(spoken(figure))
        alone = set(spoken(etree.fromstring(files()[f"{piece.id}.svg"].encode())))
        assert there <= alone, piece.id
        # What the stylesheet draws of the key is drawn in the piece, with its words.
        key = {" ".join(span.itertext()) for span in figure.iter("span")}
        assert key <= alone, piece.id
        checked += len(there)
    assert checked > 1000


def spoken(tree: etree._Element) -> list[str]:
    """Every line of text in a drawing."""
    return [" ".join("".join(text.itertext()).split()) for text in tree.iter(f"{SVG}text")]


def test_every_piece_says_where_it_comes_from() -> None:
    for piece in pieces():
        for end in piece.filer:
            text = files()[f"{piece.id}{end}"]
            words = " ".join((" ".join(spoken(etree.fromstring(text.encode()))) if end == ".svg" else text).split())
            for said in (f"Kilde: Mulighetskart, /{piece.side.sti}", LAW, "CC BY 4.0", "Ikke en offentlig tjeneste"):
                assert said in words, (piece.id, end, said)


def test_with_an_address_every_link_is_whole_and_without_it_there_is_none() -> None:
    known = {BASE + side.sti for side in showing()[1]}
    for name, text in of(".svg", BASE).items():
        links = re.findall(r'href="([^"]*)"', text)
        assert all(link.partition("#")[0] in known for link in links), name
    assert "href" in files(BASE)["nettverk.svg"] and 'role="group"' in files(BASE)["nettverk.svg"]
    assert 'role="img"' in files()["nettverk.svg"]
    inside = 0
    for name, text in of(".txt", BASE).items():
        links = html.fromstring(text).xpath("//a/@href")
        assert all(link.startswith("https://") for link in links), name
        assert all(link.partition("#")[0] in known for link in links if link.startswith(BASE)), name
        inside += sum(link.startswith(BASE) for link in links)
    assert inside > 1000
    for name, text in of(".txt").items():
        assert not [link for link in html.fromstring(text).xpath("//a/@href") if not link.startswith("https://")], name


DRAWN = set("svg title desc rect line circle path text g a defs pattern marker".split())
HARMLESS = set("section style p h2 h3 dl div dt dd ul ol li a span strong br".split())


def test_a_fragment_brings_nothing_but_words_and_its_own_style() -> None:
    for name, text in of(".txt").items():
        tree = html.fromstring(text)
        assert tree.tag == "section" and tree.get("lang") == "nb"
        assert {element.tag for element in tree.iter()} <= HARMLESS, name
        assert not tree.xpath("//@*[name() = 'style' or starts-with(name(), 'on') or name() = 'src']"), name
        ids = tree.xpath("//@id")
        assert len(set(ids)) == len(ids) and all(id.startswith(f"mk-{name.removesuffix('.txt')}") for id in ids)
        assert tree.get("aria-labelledby") in ids


def test_a_fragment_says_nothing_of_what_is_around_it() -> None:
    for name, text in of(".txt").items():
        style = re.sub(
            r"@container [^{]*\{(.*)\}\s*$", r"\1", html.fromstring(text).findtext("style").strip(), flags=re.S
        )
        selectors = [s.strip() for head in re.findall(r"([^{}]+)\{", style) for s in head.split(",")]
        assert len(selectors) > 20
        own = f".mk-{name.removesuffix('.txt')}:not(#mk#mk)"
        assert all(selector.startswith(own) for selector in selectors), name
        assert "url(" not in style and "@import" not in style and "var(" not in style


def test_a_fragment_of_an_offer_holds_the_five_answers_the_rules_and_the_official_pages() -> None:
    catalogue = showing()[0].catalogue
    for side in showing()[1]:
        if side.mal != "tilbud.md":
            continue
        text = " ".join(html.fromstring(files()[f"tilbud-{side.sti.split('/')[1]}.txt"]).text_content().split())
        for said in (side.tittel, side.data.kort, *(card.tittel for card in side.data.korter)):
            assert " ".join(said.split()) in text
        for rule in side.data.regler:
            assert " ".join(rule.hvem.split()) in text
            assert all(" ".join(source.tekst.split()) in text for source in rule.belegg)
            assert all(" ".join(point.tekst.split()) in text for point, _ in rule.skjønn), (
                "nothing is a right while judgement is open"
            )
    links = html.fromstring(files()["tilbud-kvp.txt"]).xpath("//a/@href")
    assert [link.url for link in catalogue.get("tilbud", "kvp").lenker] == links


def test_the_data_is_the_record_with_where_it_comes_from() -> None:
    catalogue = showing()[0].catalogue
    for name, text in of(".json").items():
        told = json.loads(text)
        record = catalogue.get(told["type"], told["id"])
        assert name == f"{told['type']}-{record.id}.json"
        assert told["post"] == json.loads(
            json.dumps(record.model_dump(mode="json", exclude_defaults=True), default=str)
        )
        assert told["offisiell_tjeneste"] is False and told["dato"] == "2026-11-21"


def test_the_page_lists_every_piece_with_its_picture_and_code() -> None:
    page = str(render(del_page(pieces(), BASE), LAW).content)
    assert set(re.findall(r'src="([\w-]+)\.svg"', page)) == {piece.id for piece in pieces()}
    assert f"&lt;a href=&#34;{BASE}tilbud/kvp/&#34;&gt;&lt;img src=&#34;{BASE}del/tilbud-kvp.svg&#34;" in page
    assert page.count('loading="lazy"') == len(pieces())
    alone = str(render(del_page(pieces(), ""), LAW).content)
    assert "&lt;img src=&#34;tilbud-kvp.svg&#34;" in alone and "&lt;a" not in alone


def test_all_pieces_together_are_small() -> None:
    assert sum(len(text.encode()) for text in files().values()) < 10_000_000


def test_every_kind_names_a_drawing_there_is() -> None:
    assert {piece.slag for piece in pieces()} == set(SLAG)


def test_the_equal_in_text_is_said_to_be_where_it_is() -> None:
    said = about_elsewhere("24 ting. Det samme står som liste nedenfor.", "/tilbud/")
    assert said == "24 ting. Det samme står som liste på /tilbud/."
    assert all("nedenfor" not in etree.fromstring(text.encode()).findtext(f"{SVG}desc") for text in of(".svg").values())


@pytest.mark.parametrize("number", range(len(GROUPS)))
def test_hostile_text_stays_text_in_every_piece(number: int, tmp_path: Path) -> None:
    assert hostile_project(tmp_path, number) > 50
    layout = Layout(tmp_path)
    catalogue, problems = examine(layout)
    assert not any(problem.is_error for problem in problems)
    show = Showing(catalogue, date(2026, 11, 21))
    hostile = pieces_of(make_pages(show, layout, LAW, BASE))
    assert {piece.slag for piece in hostile} == set(SLAG)
    seen = 0
    for piece in hostile:
        for file in piece_files(piece, show, style_of(layout), Opphav(BASE, LAW)):
            if file.path.endswith(".json"):
                assert json.loads(file.data)["id"]
                continue
            drawing = file.path.endswith(".svg")
            tree = etree.fromstring(file.data) if drawing else html.fromstring(file.data.decode())
            tags = {element.tag.removeprefix(SVG) for element in tree.iter() if isinstance(element.tag, str)}
            assert tags <= (DRAWN if drawing else HARMLESS), file.path
            assert not tree.xpath("//@*[starts-with(name(), 'on') or contains(., 'javascript:')]"), file.path
            assert not tree.xpath("//comment()"), file.path
            seen += any(part in "".join(tree.itertext()) for part in GROUPS[number])
    assert seen > 3


SHEET = """
:root { --a: #111111; --b: var(--a); } /* var(--nei) */
@media (prefers-color-scheme: dark) { :root { --a: #eeeeee; } .x { fill: #eeeeee; } }
.x, .y > .z { fill: var(--b); margin: 3px; }
.ramme .x { fill: #222222; font-size: 14px; }
.x:nth-of-type(even) { stroke: #333333; }
.x:hover { fill: #444444; }
.farge { --c: #555555; }
rect { stroke-width: 2; opacity: var(--finnes-ikke); }
.bruker { fill: var(--c, #666666); }
"""


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        ("a", {"fill": "#111111"}),
        ("b", {"fill": "#222222", "font-size": "14"}),
        ("c", {"fill": "#222222", "font-size": "14", "stroke": "#333333"}),
        ("d", {"fill": "#111111"}),
        ("e", {}),
        ("f", {"stroke-width": "2"}),
        ("g", {"fill": "#555555"}),
        ("h", {"fill": "#666666"}),
    ],
)
def test_an_element_gets_what_the_stylesheet_says_of_it(place: str, wanted: dict[str, str]) -> None:
    tree = etree.fromstring(
        '<svg><g id="a" class="x"/><g class="ramme"><path id="b" class="x"/><path id="c" class="x"/></g>'
        '<g class="y"><path id="d" class="z"/><g><path id="e" class="z"/></g></g><rect id="f"/>'
        '<g class="farge"><path id="g" class="bruker"/></g><path id="h" class="bruker"/></svg>'
    )
    style = Stil(SHEET)
    dress(tree, style, style.root)
    (element,) = tree.xpath(f"//*[@id='{place}']")
    assert {name: value for name, value in element.attrib.items() if name not in ("id", "class")} == wanted


def test_a_variable_that_leads_to_itself_gives_nothing() -> None:
    assert resolved("var(--a)", {"--a": "var(--a)"}) == ""
