"""The handbook is true: its codes, examples, records and commands are those of the model and the command."""

import re
import shlex
import shutil
from datetime import date
from pathlib import Path
from typing import Annotated

import pytest
import yaml
from pydantic import TypeAdapter, ValidationError
from test_cases import CASES, EXAMPLE, Endring, Fil, Tilfelle, read_case
from test_conventions import all_codes, all_records
from test_reise import FOLDER as JOURNEYS

from generator import cli
from generator.build import compile_site, examine
from generator.catalogue import read
from generator.feilkoder import Feilkode, feilkoder, pages
from generator.handbook import PAGE, commands_page
from generator.layout import Layout
from generator.lovtekst import paragraph_id
from generator.model import KINDS
from generator.model.base import Record
from generator.model.regler import Betingelse
from generator.problems import Problem, as_text
from generator.views.poster import poster_pages
from generator.views.redaktor import feil_pages

ROOT = Path(__file__).parent.parent
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
    assert "feil[ukjent-id] ingen aktør har id «biblotek»</span>" in page
    assert '<span class="kodelinje">    |            ^</span>' in page
    assert "Hver id som nevnes, har en post." in page
    assert "Id til kategorien på kartet." in files["redaktor/poster/tilbud/index.md"]
    assert "redaktor/" not in files["data/sok.json"]


CHAPTERS = sorted(path for path in (ROOT / "content" / "redaktor").glob("*.md") if path != PAGE)
RECORDS = sorted({*all_records()}, key=lambda record: (record.__module__, record.__name__))


CATALOGUE, _ = read(Layout(ROOT))
FACTS = set(CATALOGUE.placed["faktum"])


def blocks(language: str) -> list[tuple[str, str]]:
    """Each example in a language, with the chapter it stands in."""
    found = re.compile(rf"^```{language}\n(.*?)^```$", re.M | re.S)
    return [(path.stem, text) for path in CHAPTERS for text in found.findall(path.read_text(encoding="utf-8"))]


def read_as(model: type[Record], row: dict[str, object]) -> Record | None:
    """The row as a record of this kind, or as some of the keys of one; nothing when it is neither."""
    try:
        if set(row) >= {name for name, info in model.model_fields.items() if info.is_required()}:
            whole = model.model_validate(row)
            # Any single key may name a fact; in a tree that stands alone it must be one there is.
            return None if isinstance(whole, Betingelse) and not set(whole.fakta) <= FACTS else whole
        for name, value in row.items():
            field = model.model_fields[name]
            wanted = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
            TypeAdapter(wanted).validate_python(value)
        return model.model_construct(**row)
    except (KeyError, ValidationError):
        return None


def test_there_are_chapters_with_examples() -> None:
    assert {
        "endre-et-faktum",
        "legg-til-et-tilbud",
        "skriv-en-reise",
        "vis-til-en-paragraf",
        "nar-loven-endrer-seg",
    } <= {path.stem for path in CHAPTERS}
    assert len(blocks("yaml")) >= 8 and len(blocks("sh")) >= 6


@pytest.mark.parametrize(("chapter", "text"), blocks("yaml"))
def test_every_example_in_yaml_is_of_the_model(chapter: str, text: str) -> None:
    data = yaml.load(text, yaml.CBaseLoader)
    for row in data if isinstance(data, list) else [data]:
        assert any(read_as(model, row) for model in RECORDS), f"{chapter}: ingen post har disse nøklene: {row}"


def test_an_example_that_is_wrong_is_noticed() -> None:
    assert not any(read_as(model, {"redigert": "i går"}) for model in RECORDS)
    assert not any(read_as(model, {"kravv": "x"}) for model in RECORDS)
    assert any(read_as(model, {"redigert": "2026-11-21"}) for model in RECORDS)


@pytest.mark.parametrize("text", [text for chapter, text in blocks("yaml") if chapter != "nar-loven-endrer-seg"])
def test_every_id_and_citation_in_an_example_is_of_the_real_content(text: str) -> None:
    known = {id for kind in KINDS for id in CATALOGUE.placed[kind.name]}
    cited = set(re.findall(r"(?:aktør|tilbud|ytelse|kategori|vurderes_av): ([a-z0-9-]+)", text)) | set(
        re.findall(r"kilde: \{id: ([a-z0-9-]+)", text)
    )
    assert cited <= known
    paragraphs = {f"{law.refid} {p.id}" for law in CATALOGUE.all("regelverk") for p in law.paragrafer}
    for refid, paragraph in map(paragraph_id, re.findall(r"(?:lov|forskrift)/[\d-]+ § [^,\]}\n]+", text)):
        assert f"{refid} {paragraph}" in paragraphs


def commands() -> list[str]:
    """Every command the chapters tell one to run."""
    told = [line for _, text in blocks("sh") for line in text.split("\n")]
    told += [c for path in CHAPTERS for c in re.findall(r"`(mulighetskart [^`]+)`", path.read_text(encoding="utf-8"))]
    return sorted({line for line in told if line.startswith("mulighetskart ")})


@pytest.mark.parametrize("command", commands())
def test_every_command_told_of_is_one(command: str) -> None:
    name, *rest = shlex.split(command)[1:]
    (verbs,) = [action.choices for action in cli.parser()._actions if isinstance(action.choices, dict)]
    assert name in verbs
    if rest:
        given = [*rest, "--lest", "2026-07-02"] if name == "hjemler" and "--lest" not in rest else rest
        assert cli.parser().parse_args([name, *given]).run


def test_a_journey_told_of_exists() -> None:
    told = {command.split()[-1] for command in commands() if command.startswith("mulighetskart reise ")}
    assert told and told <= {path.stem for path in (ROOT / "pathways" / "reiser").glob("*.yml")}


def test_what_lovsjekk_is_said_to_show_is_what_it_shows() -> None:
    case = (ROOT / "tests" / "cases" / "lovsjekk" / "endret.yml").read_text(encoding="utf-8")
    ((_, shown),) = blocks("text")
    assert shown.strip() in case
