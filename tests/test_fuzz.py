"""No file, however broken, crashes the command, makes it wait, or makes it write; see `fuzz.py` for the long run."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from fuzz import EXAMPLE, ROOT, Project, fuzz

OFFER = (EXAMPLE / "pathways" / "tilbud" / "kurs.yml").read_text(encoding="utf-8")
Seed = Callable[[Path], object]


def offer(old: str, new: str) -> Seed:
    """The course with something else in one place."""
    assert OFFER.count(old) == 1
    return lambda root: (root / "pathways/tilbud/kurs.yml").write_text(OFFER.replace(old, new), encoding="utf-8")


def named(name: bytes) -> Seed:
    """One more offer, in a file of this name."""
    return lambda root: Path(os.fsdecode(os.fsencode(root) + b"/pathways/tilbud/" + name)).write_text(
        OFFER, encoding="utf-8"
    )


RULE = "  - modalitet: rett\n    hvem: V.\n    hvis: {{alder: {{fra: {0}.{1}}}}}\n    hjemmel: lov/2001-01-01-1 § 1\n"
HOSTILE: dict[str, tuple[int, Seed]] = {
    "filnavn med mellomrom": (1, named(b"a b.yml")),
    "filnavn med anførselstegn": (1, named(b"a'b\".yml")),
    "filnavn med linjeskift": (1, named(b"a\nb.yml")),
    "filnavn som snur skriveretningen": (1, named("\u202ea.yml".encode())),
    "filnavn som styrer terminalen": (1, named(b"\x1b[31m.yml")),
    "filnavn med emoji": (1, named("😀.yml".encode())),
    "filnavn som ikke er UTF-8": (1, named(b"\xff\xfe.yml")),
    "filnavn som er et valg": (1, named(b"-rf")),
    "så langt filnavn som det går an": (1, named(b"x" * 251 + b".yml")),
    "en mappe med navn som en fil": (1, lambda root: (root / "pathways/tilbud/x.yml").mkdir()),
    "et rør": (1, lambda root: os.mkfifo(root / "pathways/tilbud/x.yml")),
    "et rør blant sidene": (0, lambda root: ((root / "content").mkdir(), os.mkfifo(root / "content/x.md"))),
    "snarvei til en fil utenfor": (1, lambda root: (root / "pathways/tilbud/x.yml").symlink_to("/etc/passwd")),
    "snarvei i ring": (1, lambda root: (root / "pathways/tilbud/x").symlink_to("..")),
    "snarvei til seg selv": (1, lambda root: (root / "pathways/tilbud/x.yml").symlink_to("x.yml")),
    "fjorten tusen ukjente nøkler": (1, offer("id: kurs\n", "id: kurs\n" + "".join(f"n{i}: x\n" for i in range(14_000)))),
    "en id på 200 000 bokstaver": (1, offer("  - aktør: eksempel-kommune", "  - aktør: " + "e" * 200_000)),
    "ti tusen ukjente tilbud": (1, offer("fører_til:\n", "fører_til:\n" + "".join(f"  - tilbud: s{i}\n" for i in range(10_000)))),
    "tjue tusen svar": (1, offer("en_av: [", "en_av: [" + "x, " * 20_000)),
    "tusen regler": (1, offer("vilkår:\n", "vilkår:\n" + "".join(RULE.format(i % 90, i) for i in range(1_000)))),
    "åtti tusen aksenttegn": (1, offer("Kurset er på", "K" + "\u0301\u0323" * 40_000)),
    "femti tusen tomme poster": (1, lambda root: (root / "pathways/mal.yml").write_text("- {}\n" * 50_000)),
    "et tall med fem tusen sifre": (1, offer("maks_mnd: 12", "maks_mnd: " + "9" * 5_000)),
}  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The miniature project, to be broken."""
    return Project(tmp_path)


def test_five_hundred_broken_files_end_as_promised(tmp_path: Path) -> None:
    tally = fuzz(int(os.environ.get("MULIGHETSKART_FUZZ", "500")), tmp_path)
    assert not tally.faults, "\n".join(
        f"{fault}: {broken.fil}\n{outcome.said[-2000:]}" for fault, (broken, outcome) in tally.faults.items()
    )
    assert sum(tally.ends.values()) >= 500
    assert all(tally.ends[status] > 10 for status in (0, 1, 2)), f"Ødelagte filer av alle slag: {tally}"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_project_ends_as_promised(name: str, project: Project) -> None:
    status, seed = HOSTILE[name]
    seed(project.root)
    before = project.contents()
    outcome = project.command(["sjekk"])
    assert (outcome.fault(), outcome.status) == (None, status), outcome.said[-2000:]
    assert project.contents() == before
    assert len(outcome.said) < 50_000
    assert not any(ord(letter) < 32 and letter != "\n" for letter in outcome.said)


def test_the_law_of_the_finders_dates_without_the_facts_they_are_for(project: Project) -> None:
    law = "pathways/regelverk/lov-2020-11-06-127.yml"
    shutil.copy(ROOT / law, project.root / law)
    outcome = project.command(["bygg", "--markdown", str(project.beside / "ut")])
    assert (outcome.fault(), outcome.status) == (None, 0), outcome.said[-2000:]


def test_a_law_source_that_is_no_law_is_said_so(project: Project) -> None:
    place = project.beside
    hostile = {
        "tom.md": b"",
        "halv.md": b'---\nrefid: "lov/2001-01-01-1"\n---\n',
        "latin.md": "---\nrefid: «å»\n---\n".encode("latin-1"),
        "bombe.xml": b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 1000 + b'"><!ENTITY c "' + b"&b;" * 1000 + b'">]><a>&c;</a>',
        "fil.xml": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        "dyp.xml": b"<a>" * 100_000,
        "dyp2.xml": b"<html><header><dd class='refid'>lov/2001-01-01-1</dd><dd class='title'>x</dd></header><main>" + b"<i>" * 200 + b"</i>" * 200 + b"</main></html>",
        "ikke.tar.bz2": b"BZh9" + b"\x00" * 100,
        "null.tar.bz2": b"",
        "halv.tar.bz2": b"BZh91AY&SY",
        "rar.exe": b"MZ",
    }  # fmt: skip
    for name, data in hostile.items():
        (place / name).write_bytes(data)
    os.mkfifo(place / "rør.xml")
    for name in [*hostile, "rør.xml", "finnes-ikke.md"]:
        outcome = project.command(["lovsjekk", "--kilde", str(place / name)])
        assert (outcome.fault(), outcome.status) == (None, 2), (name, outcome)
        assert "root:" not in outcome.said


def test_a_situation_that_cannot_be_read_is_said_so(project: Project) -> None:
    shutil.copy("/bin/true", project.beside / "binær.yml")
    os.mkfifo(project.beside / "rør.yml")
    for name in ("binær.yml", "rør.yml", "finnes-ikke.yml", "."):
        outcome = project.command(["vurder", str(project.beside / name)])
        assert (outcome.fault(), outcome.status) == (None, 2), (name, outcome)


@pytest.mark.parametrize("verb", ["reise", "virkning"])
@pytest.mark.parametrize(
    "word", ["", "-", "../..", "HEAD~99999", "a\nb", "\x1b[2J", "--output=x", "æ" * 5000, "@{-1}", ":/x"]
)
def test_an_odd_word_on_the_command_line_is_usage(verb: str, word: str, project: Project) -> None:
    before = project.contents()
    outcome = project.command([verb, "--", word] if verb == "reise" else [verb, f"--fra={word}"])
    assert (outcome.fault(), outcome.status) == (None, 2), outcome
    assert project.contents() == before
