"""The real pathways/: no errors and the offers the site is asked to cover."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from generator import words
from generator.build import examine
from generator.layout import Layout
from generator.problems import as_text
from generator.render import render
from generator.search import fold
from generator.views.emner import SIDER, emne_pages
from generator.views.livsopphold import livsopphold_page
from generator.views.oppslag import aktører_page, språk_page
from generator.views.sammen import støtteordninger_page
from generator.views.shown import Showing

CATALOGUE, PROBLEMS = examine(Layout(Path(__file__).parent.parent))
# Every kind, and how many there are at the least; a number that shrinks is something lost.
AT_LEAST = {
    "kategori": 8,
    "tilbud": 37,
    "ytelse": 12,
    "aktør": 20,
    "persona": 6,
    "reise": 3,
    "overgang": 8,
    "kombinasjon": 0,
    "hendelse": 16,
    "støtteordning": 0,
    "emne": 0,
    "årsdato": 0,
    "funn": 0,
    "veivalgspørsmål": 0,
    "gsuland": 0,
    "språknivå": 5,
    "mål": 10,
    "faktum": 40,
    "samsvar": 20,
    "begrep": 50,
    "kilde": 30,
    "regelverk": 45,
    "grunnbeløp": 1,
    "evidens": 900,
    "krav": 0,
    "utelatt": 0,
    "omdirigering": 0,
}
# The offers of the field that a guide to it cannot be without.
OFFERS = """
introduksjonsprogram norskopplaering samfunnskunnskap kvp jobbsjansen fov vov laerling larekandidat praksiskandidat
fagbrev-pa-jobb fagskole hoyere-utdanning generell-godkjenning autorisasjon-helsepersonell kompletterende-utdanning
realkompetansevurdering kompetansekartlegging karriereveiledning nav-behovsvurdering oppfolging aft amo arbeidstrening
nav-opplaering midlertidig-lonnstilskudd inkluderingstilskudd mentor hurtigspor sprakpraksis sprakkafe flyktningguide
""".split()


def test_the_content_has_no_problems() -> None:
    assert PROBLEMS == [], "\n" + "\n".join(map(as_text, PROBLEMS))


def test_every_kind_is_counted() -> None:
    assert set(AT_LEAST) == set(CATALOGUE.placed)


@pytest.mark.parametrize("kind", AT_LEAST)
def test_there_are_as_many_of_each_kind_as_there_should_be(kind: str) -> None:
    assert len(CATALOGUE.placed[kind]) >= AT_LEAST[kind]


def test_the_offers_of_the_field_are_there() -> None:
    assert len(OFFERS) == 32
    missing = [id for id in OFFERS if id not in CATALOGUE.placed["tilbud"]]
    assert not missing, f"Disse mangler i pathways/tilbud/: {missing}"


def test_every_category_has_an_offer_and_every_persona_a_situation() -> None:
    used = {t.kategori for t in CATALOGUE.all("tilbud")}
    assert used == set(CATALOGUE.placed["kategori"])
    assert all(persona.situasjon for persona in CATALOGUE.all("persona"))


def test_every_paragraph_has_the_fingerprint_of_its_own_wording() -> None:
    paragraphs = [(law.refid, p) for law in CATALOGUE.all("regelverk") for p in law.paragrafer]
    assert len(paragraphs) > 100
    wrong = [
        f"{refid} {p.id}" for refid, p in paragraphs if hashlib.sha256(p.tekst.encode()).hexdigest() != p.fingeravtrykk
    ]
    assert not wrong, f"Hent disse på nytt med «mulighetskart hjemler»: {wrong}"


def test_every_law_has_the_id_of_its_refid() -> None:
    assert all(law.id == law.refid.replace("/", "-") for law in CATALOGUE.all("regelverk"))


def test_no_record_goes_by_the_name_of_another() -> None:
    """A search for a name leads to the record that has it, not to the door it stands behind."""
    records = [record for kind in ("tilbud", "ytelse") for record in CATALOGUE.all(kind)]
    titles = {fold(record.navn): record.id for record in records}
    assert len(titles) == len(records)
    taken = [
        f"{record.id}: {name}"
        for record in records
        for name in record.også_kalt
        if titles.get(fold(name), record.id) != record.id
    ]
    assert taken == []


def test_every_page_about_a_subject_opens_with_its_sentence_and_ends_with_its_dates() -> None:
    show = Showing(CATALOGUE, date(2026, 11, 21))
    made = [make(show) for make in (aktører_page, språk_page, livsopphold_page, støtteordninger_page)]
    pages = {side.sti.strip("/"): side for side in (*made, *emne_pages(show))}
    assert set(pages) == set(SIDER)
    for subject in CATALOGUE.all("emne"):
        text = str(render(pages[subject.id], "").content)
        assert f"<p>{subject.kort}" in text, subject.id
        foot = text.partition("{#datoer}")[2]
        assert words.day(subject.lov_lest) in foot and words.day(subject.redigert) in foot, subject.id
        assert all(link.tittel in text for link in subject.lenker), subject.id
        assert pages[subject.id].lest, subject.id
