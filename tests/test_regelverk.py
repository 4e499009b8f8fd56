"""What the pages of law say of each paragraph: its wording, its state and date, and who rests on it."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.catalogue import Catalogue, read
from generator.layout import Layout
from generator.lovtekst import fingerprint
from generator.render import render
from generator.views.regelverk import RegelverkRad, RegelverkSide, regelverk_pages, uses
from generator.views.shown import Showing

EXAMPLE = Path(__file__).parent / "example" / "pathways"
OLD, NEW = "Biblioteket kan holde kafé.", "Biblioteket skal holde kafé."


def law_pages(root: Path, added: str = "", wording: str = OLD) -> tuple[RegelverkRad, RegelverkSide, str]:
    """The row and the page of the example's law, and the page's text, after `added` is set on § 2."""
    shutil.copytree(EXAMPLE, root / "pathways")
    path = root / "pathways" / "regelverk" / "lov-2001-01-01-1.yml"
    text = path.read_text(encoding="utf-8").replace(fingerprint(OLD), fingerprint(wording) + added)
    path.write_text(text.replace(OLD, wording), encoding="utf-8")
    catalogue, problems = read(Layout(root))
    assert problems == []
    index, page = regelverk_pages(Showing(catalogue, date(2026, 11, 21)))
    return index.data[0], page.data, render(page, "2. juli 2026").data.decode()


def test_a_paragraph_says_when_it_was_read_and_where_it_is_used(tmp_path: Path) -> None:
    row, page, text = law_pages(tmp_path)
    assert (row.antall, row.merknader, row.lest) == (3, (), "2.\u00a0juli 2026")
    assert row.sider == 17, "aktørene står på én side, og begrepene på én"
    kafe = page.paragrafer[1]
    assert kafe.id == "§ 2" and kafe.tilstander == ()
    assert [link.sti for link in kafe.brukt_av] == [
        "aktorer/#bibliotek",
        "hendelser/flytter/",
        "overganger/kurs-til-kafe/",
        "kombinasjoner/#kurs-og-kafe",
        "tilbud/kurs/",
        "tilbud/kurs-kveld/",
        "opphold/",
        "tilbud/sprakkafe/",
    ]
    assert "Lest slik den var 2.\u00a0juli 2026, uten varslede endringer. Brukt 8 steder:" in text
    assert 'class="merknad"' not in text


@pytest.mark.parametrize(
    ("added", "state", "sentence"),
    [
        (
            "\n  varsel: [Endres ved lov 1 juni 2027 nr. 9 (i kraft 1 jan 2028)]",
            "Varslet endring",
            "Endres ved lov 1 juni 2027 nr. 9 (i kraft 1 jan 2028).",
        ),
        (
            "\n  varsel: [Endres ved lov 1 juni 2026 nr. 9 (i kraft 1 juli 2026)]",
            "Etterslep",
            "Endringen skal være i kraft, men sto ikke i den samlede teksten 2.\u00a0juli 2026.",
        ),
        (
            "\n  ordlyd_i: lov/2026-06-12-27\n  varsel: [Endres ved lov 12 juni 2026 nr. 27 (i kraft 1 juli 2026)]",
            "Ny ordlyd",
            "Ordlyden er lest i lov 12.6.2026 nr. 27. "
            "Lovdata hadde ikke tatt den inn i den samlede teksten 2.\u00a0juli 2026.",
        ),
    ],
)
def test_a_paragraph_says_what_is_coming_and_what_it_was_read_in(
    added: str, state: str, sentence: str, tmp_path: Path
) -> None:
    row, page, text = law_pages(tmp_path, added, NEW)
    assert [(link.tekst, link.sti) for link in row.merknader] == [(state, "regelverk/lov-2001-01-01-1/#p2")]
    assert [found.ord for found in page.paragrafer[1].tilstander] == [state]
    assert f"<strong>{state}:</strong> " in text and sentence in text
    assert text.count("uten varslede endringer") == 2


def every_use(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Every use of a paragraph of law with no page of ours."""
    used = uses(Showing(catalogue, date(2026, 11, 21)))
    assert used
    return [(place.art, place.id) for places in used.values() for place in places if not place.sider]


def test_every_record_that_rests_on_law_is_on_a_page() -> None:
    catalogue, _ = read(Layout(EXAMPLE.parent))
    assert every_use(catalogue) == []
    real, _ = read(Layout(EXAMPLE.parent.parent.parent))
    assert {kind for kind, _ in every_use(real)} <= {"mål"}, "bare et mål ingen reise fører til, kan stå uten side"
