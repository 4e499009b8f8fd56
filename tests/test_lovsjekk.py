"""Runs the cases of tests/cases/lovsjekk/ in both formats, and what lies beyond one law."""

import json
import shutil
import time
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import pytest
import yaml
from pydantic import Field
from test_cases import Endring
from test_lovkilde import LAW, MARKDOWN, REFID, SHARED, XML, packed, xml

from generator.catalogue import read
from generator.cli import main
from generator.hjemler import fetch
from generator.layout import Layout
from generator.lovkilde import Lovkilde, read_sources
from generator.lovrapport import diff
from generator.lovtekst import read_folder
from generator.model.base import OneOrMany, Record

HERE = Path(__file__).parent
EXAMPLE = HERE / "example"
CASES = sorted((HERE / "cases" / "lovsjekk").glob("*.yml"))


class Bytte(Record):
    """Én tekst i lovteksten byttes ut."""

    fra: Annotated[str, Field(min_length=1)]
    """Teksten som byttes ut; den må stå nøyaktig ett sted."""

    til: str
    """Det som skal stå der i stedet."""


class Lovendring(Record):
    """En endring i loven som eksempelet hviler på, og det lovsjekk skal si om den."""

    navn: Annotated[str, Field(min_length=20)]
    """En setning om det som holder."""

    begge: OneOrMany[Bytte] = ()
    """Det som byttes ut i begge formatene."""

    markdown: OneOrMany[Bytte] = ()
    """Det som byttes ut i Markdown-teksten."""

    lovdata: OneOrMany[Bytte] = ()
    """Det som byttes ut i Lovdatas format."""

    pathways: OneOrMany[Endring] = ()
    """Det som byttes ut i eksempelets egne filer."""

    svar: dict[str, str]
    """Tilstanden til paragrafene, som `"§ 1": endret`."""

    sier: OneOrMany[str] = ()
    """Ord rapporten har med; linjeskift regnes som mellomrom."""

    sier_ikke: OneOrMany[str] = ()
    """Ord rapporten ikke har med."""

    slutt: Literal["0", "1"]
    """Statusen kommandoen ender med."""


def case_of(path: Path) -> Lovendring:
    """One case; every value is text until the model gives it a type."""
    return Lovendring.model_validate(yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader))


