"""The whole life of a change, with the command as an editor runs it: a new offer, a journey, a new law, a new id, a new site."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.git import git

ROOT = Path(__file__).parent.parent
LAW = "lov-2001-01-01-1.md"
DAY = ("--dato", "2026-11-21")

# What the editor writes in the file `ny` made, with three slips: a key, an actor and a paragraph.
FILLED = {
    "navn": "Leseverksted",
    "kategori": "start",
    "kort": "Et sted der man leser og bøter bøker sammen.",
    "aktør": "bibliotek",
    "rolle": "gjennomfører",
    "hjemmel": "lov/2001-01-01-1 § 2",
    "modalitet": "kan",
    "hvem": "Alle som bor i kommunen.",
    "minst_mnd": "1",
    "nivå": "varierer",
    "begynnelse": "Man møter opp selv.",
    "ende": "Mange blir lenge.",
}
SLIPS = (("kort: Et sted", "kortt: Et sted"), ("aktør: bibliotek\n", "aktør: bibliottek\n"), ("§ 2\n", "§ 22\n"))
PERSONA = {"id: ada": "id: eli", "navn: Ada": "navn: Eli", "alder: 30": "alder: 58", "alder: '30'": "alder: '58'"}
JOURNEY = """\
id: eli-til-bokbinder
navn: Fra verkstedet til bokbinderiet
persona: eli
begynner: 2026-08-01
kort: Fra ny i kommunen til bokbinder på ett år.
mål:
  - {mål: bokbinder, steg: verkstedet, hovedmål: ja}
steg:
  - id: verkstedet
    navn: Verkstedet
    bane: arbeid_utdanning
    fra_mnd: 0
    til_mnd: 12
    tilbud: leseverksted
    aktør: bibliotek
    hjemmel: lov/2001-01-01-1 § 2
  - {id: stonad, navn: Kursstønad, bane: livsopphold, fra_mnd: 0, til_mnd: 12, ytelse: kursstonad}
  - {id: biblioteket, navn: Biblioteket, bane: ansvar, fra_mnd: 0, til_mnd: 12, aktør: bibliotek}
veivalg:
  - mnd: 6
    spørsmål: Verksted eller kafé?
    valg:
      - {tekst: Bli på verkstedet., steg: verkstedet}
      - {tekst: Gå til kafeen., tilbud: sprakkafe}
sideveier:
  - {fra: verkstedet, tilbakeslag: Verkstedet er stengt., vei_ut: Kafeen er åpen., tilbud: sprakkafe}
kontroll:
  funn:
    - {tekst: Verkstedet er på biblioteket., hjemmel: lov/2001-01-01-1 § 2}
lov_lest: 2026-07-02
redigert: 2026-11-21
"""


class Editor:
    """Someone in a project's folder, with a text editor, the command and git."""

    def __init__(self, root: Path) -> None:
        self.root = root
        clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        self.environment = {**clean, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}

    def run(self, *words: str, ends: int = 0) -> str:
        """Run the command as from a terminal, and see that it ends as it should; what it said."""
        done = self._run(sys.executable, "-m", "generator.cli", *words)
        assert done.returncode == ends, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout.replace("\u00a0", " ")

    def _run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            words, cwd=self.root, env=self.environment, capture_output=True, encoding="utf-8", timeout=300
        )

    def read(self, name: str) -> str:
        """A file as it stands."""
        return (self.root / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        """A new file, or another text in one that is there."""
        (self.root / name).write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """One place in a file."""
        assert old in self.read(name), (name, old)
        self.write(name, self.read(name).replace(old, new, 1))

    def problems(self) -> list[dict[str, Any]]:
        """What the check says, to programs."""
        done = self._run(sys.executable, "-m", "generator.cli", "sjekk", "--json")
        return list(json.loads(done.stdout))

    def mend(self, problem: dict[str, Any]) -> None:
        """Do what the message says and no more: on its line, from its column, put the word it suggests for the wrong one."""
        (wrong,) = re.findall(r"«([^»]+)»", problem["melding"])[:1]
        (right,) = re.findall(r"mente du «([^»]+)»\?", problem["hint"])
        lines = self.read(problem["fil"]).split("\n")
        number, start = problem["linje"] - 1, problem["kolonne"] - 1
        before, after = lines[number][:start], lines[number][start:]
        assert wrong in after, (problem, lines[number])
        lines[number] = before + after.replace(wrong, right, 1)
        self.write(problem["fil"], "\n".join(lines))


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    """The project in miniature with the real pages by hand and settings, all of it in git, and a folder of law beside it."""
    root = tmp_path / "prosjekt"
    shutil.copytree(ROOT / "tests" / "example" / "pathways", root / "pathways")
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "mkdocs.yml", root)
    (tmp_path / "lovverk").mkdir()
    shutil.copy(ROOT / "tests" / "example" / "lov" / LAW, tmp_path / "lovverk")
    editor = Editor(root)
    git(editor.root, "init", "-q")
    git(editor.root, "add", "-A")
    git(editor.root, "commit", "-qm", "som det var")
    return editor


