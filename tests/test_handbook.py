"""The handbook is true: its codes, examples, records and commands are those of the model and the command."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from test_cases import CASES, EXAMPLE, Endring, Fil, Tilfelle, read_case
from test_conventions import all_codes, all_records
from test_reise import FOLDER as JOURNEYS

from generator.build import compile_site, examine
from generator.feilkoder import Feilkode, feilkoder, pages
from generator.handbook import PAGE, commands_page
from generator.layout import Layout
from generator.problems import Problem, as_text
from generator.views.poster import poster_pages
from generator.views.redaktor import feil_pages

ENTRIES = [entry for group in feilkoder().values() for entry in group]


def problems_of(change: Endring | Fil | Tilfelle, root: Path, *, journey: bool = False) -> list[Problem]:
    """What the checks say when this is done to the miniature."""
    shutil.copytree(EXAMPLE, root)
    if journey:
        shutil.copytree(JOURNEYS / "pathways", root / "pathways", dirs_exist_ok=True)
    change.apply(root)
    return examine(Layout(root))[1]


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert len(ENTRIES) == len(pages()) > 50
    assert pages() == all_codes(), "Skriv en side for koden i generator/feil/."


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.kode)
def test_the_message_on_the_page_is_the_message_of_the_example(entry: Feilkode, tmp_path: Path) -> None:
    given = entry.eksempel
    if given is None:  # it cannot be shown as a text that is changed; then it is one of the cases
        cases = [
            case for case in map(read_case, CASES) if any(row.endswith(f" {entry.kode}") for row in case.problemer)
        ]
        found = [p for n, case in enumerate(cases) for p in problems_of(case, tmp_path / str(n))]
    else:
        change = (
            Endring(i=given.i, fra=given.rett, til=given.feil) if given.rett else Fil(sti=given.i, innhold=given.feil)
        )
        found = problems_of(change, tmp_path / "e", journey=entry.kode.startswith("reise-"))
    assert entry.vist in [as_text(problem) for problem in found if problem.kode == entry.kode]


def test_every_sentence_of_a_code_is_whole() -> None:
    wrong = [
        e.kode for e in ENTRIES for text in (e.regel, e.hvorfor, e.råd) if not text.endswith(".") or text[0].islower()
    ]
    assert not wrong, f"Skriv hele setninger med punktum: {wrong}"


def test_the_list_of_codes_leads_to_every_page() -> None:
    index, *sides = feil_pages()
    listed = [link.sti for group in index.data for link, _ in group.koder]
    assert listed == [side.sti for side in sides]
    assert len(set(listed)) == len(listed)


def test_every_field_of_every_record_is_explained() -> None:
    index, *sides = poster_pages()
    assert [link.sti for link, _, _ in index.data] == [side.sti for side in sides]
    shown = {
        (part.navn, field.navn, "".join(f"`{text}`" if written else text for text, written in field.om))
        for side in sides
        for part in (side.data.egen, *side.data.deler)
        for field in part.felt
    }
    kept = {
        (record.__name__, name, " ".join((info.description or "").split()))
        for record in all_records()
        for name, info in record.model_fields.items()
        if record.__module__.startswith("generator.model") and not record.__subclasses__()
    }
    assert len(kept) > 200
    assert kept <= shown, f"Disse feltene står ikke i håndboka: {sorted(kept - shown)}"
    assert not [part.id for side in sides for part in side.data.deler if part.id == side.data.egen.id]


def test_what_a_field_points_to_is_told() -> None:
    tilbud = next(side for side in poster_pages() if side.sti == "redaktor/poster/tilbud/")
    fields = {field.navn: field for field in tilbud.data.egen.felt}
    assert [link.tekst for link in fields["kategori"].peker_på] == ["Kategori"]
    assert (fields["kategori"].må, fields["enkelt"].må) == (True, False)
    assert fields["om"].slag == "nøkler, eller en liste av slike"
    assert fields["om"].del_ == ("Utsagn", "base-utsagn")
    assert fields["redigert"].slag == "dato"


def test_the_page_of_commands_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == commands_page(), "Kjør «python -m generator.handbook»."


def test_the_pages_are_built_and_not_in_the_search_of_the_public(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "e")
    compiled = compile_site(Layout(tmp_path / "e"), date(2026, 11, 21))
    files = {file.path: file.data.decode() for file in compiled.files}
    page = files["redaktor/feil/ukjent-id/index.md"]
    assert "feil[ukjent-id] ingen aktør har id «biblotek»" in page and "Hver id som nevnes, har en post." in page
    assert "Id til kategorien på kartet." in files["redaktor/poster/tilbud/index.md"]
    assert "redaktor/" not in files["data/sok.json"]
