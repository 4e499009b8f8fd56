"""Runs the cases of tests/cases/lovsjekk/ in both formats, and what a law archive may hold of trouble."""

import bz2
import io
import json
import shutil
import tarfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import pytest
import yaml
from pydantic import Field
from test_cases import Endring

from generator import lovkilde
from generator.catalogue import read
from generator.cli import main
from generator.hjemler import fetch
from generator.layout import Layout
from generator.lovdata import read_document
from generator.lovkilde import Lovkilde, read_sources
from generator.lovrapport import diff
from generator.lovtekst import announcement, essence, read_markdown
from generator.model.base import OneOrMany, Record

HERE = Path(__file__).parent
EXAMPLE = HERE / "example"
LAW = EXAMPLE / "lov"
CASES = sorted((HERE / "cases" / "lovsjekk").glob("*.yml"))
SHARED = HERE.parent / ".." / "shared" / "lovverk"
MARKDOWN, XML = "lov-2001-01-01-1.md", "nl-20010101-001.xml"
REFID = "lov/2001-01-01-1"


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


def packed(path: Path, members: dict[str, bytes]) -> Path:
    """An archive as Lovdata packs them."""
    with tarfile.open(path, "w:bz2") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


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
    assert main(["lovsjekk", "--json", "--kilde", str(source)]) == int(case.slutt)
    report = json.loads(capsys.readouterr().out)
    assert report["endret"] is (case.slutt == "1")
    found = {item["paragraf"]: item["tilstand"] for item in report["funn"]}
    assert {paragraph: found.get(paragraph, "uendret") for paragraph in case.svar} == case.svar
    assert all(found.get(id, "uendret") == "uendret" for id in ("§ 1", "§ 2", "§ 3-1") if id not in case.svar)


def test_the_same_law_is_read_alike_in_both_formats() -> None:
    one, other = read_markdown(LAW / MARKDOWN), read_document((LAW / XML).read_bytes())
    assert (one.refid, one.navn, one.tittel, one.sist_endret) == (
        other.refid,
        other.navn,
        other.tittel,
        other.sist_endret,
    )
    assert list(one.paragrafer) == list(other.paragrafer)
    assert len(one.paragrafer) == 8
    for id, paragraph in one.paragrafer.items():
        twin = other.paragrafer[id]
        assert (paragraph.overskrift, paragraph.varsel) == (twin.overskrift, twin.varsel)
        assert essence(paragraph.tekst) == essence(twin.tekst)


def test_lovdatas_format_loses_no_text_and_takes_no_note_for_law() -> None:
    law = read_document((LAW / XML).read_bytes())
    text = law.paragrafer["§ 2 a"].tekst
    for words in ("«chairs»", "svart te", "Mandag 10.00", "CO2 i lokalet.", "(2) Er det tomt", "minst to"):
        assert words in text.replace("\u00ad", "")
    assert "Endres ved" not in text and "Tilføyd" not in text
    assert law.paragrafer["§ 3-3"].tekst == "(opphevet eller tom)", "det som ikke er i kraft, er ikke del av loven"
    assert law.paragrafer["vedlegg I"].tekst.startswith("Tidligere skjema"), "en setning om før er ingen fotnote"


def test_an_amending_act_is_read_with_the_paragraphs_it_gives() -> None:
    act = document("<h2>I</h2><article class='document-change'><article class='change'><p>§ 2 skal lyde:</p>", "")
    act += "<article class='futureLegalArticle'><span class='futureLegalArticleHeader'>§ 2. Kafé</span><p>Ny tekst.</p></article>"
    act += "</article></article></main></body></html>"
    assert read_document(act.encode()).paragrafer["del I"].tekst == "§ 2 skal lyde: § 2. Kafé Ny tekst."


def document(body: str, end: str = "</main></body></html>") -> str:
    """The smallest document with some content."""
    head = "<dl><dd class='refid'>lov/2001-01-01-1</dd><dd class='title'>Lov om kurs</dd></dl>"
    return f"<html><body><header>{head}</header><main>{body}{end}"