def changed(name: str, changes: tuple[Bytte, ...]) -> str:
    """A law text of the example with the changes made; one that would change nothing is itself a fault."""
    text = (LAW / name).read_text(encoding="utf-8")
    for change in changes:
        assert text.count(change.fra) == 1, f"«{change.fra}» står {text.count(change.fra)} ganger i {name}, ikke én"
        text = text.replace(change.fra, change.til)
    return text


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example, which the command is run in."""
    shutil.copytree(EXAMPLE / "pathways", tmp_path / "pathways")
    (tmp_path / "kilde").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def source_of(case: Lovendring, form: str, folder: Path) -> Path:
    """The changed law in one of the formats: a folder of Markdown, or an archive."""
    if form == "markdown":
        (folder / MARKDOWN).write_text(changed(MARKDOWN, (*case.begge, *case.markdown)), encoding="utf-8")
        return folder
    xml = changed(XML, (*case.begge, *case.lovdata)).encode()
    return packed(folder / "gjeldende-lover.tar.bz2", {f"nl/{XML}": xml})


def test_there_are_cases_for_every_state() -> None:
    states = {state for path in CASES for state in case_of(path).svar.values()}
    assert states == {"uendret", "venter", "innarbeidet", "endret", "flyttet", "opphevet", "borte"}
    assert len({case_of(path).navn for path in CASES}) == len(CASES)


@pytest.mark.parametrize("form", ["markdown", "lovdata"])
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_comparison_says_what_the_case_says(
    path: Path, form: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = case_of(path)
    for change in case.pathways:
        change.apply(project)
    source = source_of(case, form, project / "kilde")
    assert main(["lovsjekk", "--kilde", str(source)]) == int(case.slutt)
    told = " ".join(capsys.readouterr().out.split())
    assert [words for words in case.sier if words not in told] == [], told
    assert [words for words in case.sier_ikke if words in told] == []
    assert main(["lovsjekk", "--json", "--kilde", str(source)]) == int(case.slutt)
    report = json.loads(capsys.readouterr().out)
    assert report["endret"] is (case.slutt == "1")
    found = {item["paragraf"]: item["tilstand"] for item in report["funn"]}
    assert {paragraph: found.get(paragraph, "uendret") for paragraph in case.svar} == case.svar
    assert all(found.get(id, "uendret") == "uendret" for id in ("§ 1", "§ 2", "§ 3-1") if id not in case.svar)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("gjeldende-lover.tar.bz2", b"dette er ikke et arkiv", "arkivet er ødelagt"),
        (XML, b"<html>", "dokumentet er ikke gyldig XML"),
        (MARKDOWN, b"---\n", "hode mellom to linjer"),
        ("lov.pdf", b"%PDF", "ukjent format"),
        (
            MARKDOWN,
            (LAW / MARKDOWN).read_bytes().replace(REFID.encode(), b"lov/2001-01-01-2"),
            "kilden har ingen av lovene nettstedet bygger på",
        ),
    ],
)
def test_a_source_that_cannot_be_read_ends_with_2_and_a_sentence(
    name: str, content: bytes, sentence: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project / "kilde" / name
    path.write_bytes(content)
    assert main(["lovsjekk", "--kilde", str(path)]) == 2
    out = capsys.readouterr()
    assert out.out == "" and sentence in out.err
    path.unlink()
    assert main(["lovsjekk", "--kilde", str(path)]) == 2
    assert f"{path}: finnes ikke" in capsys.readouterr().err


def test_what_is_not_sound_is_not_compared(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "pathways" / "kategorier.yml").write_text("- id: norsk\n  navnn: Norsk\n", encoding="utf-8")
    assert main(["lovsjekk", "--kilde", str(LAW / MARKDOWN)]) == 2
    assert "Lovene kan ikke sammenlignes før de er rettet." in capsys.readouterr().err


def add_law(project: Path, refid: str, title: str) -> None:
    """Let the example rest on one more law."""
    id = refid.replace("/", "-")
    text = (project / "pathways" / "regelverk" / "lov-2001-01-01-1.yml").read_text(encoding="utf-8")
    text = text.replace("lov-2001-01-01-1", id).replace(REFID, refid).replace("tittel: Lov om kurs", f"tittel: {title}")
    (project / "pathways" / "regelverk" / f"{id}.yml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("refid", "title", "repealed"),
    [
        ("lov/2002-02-02-2", "Lov om kafé", True),
        ("lov/2002-02-02-2", "Lov om endringer i kursloven", False),
        ("forskrift/2002-02-02-2", "Forskrift om kafé", False),
    ],
)
def test_a_law_the_source_lacks_is_told_apart_from_what_is_gone(
    refid: str, title: str, repealed: bool, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_law(project, refid, title)
    archive = packed(project / "kilde" / "gjeldende-lover.tar.bz2", {f"nl/{XML}": xml()})
    assert main(["lovsjekk", "--kilde", str(archive)]) == int(repealed)
    told = capsys.readouterr().out
    assert "Ikke sammenlignet, siden kilden ikke har dem (1)" in told and f"{refid} Kursloven" in told
    assert ("kan være opphevet" in told) is repealed
    assert "Borte fra teksten" not in told
    assert main(["lovsjekk", "--kilde", str(LAW / MARKDOWN)]) == 0, "en mappe eller fil har ikke alt som gjelder"


def test_several_sources_are_read_as_one(project: Path) -> None:
    add_law(project, "forskrift/2002-02-02-2", "Forskrift om kafé")
    laws = packed(project / "kilde" / "gjeldende-lover.tar.bz2", {f"nl/{XML}": xml()})
    rule = xml().replace(b">lov/2001-01-01-1<", b">forskrift/2002-02-02-2<")
    rules = packed(
        project / "kilde" / "gjeldende-sentrale-forskrifter.tar.bz2",
        {"sf/sf-20020202-0002.xml": rule, "sf/sf-20020202-0003.xml": b"<ikke lest, og derfor ikke feil"},
    )
    found = read_sources([laws, rules], {REFID, "forskrift/2002-02-02-2"})
    assert isinstance(found, Lovkilde) and found.feil == []
    assert set(found.lover) == {REFID, "forskrift/2002-02-02-2"} and found.dekker == {"lov", "forskrift"}
    assert main(["lovsjekk", "--kilde", str(laws), "--kilde", str(rules)]) == 0
    assert main(["lovsjekk", "--kilde", str(project / "kilde")]) == 0, "en mappe kan holde arkivene"


def state_of(project: Path, source: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """The paragraphs that are not as they were, by law and number."""
    capsys.readouterr()
    main(["lovsjekk", "--json", "--kilde", str(source)])
    found = json.loads(capsys.readouterr().out)["funn"]
    return {f"{item['refid']} {item['paragraf']}": f"{item['tilstand']} {item['flyttet_til'] or ''}" for item in found}


def test_a_paragraph_may_move_to_another_law(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = changed(MARKDOWN, (Bytte(fra="#### § 1. Retten til kurs", til="#### § 1 b. Rett"),))
    gone = text.replace("har rett til kurs.", "må betale.")
    (project / "kilde" / "a.md").write_text(gone, encoding="utf-8")
    (project / "kilde" / "b.md").write_text(text.replace(REFID, "lov/2026-01-01-1"), encoding="utf-8")
    assert state_of(project, project / "kilde", capsys) == {"lov/2001-01-01-1 § 1": "flyttet lov/2026-01-01-1 § 1 b"}


def test_paragraphs_that_are_renumbered_one_after_another_are_all_found(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = changed(MARKDOWN, ())
    text = text.replace("§ 2. Kafé", "§ 3. Kafé").replace("§ 1. Retten", "§ 2. Retten")
    text = text.replace("#### § 2. Retten", "#### § 1. Nytt\n\nDette er nytt.\n\n#### § 2. Retten")
    (project / "kilde" / MARKDOWN).write_text(text, encoding="utf-8")
    assert state_of(project, project / "kilde", capsys) == {
        "lov/2001-01-01-1 § 1": "flyttet lov/2001-01-01-1 § 2",
        "lov/2001-01-01-1 § 2": "flyttet lov/2001-01-01-1 § 3",
    }


def test_words_that_stand_in_another_law_too_have_not_moved_there(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = changed(MARKDOWN, ())
    (project / "kilde" / "a.md").write_text(text.replace("har rett til kurs.", "må betale."), encoding="utf-8")
    (project / "kilde" / "b.md").write_text(text.replace(REFID, "lov/2026-01-01-1"), encoding="utf-8")
    assert state_of(project, project / "kilde", capsys) == {"lov/2001-01-01-1 § 1": "endret "}


def test_words_and_headings_we_already_had_elsewhere_have_not_moved_there(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    right = "Den som er mellom 18 og 55 år og bor i kommunen, har rett til kurs."
    stored = project / "pathways" / "regelverk" / "lov-2001-01-01-1.yml"
    text = (
        stored.read_text(encoding="utf-8")
        .replace("Biblioteket kan holde kafé.", right)
        .replace("Kafé", "Retten til kurs")
    )
    stored.write_text(text, encoding="utf-8")
    law = changed(
        MARKDOWN,
        (Bytte(fra="Biblioteket kan holde kafé.", til=right), Bytte(fra="§ 2. Kafé", til="§ 2. Retten til kurs")),
    )
    source = project / "kilde" / MARKDOWN
    source.write_text(law, encoding="utf-8")
    assert state_of(project, source, capsys) == {}
    source.write_text(law.replace(right, right.replace("55", "60"), 1), encoding="utf-8")
    assert state_of(project, source, capsys) == {"lov/2001-01-01-1 § 1": "endret "}
    first = law.index("#### § 1.")
    source.write_text(law[:first] + law[law.index("#### § 2.") :].replace("55", "60", 1), encoding="utf-8")
    assert state_of(project, source, capsys) == {
        "lov/2001-01-01-1 § 1": "borte ",
        "lov/2001-01-01-1 § 2": "endret ",
    }


def test_a_diff_shows_the_words_around_each_change_and_no_more() -> None:
    words = [f"ord{n}" for n in range(100)]
    old, new = " ".join(words), " ".join([*words[:50], "nytt", *words[51:]])
    assert diff(old, new) == (
        "… ord42 ord43 ord44 ord45 ord46 ord47 ord48 ord49 [-ord50-] {+nytt+} "
        "ord51 ord52 ord53 ord54 ord55 ord56 ord57 ord58 …"
    )
    assert diff("alle har rett til kurs", "alle har rett til gratis kurs") == "alle har rett til {+gratis+} kurs"
    assert diff("etter § 37 c , og", "etter § 37 c, og") == "etter § 37 c, og", "form er ingen endring"


def test_a_long_and_much_changed_text_is_told_in_short_and_in_time() -> None:
    old = " ".join(f"land{n} ikkje dekt" for n in range(4000))
    new = " ".join(f"land{n} {'ikkje dekt' if n % 40 else 'dekt'}" for n in range(4000))
    before = time.monotonic()
    assert diff(old, new).endswith("steder til")
    assert time.monotonic() - before < 5


def test_wordings_are_fetched_from_archives_too_and_a_law_they_lack_stays_as_it_was(project: Path) -> None:
    add_law(project, "forskrift/2002-02-02-2", "Forskrift om kafé")
    cited = project / "pathways" / "begreper.yml"
    cited.write_text(cited.read_text(encoding="utf-8").replace(f"{REFID} § 1", "forskrift/2002-02-02-2 § 1"), "utf-8")
    kept = (project / "pathways" / "regelverk" / "forskrift-2002-02-02-2.yml").read_bytes()
    newer = xml().replace("18 og 55 år".encode(), "18 og 60 år".encode())
    archive = packed(project / "kilde" / "gjeldende-lover.tar.bz2", {f"nl/{XML}": newer})
    assert main(["lovsjekk", "--kilde", str(archive)]) == 1
    assert main(["hjemler", "--kilde", str(archive), "--lest", "2026-11-21"]) == 0
    assert main(["sjekk"]) == 0
    assert main(["lovsjekk", "--kilde", str(archive)]) == 0
    assert (project / "pathways" / "regelverk" / "forskrift-2002-02-02-2.yml").read_bytes() == kept
    assert "lest: '2026-11-21'" in (project / "pathways" / "regelverk" / "lov-2001-01-01-1.yml").read_text("utf-8")


def test_a_wording_read_in_an_amending_act_stays_until_it_is_incorporated(project: Path) -> None:
    path = project / "pathways" / "regelverk" / "lov-2001-01-01-1.yml"
    law, folder = project / "kilde" / MARKDOWN, project / "kilde"
    law.write_text((LAW / MARKDOWN).read_text(encoding="utf-8"), encoding="utf-8")
    by_hand = path.read_text(encoding="utf-8").replace(
        "tekst: Biblioteket kan holde kafé.", "tekst: Biblioteket skal holde kafé.\n  ordlyd_i: lov/2026-06-12-27"
    )
    path.write_text(by_hand, encoding="utf-8")

    def refetched() -> tuple[str, str | None, bool]:
        catalogue, problems = read(Layout(project))
        assert problems == []
        files, problems = fetch(catalogue, read_folder(folder), date(2026, 7, 2))
        assert problems == []
        path.write_bytes(files[0].data)
        (record,) = read(Layout(project))[0].all("regelverk")
        (found,) = [p for p in record.paragrafer if p.id == "§ 2"]
        return found.tekst, found.ordlyd_i, found.konsolidert is not None

    for _ in range(2):
        assert refetched() == ("Biblioteket skal holde kafé.", "lov/2026-06-12-27", True)
    law.write_text(law.read_text(encoding="utf-8").replace("kan holde kafé", "skal holde kafé"), encoding="utf-8")
    assert refetched() == ("Biblioteket skal holde kafé.", None, False)


@pytest.mark.skipif(not SHARED.is_dir(), reason="mappa med lovtekster står ikke her")
def test_the_law_we_have_read_is_the_law_as_it_stands(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(HERE.parent)
    before = time.monotonic()
    assert main(["lovsjekk", "--json", "--kilde", str(SHARED)]) == 0
    assert time.monotonic() - before < 10, "skal ta rundt to sekunder"
    report = json.loads(capsys.readouterr().out)
    assert report["mangler"] == []
    declared = {(item["refid"], item["paragraf"]) for item in report["funn"] if item["ordlyd_i"]}
    assert len(declared) == report["antall"]["venter"] > 10
    assert sum(report["antall"].values()) == report["antall"]["uendret"] + report["antall"]["venter"] > 500
