"""A record gets a new id everywhere or nowhere, and whoever has the old address finds the new one."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from test_cases import EXAMPLE, contents

from generator import cli, files, new_id
from generator.build import compile_site, examine
from generator.finish import finish
from generator.formatter import comments
from generator.inspect_site import inspect
from generator.layout import Layout
from generator.model import KINDS
from generator.new_id import FIXED, form_fault

KIND = {kind.name: kind for kind in KINDS}
ROOT = Path(__file__).parent.parent


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example, which the command works in."""
    root = Path(shutil.copytree(EXAMPLE, tmp_path / "eksempel"))
    monkeypatch.chdir(root)
    return root


def rename(*words: str) -> int:
    """The command's exit status, on a known day."""
    return cli.main(["endre-id", *words, "--dato", "2026-11-21"])


RENAMED = [
    (kind.name, item)
    for kind in KINDS
    if kind.name not in FIXED
    for item in examine(Layout(EXAMPLE))[0].placed[kind.name]
    if item != "alder"
]


@pytest.mark.parametrize(("kind", "old"), RENAMED)
def test_every_record_can_be_renamed_and_back_with_nothing_else_changed(kind: str, old: str, root: Path) -> None:
    new = "helt_annet" if kind == "faktum" else "helt-annet"
    moves = root / "pathways" / "omdirigeringer.yml"
    before, told = contents(root), moves.read_text(encoding="utf-8")
    assert rename(kind, old, new) == 0
    catalogue, problems = examine(Layout(root))
    assert problems == [] and new in catalogue.placed[kind] and old not in catalogue.placed[kind]
    after = contents(root)
    for name, data in after.items():
        if name in before and name.endswith(".yml") and name != "pathways/omdirigeringer.yml":
            assert comments(data.decode()) == comments(before[name].decode())
            assert data.decode().replace(new, old) == before[name].decode().replace(new, old)
    assert rename(kind, new, old) == 0
    moves.write_text(told, encoding="utf-8")
    assert contents(root) == before


def test_the_old_address_leads_to_the_new_one_and_on_when_that_moves_too(root: Path) -> None:
    assert rename("tilbud", "kurs", "kurset") == 0
    assert rename("tilbud", "kurset", "kurs-pa-dagtid") == 0
    moves = {move.id: move.til for move in examine(Layout(root))[0].all("omdirigering")}
    assert moves == dict.fromkeys(("tilbud/gammelt-kurs", "tilbud/kurs", "tilbud/kurset"), "tilbud/kurs-pa-dagtid")
    pages = {file.path: file.data.decode() for file in compile_site(Layout(root), date(2026, 11, 21)).files}
    assert "tilbud/kurs-pa-dagtid/index.md" in pages and "tilbud/kurs/index.md" not in pages
    page = pages["tilbud/kurs/index.html"]
    assert '<meta http-equiv="refresh" content="0; url=../../tilbud/kurs-pa-dagtid/">' in page
    assert '<link rel="canonical" href="../../tilbud/kurs-pa-dagtid/">' in page and "<script" not in page
    assert '<a href="../../tilbud/kurs-pa-dagtid/">Kurset</a>' in page


def test_a_page_that_leads_on_passes_the_check_of_the_site_and_is_not_in_the_sitemap(
    root: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    pages = [file for file in compile_site(Layout(root), date(2026, 11, 21)).files if file.path.endswith(".html")]
    files.write_all(site, pages)
    target = site / "tilbud" / "kurs" / "index.html"
    target.parent.mkdir(parents=True)
    target.write_text(
        pages[0].data.decode().replace("../../tilbud/kurs/", "./").replace("refresh", "x"), encoding="utf-8"
    )
    finish(site, "https://eksempel.no/")
    assert len(pages) == 1 and inspect(site) == []
    assert "<loc>" not in (site / "sitemap.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("tilbudd", "kurs", "x"), "mente du «tilbud»?"),
        (("tilbud", "kursx", "x"), "mente du «kurs»?"),
        (("tilbud", "kurs", "sprakkafe"), "er i bruk i pathways/tilbud/sprakkafe.yml"),
        (("tilbud", "kurs", "Kurs på Kvelden!"), "mente du «kurs-pa-kvelden»?"),
        (("tilbud", "kurs", "../ut"), "mente du «ut»?"),
        (("kategori", "start", "begynn"), "stilarket"),
        (("faktum", "alder", "alderen"), "beregningene"),
    ],
)
def test_what_cannot_be_done_is_told_with_the_nearest_that_can(
    words: tuple[str, ...], said: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(root)
    assert rename(*words) == 2
    assert said in capsys.readouterr().err
    assert contents(root) == before


def test_nothing_is_written_while_something_else_is_wrong(root: Path) -> None:
    (root / "pathways" / "tilbud" / "halvferdig.yml").write_text("id: halvferdig\n", encoding="utf-8")
    before = contents(root)
    assert rename("tilbud", "kurs", "kurset") == 1
    assert contents(root) == before


def test_when_the_machine_fails_on_the_way_everything_stands_as_before(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, written = contents(root), []

    def fail_at_the_third(path: Path, data: bytes) -> None:
        written.append(path)
        if root in path.parents and len([p for p in written if root in p.parents]) == 3:
            raise OSError(28, "No space left on device")
        files.write_one(path, data)

    monkeypatch.setattr(new_id, "write_one", fail_at_the_third)
    assert rename("tilbud", "kurs", "kurset") == 3
    assert len(written) > 3 and contents(root) == before


def test_windows_line_ends_stay(root: Path) -> None:
    path = root / "pathways" / "tilbud" / "kurs.yml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert rename("tilbud", "sprakkafe", "kafe") == 0
    assert b"tilbud: kafe\r\n" in path.read_bytes() and path.read_bytes().count(b"\n") == path.read_bytes().count(
        b"\r\n"
    )


@pytest.mark.parametrize(
    ("kind", "id", "near"),
    [
        ("tilbud", "fagbrev-pa-jobb", ""),
        ("tilbud", "Lærling", "laerling"),
        ("tilbud", "høyere_utdanning", "hoyere-utdanning"),
        ("faktum", "botid-kommune", "botid_kommune"),
        ("tilbud", "---", None),
        ("tilbud", "a" * 90, "a" * 80),
    ],
)
def test_a_bad_id_is_told_with_the_nearest_right_form(kind: str, id: str, near: str | None) -> None:
    said = form_fault(KIND[kind], id)
    assert said == ("" if near == "" else f"«{id}» kan ikke være en id" + (f"; mente du «{near}»?" if near else ""))
