"""The map as one drawing, made of the records alone: to take along, to print, and small on each offer's page."""

from generator import words
from generator.catalogue import Catalogue
from generator.diagrams import chart
from generator.model.oppslag import Kategori, Trinn
from generator.model.tilbud import Tilbud

LIVELIHOOD = "livsopphold"


def map_drawing(catalogue: Catalogue) -> chart.Tegning:
    """The whole map, laid out."""
    fields = [_field(kategori, catalogue) for kategori in catalogue.all("kategori")]
    about = "Tilbudene i kategorier side om side, med bånd for det som går samtidig med alt annet. Kartsiden sier det samme som tekst."
    return chart.layout(chart.Kart("kartet", "Mulighetskartet", about, (*fields, _livelihood(catalogue))))


def _field(kategori: Kategori, catalogue: Catalogue) -> chart.Felt:
    steps = tuple(
        chart.Trinn(step.navn if step else "", tuple(chart.Dør(t.id, t.navn, f"tilbud/{t.id}/") for t in doors))
        for step, doors in steps_of(kategori, catalogue)
    )
    return chart.Felt(kategori.id, kategori.navn, kategori.tegn, kategori.form == "bånd", steps)


def _livelihood(catalogue: Catalogue) -> chart.Felt:
    benefits = {kind: [y for y in catalogue.all("ytelse") if y.art == kind] for kind in words.BENEFIT}
    steps = tuple(
        chart.Trinn(words.BENEFIT[kind], tuple(chart.Dør(y.id, y.navn, f"livsopphold/{y.id}/") for y in found))
        for kind, found in benefits.items()
        if found
    )
    return chart.Felt(LIVELIHOOD, "Livsopphold: hva man lever av underveis", "", True, steps)


def steps_of(kategori: Kategori, catalogue: Catalogue) -> list[tuple[Trinn | None, list[Tilbud]]]:
    """The steps of a category that some door stands on, each with its doors by name; no step where it has none."""
    own = (t for t in catalogue.all("tilbud") if t.kategori == kategori.id and not t.variant_av)
    doors = sorted(own, key=lambda t: words.alphabetical(t.navn))
    steps: list[Trinn | None] = [*kategori.trinn] or [None]
    found = [(step, [t for t in doors if t.trinn == (step.id if step else None)]) for step in steps]
    return [(step, standing) for step, standing in found if standing]
