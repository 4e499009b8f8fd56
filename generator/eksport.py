"""Every piece as files to keep: SVG, PNG, HTML and JSON, PDF where one wants to print, and a page that lists them."""

import json
import os
import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from generator.files import File, remove, write_all
from generator.parallel import mapped
from generator.pieces import Stykke
from generator.pieces_css import Stil
from generator.pieces_files import FOLDER, Opphav, piece_files
from generator.render import fragment
from generator.swap import exchange, mend
from generator.views.shown import Showing

PNG_WIDTH = 1600
LIST = "stykker.json"
A3 = 1588.0  # the long side of the paper, in CSS pixels
# A text with a light edge around it. The drawing library lays the edge on top of the letters, whatever is asked.
EDGED = re.compile(r'(<text\b[^>]*?) stroke="[^"]*"([^>]*>[^<]*</text>)')
FONTS = re.compile(r'font-family="[^"]*"')
DRAWN_WITH = 'font-family="Arial"'  # the one name every system knows a font for


def export_files(pieces: Sequence[Stykke], show: Showing, style: Stil, origin: Opphav) -> list[File]:
    """All files of all pieces, and the two that list them."""
    found = list(mapped(partial(_files, show, style, origin), pieces))
    files = [file for one in found for file in one]
    rows = [(piece, [file.path for file in one]) for piece, one in zip(pieces, found, strict=True)]
    groups: dict[str, list[tuple[Stykke, list[str]]]] = {}
    for row in rows:
        groups.setdefault(row[0].slag.navn, []).append(row)
    page = fragment("stykke-liste.html", grupper=groups, lov_lest=origin.lov_lest, adresse=origin.grunnadresse)
    listed = [
        {
            "id": piece.id,
            "navn": piece.tittel,
            "slag": piece.slag.id,
            "side": origin.adresse(piece.side),
            "filer": names,
        }
        for piece, names in rows
    ]
    told = {"kilde": "Mulighetskart", "lisens": "CC BY 4.0", "dato": show.today.isoformat(), "stykker": listed}
    return [*files, File("index.html", page), File(LIST, json.dumps(told, ensure_ascii=False, indent=1) + "\n")]


def _files(show: Showing, style: Stil, origin: Opphav, piece: Stykke) -> list[File]:
    return list(_all_forms(piece, piece_files(piece, show, style, origin)))


def _all_forms(piece: Stykke, files: list[File]) -> Iterator[File]:
    for file in files:
        name = file.path.removeprefix(f"{FOLDER}/")
        yield File(name.removesuffix(".txt") + ".html" if name.endswith(".txt") else name, file.content)
        if name.endswith(".svg"):
            svg = file.data.decode("utf-8")
            yield File(f"{piece.id}.png", png(svg))
            if piece.slag.pdf:
                yield File(f"{piece.id}.pdf", pdf(svg))


def png(svg: str) -> bytes:
    """The drawing as a picture, wide enough for any page and for print."""
    letters_on_top = EDGED.sub(r"\g<0>\1\2", svg)
    return bytes(_cairo().svg2png(bytestring=_with_a_font(letters_on_top), output_width=PNG_WIDTH))


def pdf(svg: str) -> bytes:
    """The drawing as a page no larger than A3, with text that can be searched; without the hour it was made."""
    wide, high = (float(side) for side in re.findall(r'\b(?:width|height)="([\d.]+)"', svg)[:2])
    scale = min(1.0, A3 / max(wide, high))
    letters_alone = EDGED.sub(r"\1\2", svg)
    return bytes(_pdf_surface().convert(bytestring=_with_a_font(letters_alone), scale=scale))


def _with_a_font(svg: str) -> bytes:
    return FONTS.sub(DRAWN_WITH, svg).encode("utf-8")


def _cairo() -> Any:
    try:
        import cairosvg  # loads a library of the machine, which only this verb needs
    except OSError:
        raise OSError("biblioteket cairo finnes ikke; installer pakken libcairo2") from None
    return cairosvg


def _pdf_surface() -> Any:
    from cairocffi import PDF_METADATA_CREATE_DATE

    _cairo()
    from cairosvg.surface import PDFSurface

    class Dated(PDFSurface):  # type: ignore[misc]
        """The same input gives the same bytes."""

        def _create_surface(self, width: float, height: float) -> Any:
            made = super()._create_surface(width, height)
            made[0].set_metadata(PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z")
            return made

    return Dated


def in_the_way(folder: Path) -> str:
    """What stands in a folder that we have not written; empty when we may put new files in its place."""
    if not os.path.lexists(folder):
        return ""
    if not folder.is_dir():
        return folder.name
    there = sorted(path.name for path in folder.iterdir())
    try:
        told = json.loads((folder / LIST).read_text(encoding="utf-8"))
        ours = {"index.html", LIST, *(name for piece in told["stykker"] for name in piece["filer"])}
    except (OSError, ValueError, KeyError, TypeError):
        ours = set()
    return next((name for name in there if name not in ours), "")


def write_export(folder: Path, files: list[File]) -> None:
    """Make the folder hold exactly these files; killed at any point, it holds the old ones or the new."""
    folder = folder.resolve()
    mend(folder)
    beside = folder.with_name(f".{folder.name}.ny")
    remove(beside)
    write_all(beside, files)
    exchange(beside, folder)
