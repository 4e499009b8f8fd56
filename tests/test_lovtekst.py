"""What the law reader makes of a small invented law: paragraphs, coming changes, and fingerprints."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from generator.catalogue import read
from generator.hjemler import fetch, short_name
from generator.layout import Layout
from generator.lovtekst import Lovtekst, Paragraf, normal, paragraph_id, read_folder, read_markdown

LAW = """---
tittel: "Lov om kurs for alle (kursloven)"
korttittel: "Kursloven – kursl"
refid: "lov/2001-01-01-1"
sist-endret-ikrafttredelse: "2025-07-01"
---

# Lov om kurs for alle (kursloven)

## Kapittel 1. Innledning

### § 1. Retten til kurs

Den som bor i kommunen, har rett til kurs når personen

- har fylt 18 år,
- ikke har fylt 55 år , og
- ønsker det.

Kommunen kan   tilby kurs til andre.

*Endret ved lov 1 jan 2020 nr. 2 (i kraft 1 juli 2020 iflg. res. 1 jan 2020 nr. 3 ).*

### § 2 a. Kafé

Biblioteket kan holde kafé.

*Endres ved lov 1 juni 2027 nr. 9 (i kraft 1 jan 2028).*

### § 2b Kafé på lørdager

Også lørdager.

## Kapittel 3. Penger

### § 3-1. Grunnbeløp

Grunnbeløpet er 120 000 kroner.

#### Underoverskrift uten nummer

Den hører til § 3-1.

### § 3-2. (Opphevet)

*Opphevet ved lov 1 jan 2020 nr. 2.*

## Vedlegg I. Skjema

Her er skjemaet.
"""
CHANGE = """---
tittel: "Lov om endringer i kursloven"
refid: "lov/2027-06-01-9"
---

## I

I kursloven skal § 2 a lyde annerledes.

## II

