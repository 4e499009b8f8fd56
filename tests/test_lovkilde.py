"""What is read of law texts: the same in both formats, and nothing of what means harm."""

import bz2
import io
import tarfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator import lovkilde
from generator.lovdata import read_document
from generator.lovkilde import read_sources
from generator.lovtekst import announcement, essence, read_markdown

HERE = Path(__file__).parent
LAW = HERE / "example" / "lov"
SHARED = HERE.parent / ".." / "shared" / "lovverk"
MARKDOWN, XML = "lov-2001-01-01-1.md", "nl-20010101-001.xml"
REFID = "lov/2001-01-01-1"


def packed(path: Path, members: dict[str, bytes]) -> Path:
    """An archive as Lovdata packs them."""
    with tarfile.open(path, "w:bz2") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def xml() -> bytes:
    """The example's law in Lovdata's format."""
    return (LAW / XML).read_bytes()


def refused(*sources: Path) -> str:
    """What is said of sources that cannot be read."""
    return "\n".join(read_sources(sources, {REFID}).feil)


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


@pytest.mark.parametrize(
    "heading",
    [
        "<span class='legalArticleValue'>§ 5</span>.<sup class='footnotereference'>1</sup> <span class='legalArticleTitle'>Kafé</span>",
        "<span class='legalArticleValue'>§ 5<sup class='footnotereference'>1</sup></span>. <span class='legalArticleTitle'>Kafé</span>",
        "<span class='legalArticleValue'>§ 5</span><br/><span class='legalArticleTitle'>Kafé</span>",
        "<span class='legalArticleValue'>§ 5.</span><span class='legalArticleTitle'>Ka<i>fé</i></span>",
        "§ 5. Kafé",
    ],
)
def test_the_number_of_a_paragraph_is_read_whatever_stands_by_it(heading: str) -> None:
    law = read_document(document(f"<h3 class='legalArticleHeader'>{heading}</h3><p>Kaffe.</p>").encode())
    assert {p.id: (p.overskrift, p.tekst) for p in law.paragrafer.values()} == {"§ 5": ("Kafé", "Kaffe.")}


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
def test_what_is_no_law_is_refused_with_a_sentence(data: bytes, sentence: str, tmp_path: Path) -> None:
    (tmp_path / XML).write_bytes(data)
    found = read_sources([tmp_path / XML], {REFID})
    assert found.lover == {} and len(found.feil) == 1
    assert sentence in found.feil[0] and "root:" not in found.feil[0]


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
def test_an_archive_that_cannot_be_read_is_refused_with_a_sentence(
    make: Callable[[Path], None], sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "gjeldende-lover.tar.bz2"
    make(path)
    before = sorted(tmp_path.parent.rglob("*"))
    assert sentence in refused(path)
    assert sorted(tmp_path.parent.rglob("*")) == before, "ingenting pakkes ut"


def test_an_archive_that_is_too_large_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = packed(tmp_path / "gjeldende-lover.tar.bz2", {"stor.bin": bytes(3_000_000), f"nl/{XML}": xml()})
    monkeypatch.setattr(lovkilde, "LARGEST_ARCHIVE", 1_000_000)
    assert "arkivet er over" in refused(path)
    monkeypatch.setattr(lovkilde, "LARGEST_ARCHIVE", 10_000_000)
    monkeypatch.setattr(lovkilde, "LARGEST_DOCUMENT", 5_000)
    assert f"nl/{XML} er over" in refused(path)
    monkeypatch.setattr(lovkilde, "LARGEST_DOCUMENT", 1_000_000)
    monkeypatch.setattr(lovkilde, "MOST_MEMBERS", 1)
    assert "arkivet har over 1 filer" in refused(path)


def test_a_header_that_would_fill_the_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "gjeldende-lover.tar.bz2"
    with tarfile.open(path, "w:bz2", format=tarfile.PAX_FORMAT) as archive:
        info = tarfile.TarInfo(f"nl/{XML}")
        info.pax_headers = {"comment": "x" * 200_000}
        archive.addfile(info)
    monkeypatch.setattr(lovkilde, "LARGEST_DOCUMENT", 100_000)
    assert "hode eller en fil som er for stor" in refused(path)


def test_an_unpacked_archive_is_read_for_the_laws_wanted_and_no_others(tmp_path: Path) -> None:
    (tmp_path / XML).write_bytes(xml())
    (tmp_path / "nl-20010101-002.xml").write_bytes(b"<ikke lest")
    (tmp_path / "LESMEG.md").write_text("# Les meg", encoding="utf-8")
    found = read_sources([tmp_path], {REFID})
    assert list(found.lover) == [REFID] and found.feil == []


def test_other_sources_that_cannot_be_read_are_refused_with_a_sentence(tmp_path: Path) -> None:
    kilde = tmp_path / "kilde"
    kilde.mkdir()
    assert "borte: finnes ikke" in refused(tmp_path / "borte")
    assert "her er ingen lovtekster" in refused(kilde)
    (kilde / "lov.pdf").write_bytes(b"%PDF")
    assert "lov.pdf: ukjent format" in refused(kilde / "lov.pdf")
    (kilde / "lov.md").write_text("---\nrefid: uten hode\n", encoding="utf-8")
    assert "hode mellom to linjer" in refused(kilde)
    (kilde / "lov.md").write_text('---\ntittel: "Lov"\n---\n', encoding="utf-8")
    assert "ikke både refid og tittel" in refused(kilde)
    (kilde / "lov.md").write_bytes(b"---\nbl\xe5\n---\n")
    assert "ikke UTF-8" in refused(kilde)
    (kilde / "lov.md").write_bytes((LAW / MARKDOWN).read_bytes())
    assert "er lest før" in refused(kilde / "lov.md", kilde / "lov.md")


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
        ("Endres ved lov 31 juni 2027 nr. 9 (i kraft 30 feb 2028)", None, None),
    ],
)
def test_a_note_says_which_act_and_when(note: str, act: str | None, start: date | None) -> None:
    found = announcement(note)
    assert (found.akt, found.dato) == (act, start)


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
