"""Each piece as files: the drawing as SVG, the offer or journey as a fragment of HTML and as JSON."""

import json
import re
from dataclasses import dataclass

from generator.export import LICENCE
from generator.files import File
from generator.layout import Layout
from generator.pieces import Stykke
from generator.pieces_css import Stil
from generator.pieces_svg import about_elsewhere, standalone
from generator.render import drawn, fragment
from generator.views.shown import Showing, Side

SHEETS = ("grunn.css", "deler.css", "diagram.css", "del.css")
FOLDER = "del"
# The colours of a fragment, where the stylesheets do not say them.
PLAIN = dict.fromkeys("blekk blekk_2 lenke fokus rett plikt kan".split(), "#000000") | dict.fromkeys(
    "bunn_1 hull_bunn rett_bunn plikt_bunn kan_bunn".split(), "#ffffff"
)
PLAIN["strek"] = "#000000"
NOT_OFFICIAL = "Ikke en offentlig tjeneste."


@dataclass(frozen=True)
class Opphav:
    """Where pieces come from: the address of the site, if it is known, and the day the law was read as of."""

    grunnadresse: str
    lov_lest: str

    def adresse(self, side: Side) -> str:
        """Where a page is found: its whole address, or the place from the root of the site."""
        return (self.grunnadresse or "/") + side.sti

    def kilde(self, side: Side) -> str:
        """The line that follows every piece."""
        law = getattr(side.data, "lov_lest", "") or self.lov_lest
        return f"Kilde: Mulighetskart, {self.adresse(side)}. Loven er lest slik den var {law}. Lisens: CC BY 4.0. {NOT_OFFICIAL}"


def style_of(layout: Layout) -> Stil:
    """What the site's stylesheets say of drawings."""
    paths = [layout.content / "stil" / name for name in SHEETS]
    return Stil(*(path.read_text(encoding="utf-8") for path in paths if path.is_file()))


def piece_files(piece: Stykke, show: Showing, style: Stil, origin: Opphav) -> list[File]:
    """The files of one piece, by their names on the site."""
    made = {".svg": lambda: svg(piece, style, origin), ".txt": lambda: html(piece, style, origin)}
    made[".json"] = lambda: data(piece, show, origin)
    return [File(f"{FOLDER}/{piece.id}{end}", made[end]()) for end in piece.filer]


def svg(piece: Stykke, style: Stil, origin: Opphav) -> str:
    """The drawing as a file of its own."""
    figure = drawn(piece.slag.tegnes_i, piece.slag.makro, piece.tegning, origin.grunnadresse)
    about = about_elsewhere(piece.om, origin.adresse(piece.side))
    return standalone(figure, piece.id, piece.tittel, about, origin.kilde(piece.side), style)


def html(piece: Stykke, style: Stil, origin: Opphav) -> str:
    """The offer or journey as HTML with its own style, to be put into a page we know nothing of."""
    scope = f".mk-{piece.id}:not(#mk#mk)"  # two ids that are nowhere: heavier than what a page says of its own
    colours = PLAIN | {re.sub(r"\W", "_", name[2:]): value for name, value in style.root.items()}
    return fragment(
        piece.slag.bit,
        id=piece.id,
        side=piece.side,
        d=piece.side.data,
        rot=origin.grunnadresse,
        scope=scope,
        farge=colours,
        adresse=origin.adresse(piece.side),
        kilde=origin.kilde(piece.side),
    )


def data(piece: Stykke, show: Showing, origin: Opphav) -> str:
    """The record as JSON, with where it comes from."""
    record = show.catalogue.get(piece.slag.id, piece.side.sti.strip("/").rpartition("/")[2])
    told = {
        "id": record.id,
        "type": piece.slag.id,
        "navn": record.navn,
        "kort": record.kort,
        "adresse": origin.adresse(piece.side),
        "kilde": origin.kilde(piece.side),
        "lisens": LICENCE,
        "offisiell_tjeneste": False,
        "dato": show.today.isoformat(),
        "post": record.model_dump(mode="json", exclude_defaults=True),
    }
    return json.dumps(told, ensure_ascii=False, indent=1, default=str) + "\n"
