"""A diagram that stands alone: with its title, its key, its ground and where it comes from, and no stylesheet."""

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

from generator.diagrams.text import BOLD, SAFE, lines, width
from generator.pieces_css import Element, Stil, dress, local, resolved

SVG = "http://www.w3.org/2000/svg"
NARROWEST, MARGIN = 560.0, 16.0
TITLE, TITLE_LEAD = 20.0, 26.0
SMALL, SMALL_LEAD = 13.0, 18.0
KEY = 14.0
ELSEWHERE = re.compile(r"(Det samme står som \w+) nedenfor\.")
FONTS = "system-ui, sans-serif"


@dataclass(frozen=True)
class Merke:
    """One entry of the key under a diagram: its words, and the mark the stylesheet draws before them."""

    tekst: str
    stil: dict[str, str]


def standalone(figure: str, id: str, title: str, about: str, source: str, style: Stil) -> str:
    """The SVG of a figure as a file of its own; `source` says where it comes from, and is drawn below it."""
    tree: Element = etree.fromstring(figure.encode("utf-8"))
    drawing = next(tree.iter(f"{{{SVG}}}svg"))
    for link in list(drawing.iter(f"{{{SVG}}}a")):
        if not re.match(r"https?://", link.get("href", "")):
            link.tag = f"{{{SVG}}}g"
            link.attrib.pop("href", None)
    around: dict[str, str] = dict(style.root)
    for outer in reversed(list(drawing.iterancestors())):
        around = style.variables(outer, around)
    dress(drawing, style, around)
    key = _key(tree, style)
    left, top, wide, high = map(float, drawing.get("viewBox").split())
    _bare(drawing)
    whole = max(wide, NARROWEST) + 2 * MARGIN
    root = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG})
    colour = Colours(around)
    y = 12.0
    parts: list[Element] = []
    for line in lines(title, TITLE * BOLD, whole - 2 * MARGIN):
        y += TITLE_LEAD
        parts.append(_text(line, MARGIN, y - 6, TITLE, colour.ink, "700"))
    y += 12
    content = _element("g", transform=f"translate({_n(MARGIN - left)} {_n(y - top)})")
    content.extend(child for child in list(drawing) if local(child) not in ("title", "desc"))
    parts.append(content)
    y += high
    if key:
        y = _draw_key(key, y + 8, whole, colour, parts)
    parts.append(_element("line", x1=MARGIN, y1=y + 10, x2=whole - MARGIN, y2=y + 10, stroke=colour.line))
    y += 14
    for line in lines(source, SMALL, (whole - 2 * MARGIN) * SAFE):
        y += SMALL_LEAD
        parts.append(_text(line, MARGIN, y, SMALL, colour.faint))
    y = round(y + 16)
    links = any(local(part) == "a" for part in content.iter())
    for name, value in {
        "viewBox": f"0 0 {_n(whole)} {y}",
        "width": _n(whole),
        "height": str(y),
        "role": "group" if links else "img",
        "aria-labelledby": f"mk-{id}-tittel mk-{id}-om",
        "font-family": around.get("--skrift", FONTS),
        "font-size": "14",
        "fill": colour.ink,
    }.items():
        root.set(name, value)
    ground = _element("rect", x=0.5, y=0.5, width=whole - 1, height=y - 1, rx=8, fill=colour.ground, stroke=colour.line)
    root.extend([_named("title", f"mk-{id}-tittel", title), _named("desc", f"mk-{id}-om", f"{about} {source}"), ground])
    root.extend(parts)
    etree.cleanup_namespaces(root)
    return str(etree.tostring(root, encoding="unicode")) + "\n"


class Colours:
    """The colours around a diagram, from the site's own; plain ones where it has none."""

    def __init__(self, variables: dict[str, str]) -> None:
        self.ground = variables.get("--bunn-1", "#ffffff")
        self.line = variables.get("--strek", "#cccccc")
        self.ink = variables.get("--blekk", "#000000")
        self.faint = variables.get("--blekk-2", "#444444")


def about_elsewhere(about: str, address: str) -> str:
    """The description of a diagram, with the place of its equal in text, which does not follow it."""
    return ELSEWHERE.sub(lambda said: f"{said[1]} på {address}.", about)


def _bare(drawing: Element) -> None:
    """Without what belongs to the page: classes, and data for scripts and checks; each id told as one of ours."""
    for part in drawing.iter():
        if not isinstance(part.tag, str):
            continue
        for name in list(part.attrib):
            value = part.get(name)
            if name == "class" or name.startswith("data-"):
                del part.attrib[name]
            elif name == "id":
                part.set(name, f"mk-{value}")
            elif "url(#" in value:
                part.set(name, value.replace("url(#", "url(#mk-"))
        if part.text is not None:
            part.text = " ".join(part.text.split()) or None
        part.tail = None


def _key(figure: Element, style: Stil) -> list[Merke]:
    found = []
    for span in figure.iter("span"):
        said = style.said(span, "before")
        if said:
            around = style.variables(span, style.root)
            found.append(Merke("".join(span.itertext()).strip(), {n: resolved(v, around) for n, v in said.items()}))
    return found


def _draw_key(key: list[Merke], y: float, whole: float, colour: Colours, parts: list[Element]) -> float:
    """The entries after one another, in as many rows as it takes; where the last row ends."""
    x, row = MARGIN, y + 18
    for one in key:
        room = 40 + width(one.tekst, KEY) + 18
        if x > MARGIN and x + room > whole:
            x, row = MARGIN, row + 24
        parts.append(_mark(one.stil, x, row - 5))
        parts.append(_text(one.tekst, x + 40, row, KEY, colour.ink))
        x += room
    return row + 6


def _mark(said: dict[str, str], x: float, y: float) -> Element:
    """What the stylesheet draws before a word, drawn: a bar, a ring or a diamond of the same size and colours."""
    wide, high = _size(said.get("width", "2rem")), _size(said.get("height", "0.7rem"))
    look: dict[str, Any] = {"fill": said.get("background", "none")}
    border = said.get("border", "").split()
    if len(border) == 3:
        thick = _size(border[0])
        look |= {"stroke": border[2], "stroke-width": thick}
        look |= {"stroke-dasharray": {"dashed": "6 3", "dotted": "2 4"}[border[1]]} if border[1] != "solid" else {}
        wide, high = wide - thick, high - thick
    x += (32 - wide) / 2
    if said.get("border-radius") == "50%":
        return _element("circle", cx=x + wide / 2, cy=y, r=wide / 2, **look)
    if "rotate" in said.get("transform", ""):
        look["transform"] = f"rotate(45 {_n(x + wide / 2)} {_n(y)})"
    return _element(
        "rect", x=x, y=y - high / 2, width=wide, height=high, rx=_size(said.get("border-radius", "0")), **look
    )


def _size(text: str) -> float:
    number = float(re.match(r"[\d.]*", text)[0] or 0)  # type: ignore[index]
    return number * 16 if text.endswith("rem") else number


def _text(text: str, x: float, y: float, size: float, colour: str, weight: str = "") -> Element:
    more = {"font-weight": weight} if weight else {}
    made = _element("text", x=x, y=y, fill=colour, **{"font-size": size}, **more)
    made.text = text
    return made


def _named(tag: str, id: str, text: str) -> Element:
    made = _element(tag, id=id)
    made.text = text
    return made


def _element(tag: str, **attributes: Any) -> Element:
    made = etree.Element(f"{{{SVG}}}{tag}")
    for name, value in attributes.items():
        made.set(name, value if isinstance(value, str) else _n(value))
    return made


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