def fill_in(editor: Editor, name: str) -> None:
    """Write a value at each empty key that `ny` explained, and leave the explanations out."""
    kept = [line for line in editor.read(name).split("\n") if not line.lstrip().startswith("# ")]
    done = [re.sub(r"(?<![\w])(\w+):$", lambda key: _with_value(key[1]), line) for line in kept]
    editor.write(name, "\n".join(done))


def _with_value(key: str) -> str:
    return f"{key}: {FILLED[key]}" if key in FILLED else f"{key}:"


def test_a_change_from_its_first_line_to_the_site(editor: Editor) -> None:
    offer = "pathways/tilbud/leseverksted.yml"

    # A new offer, with three slips that are mended by their messages alone.
    assert "skrev pathways/tilbud/leseverksted.yml" in editor.run("ny", "tilbud", "leseverksted", *DAY)
    fill_in(editor, offer)
    assert editor.problems() == []
    for right, slip in SLIPS:
        editor.change(offer, right, slip)
    mended = []
    while problems := editor.problems():
        assert {problem["fil"] for problem in problems} == {offer} and len(mended) < 3
        mended.append(problems[0]["kode"])
        editor.mend(problems[0])
    assert sorted(mended) == ["ukjent-hjemmel", "ukjent-id", "ukjent-nokkel"]
    assert all(slip not in editor.read(offer) and right in editor.read(offer) for right, slip in SLIPS)

    # A person too old for the course, and her journey through the new offer, which holds.
    persona = editor.read("pathways/personas/ada.yml")
    for old, new in PERSONA.items():
        persona = persona.replace(old, new)
    editor.write("pathways/personas/eli.yml", persona)
    editor.write("pathways/reiser/eli-til-bokbinder.yml", JOURNEY)
    assert "Ingen feil" in editor.run("sjekk")
    assert "leseverksted" in editor.run("reise", "eli-til-bokbinder", "--json", *DAY)
    git(editor.root, "add", "-A")
    git(editor.root, "commit", "-qm", "leseverkstedet")

    # The law is as it was read, and then it changes.
    law = ("--kilde", "../lovverk")
    assert "Ingen endringer" in editor.run("lovsjekk", *law)
    editor.change(f"../lovverk/{LAW}", "mellom 18 og 55 år", "mellom 18 og 60 år")
    found = editor.run("lovsjekk", *law, ends=1)
    assert "Endret ordlyd (1)" in found and "[-55-] {+60+}" in found
    assert "pathways/tilbud/kurs.yml:" in found and "/tilbud/kurs/" in found and offer not in found
    assert "[-55-] {+60+}" in editor.run("rapport", *law, *DAY)

    # The rule follows, and we are told whom it concerns: the one who is 58, and not the one who is 30.
    editor.change("pathways/tilbud/kurs.yml", "{fra: 18, til: 55}", "{fra: 18, til: 60}")
    effect = json.loads(editor.run("virkning", "--json", *DAY))
    assert [(change["tilbud"], change["slag"], change["personas"]) for change in effect["endringer"]] == [
        ("kurs", "vinner", ["Eli"])
    ]
    assert effect["reiser"] == [] and "Får mer: " in editor.run("virkning", *DAY)
    editor.run("hjemler", *law, "--lest", "2026-11-20")
    assert "Ingen endringer" in editor.run("lovsjekk", *law)
    assert "Ingen feil" in editor.run("sjekk")

    # A new id, and the site: the old address leads to the new one, and the news tell of the page.
    editor.run("endre-id", "tilbud", "leseverksted", "lesestua", *DAY)
    assert "tilbud: lesestua" in editor.read("pathways/reiser/eli-til-bokbinder.yml")
    assert "Ingen feil" in editor.run("sjekk")
    assert "sider bygget i site/." in editor.run("bygg", *DAY, "--ferskhet", "1")
    assert "Leseverksted" in editor.read("site/tilbud/lesestua/index.html")
    old = editor.read("site/tilbud/leseverksted/index.html")
    (target,) = re.findall(r'http-equiv="refresh" content="0; url=([^"]+)"', old)
    where = (editor.root / "site" / "tilbud" / "leseverksted" / target / "index.html").resolve()
    assert where == (editor.root / "site" / "tilbud" / "lesestua" / "index.html").resolve()
    assert 'href="../../tilbud/lesestua/"' in editor.read("site/reiser/eli-til-bokbinder/index.html")
    assert "../tilbud/lesestua/" in editor.read("site/nytt/index.html")
    assert "18 og 60 år" in editor.read("site/regelverk/lov-2001-01-01-1/index.html")

    # A fault after that stops the next build, and the last good site stands.
    editor.change("pathways/tilbud/lesestua.yml", "aktør: bibliotek", "aktør: bibliottek")
    assert "Nettstedet er ikke endret." in editor.run("bygg", *DAY, ends=1)
    assert "Leseverksted" in editor.read("site/tilbud/lesestua/index.html")
