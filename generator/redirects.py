"""Addresses that have moved: what must hold of them, and the small pages that stand at the old ones."""

from collections.abc import Iterator
from html import escape

from generator.catalogue import Catalogue
from generator.checks import rule
from generator.files import File
from generator.model import KINDS
from generator.problems import Problem, did_you_mean

PAGE = """<!DOCTYPE html>
<html lang="nb">
<head>
<meta charset="utf-8">
<title>Siden har flyttet – Mulighetskart</title>
<meta http-equiv="refresh" content="0; url={new}">
<meta name="description" content="Siden har flyttet til en ny adresse: {name}.">
<meta name="robots" content="noindex">
<link rel="canonical" href="{new}">
</head>
<body>
<main>
<h1>Siden har flyttet</h1>
<p>Du finner den her: <a href="{new}">{name}</a>.</p>
</main>
</body>
</html>
"""


def addresses(catalogue: Catalogue) -> dict[str, str]:
    """The address of every record with a page of its own, with what the record is called."""
    return {
        f"{kind.pages}/{id}": item.record.navn
        for kind in KINDS
        if kind.pages
        for id, item in catalogue.placed[kind.name].items()
    }


@rule("omdirigering")
def every_old_address_leads_to_a_page(catalogue: Catalogue) -> Iterator[Problem]:
    """Hver gammel adresse leder rett til en side som finnes, og ingen post bruker den gamle adressen igjen."""
    known = addresses(catalogue)
    for old, item in catalogue.placed["omdirigering"].items():
        if item.record.til not in known:
            hint = did_you_mean(item.record.til, known) or "skriv mappa og id-en til en post som finnes"
            yield item.document.problem(
                (*item.path, "til"), "omdirigering", f"ingen side har adressen «{item.record.til}»", hint
            )
        if old in known:
            yield item.document.problem(
                (*item.path, "id"),
                "omdirigering",
                f"adressen «{old}» er i bruk av {catalogue_file(catalogue, old)}",
                "ta bort omdirigeringen, eller gi posten en annen id",
            )


def catalogue_file(catalogue: Catalogue, address: str) -> str:
    """The file of the record at an address."""
    place, _, id = address.partition("/")
    return next(catalogue.fil(kind.name, id) for kind in KINDS if kind.pages == place)


def redirect_pages(catalogue: Catalogue) -> list[File]:
    """A page at each old address that leads on without a script."""
    known = addresses(catalogue)
    return [
        File(f"{move.id}/index.html", PAGE.format(new=f"../../{move.til}/", name=escape(known[move.til])))
        for move in catalogue.all("omdirigering")
    ]