Loven trer i kraft 1. januar 2028.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of law texts, with a page that is no law."""
    (tmp_path / "lov-2001-01-01-1.md").write_text(LAW, encoding="utf-8")
    (tmp_path / "lov-2027-06-01-9.md").write_text(CHANGE, encoding="utf-8")
    (tmp_path / "README.md").write_text("# Les meg\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def law(folder: Path) -> Lovtekst:
    """The invented law."""
    return read_markdown(folder / "lov-2001-01-01-1.md")


def test_the_head_gives_id_names_and_last_change(law: Lovtekst) -> None:
    assert (law.refid, law.navn, law.tittel, law.sist_endret) == (
        "lov/2001-01-01-1",
        "Kursloven – kursl",
        "Lov om kurs for alle (kursloven)",
        "2025-07-01",
    )


def test_every_paragraph_and_annex_is_found_by_its_own_id(law: Lovtekst) -> None:
    assert {name: p.overskrift for name, p in law.paragrafer.items()} == {
        "§ 1": "Retten til kurs",
        "§ 2 a": "Kafé",
        "§ 2b": "Kafé på lørdager",
        "§ 3-1": "Grunnbeløp",
        "§ 3-2": "(Opphevet)",
        "vedlegg I": "Skjema",
    }


def test_the_wording_is_whole_and_without_marks_notes_and_chapters(law: Lovtekst) -> None:
    assert law.paragrafer["§ 1"].tekst == (
        "Den som bor i kommunen, har rett til kurs når personen har fylt 18 år, ikke har fylt 55 år, og ønsker det. Kommunen kan tilby kurs til andre."
    )
    assert law.paragrafer["§ 2b"].tekst == "Også lørdager."
    assert law.paragrafer["§ 3-1"].tekst.startswith("Grunnbeløpet er 120 000 kroner.")
    assert law.paragrafer["§ 3-1"].tekst.endswith("Den hører til § 3-1.")
    assert law.paragrafer["vedlegg I"].tekst == "Her er skjemaet."


def test_a_repealed_paragraph_says_so_rather_than_nothing(law: Lovtekst) -> None:
    assert law.paragrafer["§ 3-2"].tekst == "(opphevet eller tom)"


def test_a_coming_change_is_a_warning_and_a_past_one_is_not(law: Lovtekst) -> None:
    assert law.paragrafer["§ 2 a"].varsel == ("Endres ved lov 1 juni 2027 nr. 9 (i kraft 1 jan 2028)",)
    assert [name for name, p in law.paragrafer.items() if p.varsel] == ["§ 2 a"]


def test_a_fingerprint_is_of_the_wording_alone() -> None:
    paragraph = Paragraf("§ 1", "Retten", "Alle har rett.")
    assert paragraph.fingeravtrykk == hashlib.sha256(b"Alle har rett.").hexdigest()
    assert paragraph.fingeravtrykk == Paragraf("§ 2", "Annet", "Alle har rett.", ("varsel",)).fingeravtrykk
    assert paragraph.fingeravtrykk != Paragraf("§ 1", "Retten", "Alle har plikt.").fingeravtrykk


@pytest.mark.parametrize(
    "other",
    [
        "Rett når man\n\n- bor her ,\n- vil.",
        "Rett når man\na) bor her,\nb) vil.",
        "  Rett  når man\n1. bor her,\n2) vil. ",
        "Rett når man\n• bor her,\n* vil.",
    ],
)
def test_two_formats_of_the_same_wording_have_the_same_fingerprint(other: str) -> None:
    wording = "Rett når man bor her, vil."
    assert normal(other) == normal(wording) == wording


def test_the_parts_of_an_amending_law_are_found(folder: Path) -> None:
    change = read_markdown(folder / "lov-2027-06-01-9.md")
    assert list(change.paragrafer) == ["del I", "del II"]
    assert change.navn == "Lov om endringer i kursloven", "uten korttittel gjelder den fulle"


def test_a_folder_is_its_laws_and_nothing_else(folder: Path) -> None:
    assert list(read_folder(folder)) == ["lov/2001-01-01-1", "lov/2027-06-01-9"]


@pytest.mark.parametrize(
    ("citation", "paragraph"),
    [
        ("§ 1", "§ 1"),
        ("§ 1 første ledd", "§ 1"),
        ("§ 14 a tredje ledd bokstav b", "§ 14 a"),
        ("§ 14 andre ledd", "§ 14"),
        ("§ 65a andre ledd", "§ 65a"),
        ("§ 9-58 andre ledd", "§ 9-58"),
        ("§ 3-2a", "§ 3-2a"),
        ("vedlegg I punkt 3", "vedlegg I"),
        ("del II", "del II"),
    ],
)
def test_a_citation_is_a_law_and_a_paragraph(citation: str, paragraph: str) -> None:
    assert paragraph_id(f"lov/2001-01-01-1 {citation}") == ("lov/2001-01-01-1", paragraph)


def test_what_is_no_citation_is_refused() -> None:
    with pytest.raises(ValueError, match="kursloven"):
        paragraph_id("kursloven § 1")


def test_a_law_is_fetched_as_a_file_that_reads_back_the_same(tmp_path: Path) -> None:
    example = read(Layout(Path(__file__).parent / "example"))[0]
    text = LAW.replace("### § 2 a. Kafé", "### § 2. Kafé")
    (tmp_path / "lov-2001-01-01-1.md").write_text(text, encoding="utf-8")
    files, problems = fetch(example, read_folder(tmp_path), date(2026, 7, 2))
    assert problems == []
    assert [file.path for file in files] == ["pathways/regelverk/lov-2001-01-01-1.yml"]
    target = tmp_path / files[0].path
    target.parent.mkdir(parents=True)
    target.write_bytes(files[0].data)
    again, problems = read(Layout(tmp_path))
    assert problems == []
    (record,) = again.all("regelverk")
    law = read_markdown(tmp_path / "lov-2001-01-01-1.md")
    assert (record.navn, record.lest) == ("Kursloven", date(2026, 7, 2))
    assert [p.id for p in record.paragrafer] == ["§ 1", "§ 2", "§ 3-1"], "bare det som er nevnt"
    assert all(
        (p.tekst, p.fingeravtrykk) == (law.paragrafer[p.id].tekst, law.paragrafer[p.id].fingeravtrykk)
        for p in record.paragrafer
    )
    assert [len(p.varsel) for p in record.paragrafer] == [0, 1, 0]


def test_a_citation_the_law_folder_does_not_have_is_a_problem_where_it_stands(tmp_path: Path) -> None:
    example = read(Layout(Path(__file__).parent / "example"))[0]
    (tmp_path / "lov-2001-01-01-1.md").write_text(LAW, encoding="utf-8")
    _, problems = fetch(example, read_folder(tmp_path), date(2026, 7, 2))
    assert {p.kode for p in problems} == {"ukjent-hjemmel"}
    assert ("pathways/aktorer.yml", 11, 14) in {(p.fil, p.linje, p.kolonne) for p in problems}
    assert all("§ 2" in p.melding for p in problems)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Kursloven – kursl", "Kursloven"),
        ("forskrift om kurs", "Forskrift om kurs"),
        ("Forskrift om " + "svært " * 12 + "mye", "Forskrift 3.2.2001 nr. 14"),
    ],
)
def test_a_law_goes_by_its_short_name_or_its_number(title: str, name: str) -> None:
    assert short_name(title, "forskrift/2001-02-03-14") == name