def test_a_chapter_is_no_part_of_the_paragraph_before_it() -> None:
    law = read_document((LAW / XML).read_bytes())
    assert law.paragrafer["§ 2 a"].tekst.endswith("res. 2 jan 2020 nr. 4.")


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + document("<p>&b;</p>")
SPY = '<!DOCTYPE x [<!ENTITY fil SYSTEM "file:///etc/passwd">]>' + document("<p>&fil;</p>")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "dokumentet er ikke gyldig XML"),
        (b"<html><body><p>hei</body></html>", "dokumentet er ikke gyldig XML (linje 1)"),
        ("<p>blåbær</p>".encode("latin-1"), "dokumentet er ikke gyldig XML"),
        (b"<html><body/></html>", "hodet har ikke både RefID og tittel"),
        (document("").replace("main>", "div>").encode(), "dokumentet har ikke noe innhold"),
        (document("<p>a&nbsp;b</p>").encode(), "dokumentet er ikke gyldig XML"),
        (BOMB.encode(), "dokumentet definerer egne entiteter"),
        (SPY.encode(), "dokumentet definerer egne entiteter"),
        (document("<div>" * 200 + "x" + "</div>" * 200).encode(), "nøstet dypere enn"),
    ],
)
def test_what_is_no_law_is_refused_with_a_sentence(data: bytes, sentence: str, project: Path) -> None:
    (project / "kilde" / XML).write_bytes(data)
    found = read_sources([project / "kilde" / XML], {REFID})
    assert found.lover == {} and len(found.feil) == 1
    assert sentence in found.feil[0] and "root:" not in found.feil[0]


def refused(project: Path, capsys: pytest.CaptureFixture[str], *sources: Path) -> str:
    """What the command says of sources it cannot read."""
    arguments = [part for source in sources for part in ("--kilde", str(source))]
    assert main(["lovsjekk", *arguments]) == 2
    out = capsys.readouterr()
    assert out.out == "" and "Traceback" not in out.err
    return out.err


def xml() -> bytes:
    """The example's law in Lovdata's format."""
    return (LAW / XML).read_bytes()


def truncated(path: Path) -> None:
    packed(path, {f"nl/nl-2001010{n}-001.xml": xml() * 40 for n in range(1, 9)})
    path.write_bytes(path.read_bytes()[:-200])


def rubbish(path: Path) -> None:
    path.write_bytes(b"dette er ikke et arkiv" * 100)


def rubbish_inside(path: Path) -> None:
    path.write_bytes(bz2.compress(b"dette er ikke et arkiv" * 100))


def without_laws(path: Path) -> None:
    packed(path, {"les-meg.txt": b"hei"})


def outside_the_folder(path: Path) -> None:
    packed(path, {f"../{XML}": xml(), f"/{XML}": xml(), f"nl/../../{XML}": xml()})


def a_link_for_a_law(path: Path) -> None:
    with tarfile.open(path, "w:bz2") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo(f"nl/{XML}")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)


def broken_law(path: Path) -> None:
    packed(path, {f"nl/{XML}": xml()[:-500]})


