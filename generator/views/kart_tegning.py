"""The map as one drawing, made of the records alone: to take along, to print, and small on each offer's page."""

from generator import words
from generator.catalogue import Catalogue
from generator.diagrams import chart
from generator.model.tilbud import Tilbud

LIVELIHOOD = "livsopphold"
KIND_OF_BENEFIT = {
    "lønn": "Lønn",
    "deltakerytelse": "Følger deltakelsen",
    "utdanningsstøtte": "Støtte til utdanning",
    "trygd": "Trygd",
    "behovsprøvd": "Søkes og vurderes",
    "tillegg": "Kommer i tillegg",
}


def map_drawing(catalogue: Catalogue) -> chart.Tegning:
    """The whole map, laid out."""
    fields = [
        chart.Felt(
            kategori.id,
            kategori.navn,
            kategori.tegn,
            kategori.form == "bånd",
            tuple(
                chart.Trinn(
                    name,
                    tuple(
                        chart.Dør(t.id, t.navn, f"tilbud/{t.id}/")
                        for t in doors_of(catalogue, kategori.id)
                        if (t.trinn or "") == id
                    ),
                )
                for id, name in [(trinn.id, trinn.navn) for trinn in kategori.trinn] or [("", "")]
            ),
        )
        for kategori in catalogue.all("kategori")
    ]
    benefits = tuple(
        chart.Trinn(
            name,
            tuple(chart.Dør(y.id, y.navn, f"livsopphold/{y.id}/") for y in catalogue.all("ytelse") if y.art == art),
        )
        for art, name in KIND_OF_BENEFIT.items()
    )
    fields.append(chart.Felt(LIVELIHOOD, "Livsopphold: hva man lever av underveis", "", True, benefits))
    about = "Tilbudene i kategorier side om side, med bånd for det som går samtidig med alt annet. Kartsiden sier det samme som tekst."
    return chart.layout(chart.Kart("kartet", "Mulighetskartet", about, tuple(without_empty(fields))))


def without_empty(fields: list[chart.Felt]) -> list[chart.Felt]:
    """The same, without steps no door stands on."""
    return [chart.Felt(f.id, f.navn, f.tegn, f.bånd, tuple(trinn for trinn in f.trinn if trinn.dører)) for f in fields]


def doors_of(catalogue: Catalogue, category: str) -> list[Tilbud]:
    """The doors of a category, in alphabetical order."""
    own = (t for t in catalogue.all("tilbud") if t.kategori == category and not t.variant_av)
    return sorted(own, key=lambda t: words.alphabetical(t.navn))
