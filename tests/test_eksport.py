"""The verb `eksport`: what it writes, that it writes the same twice, and that it leaves the files of others alone."""

import json
import re
import shutil
import sys
from pathlib import Path

import pytest
from lxml import etree, html

from generator.cli import main
from generator.eksport import EDGED, PNG_WIDTH, pdf, png

HERE = Path(__file__).parent


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The miniature with the real stylesheets, which the command is run in."""
    root = tmp_path / "prosjekt"
    shutil.copytree(HERE / "example" / "pathways", root / "pathways")
    shutil.copytree(HERE.parent / "content" / "stil", root / "content" / "stil")
    monkeypatch.chdir(root)
    return root


def exported(folder: Path) -> dict[str, bytes]:
    """Every file of an export."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_piece_is_written_in_every_form(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eksport", "biter", "--dato", "2026-11-21"]) == 0
    files = exported(project / "biter")
    assert f"som {len(files)} filer i biter." in capsys.readouterr().out
    told = json.loads(files["stykker.json"])
    names = {name for piece in told["stykker"] for name in piece["filer"]}
    assert names | {"index.html", "stykker.json"} == set(files)
    assert {piece["slag"] for piece in told["stykker"]} == {"kart", "nettverk", "reise", "overgang", "tilbud", "regel"}
    for end in (".svg", ".png", ".html", ".json"):
        assert f"tilbud-kurs{end}" in files and f"reise-ada-til-bokbinder{end}" in files
    assert {"kartet.pdf", "kartet.png", "nettverk.pdf", "nettverk.png", "overgang-kurs-til-kafe.png"} <= set(files)
    for name, data in files.items():
        if name.endswith(".png"):
            assert data.startswith(b"\x89PNG") and int.from_bytes(data[16:20]) == PNG_WIDTH, name
        if name.endswith(".svg"):
            assert etree.fromstring(data).tag.endswith("svg")
    assert all(files[name].startswith(b"%PDF") for name in ("kartet.pdf", "nettverk.pdf"))
    assert html.fromstring(files["tilbud-kurs.html"]).tag == "section"


def test_the_list_leads_to_every_file_and_fetches_nothing_else(project: Path) -> None:
    assert main(["eksport", "biter", "--dato", "2026-11-21"]) == 0
    files = exported(project / "biter")
    page = html.document_fromstring(files["index.html"].decode())
    assert {*page.xpath("//a/@href"), "index.html", "stykker.json"} == set(files)
    assert set(page.xpath("//img/@src")) <= set(files)
    names = page.xpath("//a/@aria-label")
    assert len(set(names)) == len(names)


def test_the_same_twice(project: Path) -> None:
    assert main(["eksport", "en", "--dato", "2026-11-21"]) == 0
    assert main(["eksport", "to", "--dato", "2026-11-21"]) == 0
    assert exported(project / "en") == exported(project / "to")


def test_with_an_address_the_pieces_lead_home(project: Path) -> None:
    assert main(["eksport", "biter", "--dato", "2026-11-21", "--grunnadresse", "https://eksempel.no/kart"]) == 0
    assert b"https://eksempel.no/kart/tilbud/kurs/" in (project / "biter" / "tilbud-kurs.html").read_bytes()
    assert b"https://eksempel.no/kart/tilbud/kurs/" in (project / "biter" / "nettverk.svg").read_bytes()


def test_an_older_export_is_replaced_and_what_is_gone_is_gone(project: Path) -> None:
    folder = project / "biter"
    assert main(["eksport", "biter", "--dato", "2026-11-21"]) == 0
    told = json.loads((folder / "stykker.json").read_text(encoding="utf-8"))
    told["stykker"].append({"filer": ["tilbud-borte.svg"]})
    (folder / "stykker.json").write_text(json.dumps(told), encoding="utf-8")
    (folder / "tilbud-borte.svg").write_text("<svg/>", encoding="utf-8")
    assert main(["eksport", "biter", "--dato", "2026-11-21"]) == 0
    assert not (folder / "tilbud-borte.svg").exists()
    assert {path.name for path in project.iterdir()} == {"pathways", "content", "biter", "build"}


@pytest.mark.parametrize("name", ["brev.odt", "stykker.json", "mappe/noe.txt", ".skjult"])
def test_the_files_of_others_are_left_alone(project: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    file = project / "biter" / name
    file.parent.mkdir(parents=True)
    file.write_text("mitt", encoding="utf-8")
    assert main(["eksport", "biter"]) == 2
    assert f"«{name.partition('/')[0]}» i biter er ikke skrevet av eksport" in capsys.readouterr().err
    assert exported(project / "biter") == {name: b"mitt"}


def test_a_file_put_beside_ours_is_seen(project: Path) -> None:
    assert main(["eksport", "biter", "--dato", "2026-11-21"]) == 0
    (project / "biter" / "brev.odt").write_text("mitt", encoding="utf-8")
    assert main(["eksport", "biter", "--dato", "2026-11-21"]) == 2
    assert (project / "biter" / "brev.odt").read_text(encoding="utf-8") == "mitt"


def test_a_file_where_the_folder_should_be_is_left_alone(project: Path) -> None:
    (project / "biter").write_text("mitt", encoding="utf-8")
    assert main(["eksport", "biter"]) == 2
    assert (project / "biter").read_text(encoding="utf-8") == "mitt"


def test_a_fault_writes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "pathways" / "kategorier.yml").write_text("- id: norsk\n  navnn: Norsk\n", encoding="utf-8")
    assert main(["eksport", "biter"]) == 1
    assert "feil[ukjent-nokkel]" in capsys.readouterr().out
    assert not (project / "biter").exists()


def test_without_the_library_the_machine_is_to_blame(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Missing:
        """What the package does where the library is not on the machine."""

        def find_spec(self, name: str, *_: object) -> None:
            if name == "cairosvg":
                raise OSError("no library called cairo was found")

    for name in [name for name in sys.modules if name.startswith("cairosvg")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    assert main(["eksport", "biter"]) == 3
    assert "installer pakken libcairo2" in capsys.readouterr().err
    assert not (project / "biter").exists()


WORDS = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="100" viewBox="0 0 400 100" font-family="Arial" '
    'fill="#000000"><rect width="400" height="100" fill="#ffffff"/>'
    '<text x="20" y="60" font-size="40" stroke="#ffffff" stroke-width="9" paint-order="stroke">{}</text></svg>'
)


def test_letters_stand_on_top_of_their_edge() -> None:
    assert EDGED.search(WORDS)
    assert png(WORDS.format("Æøå")) != png(WORDS.format("")), "the edge would have covered the letters"
    assert png(WORDS.format("Æøå")) != png(WORDS.format("Oøå"))


def test_a_page_fits_the_paper_and_says_nothing_of_the_hour() -> None:
    wide = WORDS.replace('width="400" height="100" viewBox', 'width="4000" height="1000" viewBox', 1)
    data = pdf(wide.format("Tekst"))
    assert data == pdf(wide.format("Tekst"))
    assert re.search(rb"CreationDate \((D:)?20000101000000", data)
    (box,) = set(re.findall(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", data))
    assert round(float(box[0])) == 1191 and float(box[1]) < 842