def the_same_law_twice(path: Path) -> None:
    packed(path, {f"nl/{XML}": xml(), f"nl/{XML.replace('.xml', '-nn.xml')}": xml()})


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (truncated, "arkivet er ødelagt, ufullstendig"),
        (rubbish, "arkivet er ødelagt, ufullstendig"),
        (rubbish_inside, "arkivet er ødelagt, ufullstendig"),
        (without_laws, "her er ingen lovtekster nettstedet bygger på"),
        (outside_the_folder, "her er ingen lovtekster nettstedet bygger på"),
        (a_link_for_a_law, "her er ingen lovtekster nettstedet bygger på"),
        (broken_law, f"nl/{XML}: dokumentet er ikke gyldig XML"),
        (the_same_law_twice, "lov/2001-01-01-1 er lest før; gi bare én utgave av hver lov"),
    ],
)
def test_an_archive_that_cannot_be_read_ends_with_2_and_a_sentence(
    make: Callable[[Path], None], sentence: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project / "kilde" / "gjeldende-lover.tar.bz2"
    make(path)
    before = sorted(project.parent.rglob("*"))
    assert sentence in refused(project, capsys, path)
    assert sorted(project.parent.rglob("*")) == before, "ingenting pakkes ut"


def test_an_archive_that_is_too_large_is_refused_before_it_is_read(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = packed(project / "kilde" / "gjeldende-lover.tar.bz2", {"stor.bin": bytes(3_000_000), f"nl/{XML}": xml()})
    monkeypatch.setattr(lovkilde, "LARGEST_ARCHIVE", 1_000_000)
    assert "arkivet er over" in refused(project, capsys, path)
    monkeypatch.setattr(lovkilde, "LARGEST_ARCHIVE", 10_000_000)
    monkeypatch.setattr(lovkilde, "LARGEST_DOCUMENT", 5_000)
    assert f"nl/{XML} er over" in refused(project, capsys, path)
    monkeypatch.setattr(lovkilde, "LARGEST_DOCUMENT", 1_000_000)
    monkeypatch.setattr(lovkilde, "MOST_MEMBERS", 1)
    assert "arkivet har over 1 filer" in refused(project, capsys, path)


def test_a_header_that_would_fill_the_memory_is_refused(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project / "kilde" / "gjeldende-lover.tar.bz2"
    with tarfile.open(path, "w:bz2", format=tarfile.PAX_FORMAT) as archive:
        info = tarfile.TarInfo(f"nl/{XML}")
        info.pax_headers = {"comment": "x" * 200_000}
        archive.addfile(info)
    monkeypatch.setattr(lovkilde, "LARGEST_DOCUMENT", 100_000)
    assert "hode eller en fil som er for stor" in refused(project, capsys, path)


def test_other_sources_that_cannot_be_read_end_with_2(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kilde = project / "kilde"
    assert "borte: finnes ikke" in refused(project, capsys, project / "borte")
    assert "her er ingen lovtekster" in refused(project, capsys, kilde)
    (kilde / "lov.pdf").write_bytes(b"%PDF")
    assert "lov.pdf: ukjent format" in refused(project, capsys, kilde / "lov.pdf")
    (kilde / "lov.md").write_text("---\nrefid: uten hode\n", encoding="utf-8")
    assert "hode mellom to linjer" in refused(project, capsys, kilde)
    (kilde / "lov.md").write_text('---\ntittel: "Lov"\n---\n', encoding="utf-8")
    assert "ikke både refid og tittel" in refused(project, capsys, kilde)
    (kilde / "lov.md").write_bytes(b"---\nbl\xe5\n---\n")
    assert "ikke UTF-8" in refused(project, capsys, kilde)
    other = (LAW / MARKDOWN).read_text(encoding="utf-8").replace(REFID, "lov/2001-01-01-2")
    (kilde / "lov.md").write_text(other, encoding="utf-8")
    assert "kilden har ingen av lovene nettstedet bygger på" in refused(project, capsys, kilde)
    assert "er lest før" in refused(project, capsys, kilde / "lov.md", kilde / "lov.md")


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
    new = " ".join(f"land{n} {'dekt' if n % 2 else 'ikkje dekt'}" for n in range(4000))
    before = time.monotonic()
    assert diff(old, new).endswith("steder til")
    assert time.monotonic() - before < 5


@pytest.mark.parametrize(
    ("note", "act", "start"),
    [
        ("Endres ved lov 20 juni 2025 nr. 35 (i kraft 1 jan 2026 iflg. res.)", "lov/2025-06-20-35", date(2026, 1, 1)),
        (
            "Vert endra ved forskrift 20 mars 2026 nr. 443 (i kraft 1 aug 2026)",
            "forskrift/2026-03-20-443",
            date(2026, 8, 1),
        ),
        ("Endres ved lov 1 apr 2027 nr. 9 (ikr. 1 sept. 2027)", "lov/2027-04-01-9", date(2027, 9, 1)),
        ("Oppheves ved lov 2 feb 2027 nr. 10 (i kraft fra den tid Kongen bestemmer)", "lov/2027-02-02-10", None),
        ("Oppheves ved endringsloven", None, None),
    ],
)
def test_a_note_says_which_act_and_when(note: str, act: str | None, start: date | None) -> None:
    found = announcement(note)
    assert (found.akt, found.dato) == (act, start)


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
        files, problems = fetch(catalogue, folder, date(2026, 7, 2))
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


@pytest.mark.skipif(not SHARED.is_dir(), reason="mappa med lovtekster står ikke her")
def test_the_beginning_of_a_real_document_is_read_as_far_as_it_goes() -> None:
    data = (SHARED / "lovdata-format" / "eksempel-lov.xml").read_bytes()
    with pytest.raises(ValueError, match="ikke noe innhold"):
        read_document(data)
    whole = read_document(b"<html><body>" + data + b"<main><article class='legalP'>x</article></main></body></html>")
    assert (whole.refid, whole.navn, whole.sist_endret) == (
        "lov/1998-07-17-56",
        "Regnskapsloven – rskl",
        "2026-01-01",
    )
