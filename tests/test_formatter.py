"""The formatter loses nothing, does nothing the second time, and leaves alone what it cannot be sure of."""

import re
import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cases import EXAMPLE

from generator import cli
from generator.formatter import WIDTH, comments, formatted
from generator.model import KINDS, Kind

ROOT = Path(__file__).parent.parent
KIND = {kind.name: kind for kind in KINDS}
FILES = [
    (kind, path)
    for kind in KINDS
    if kind.name != "regelverk"
    for path in sorted((ROOT / "pathways").glob(f"{kind.place}/*.yml" if kind.is_folder else kind.place))
]


def values(text: str) -> object:
    """What we read in a text."""
    return yaml.load(text, yaml.CBaseLoader)


def sound(text: str, kind: Kind) -> str:
    """The text formatted, when nothing was lost and a second time does nothing."""
    new = formatted(text, kind)
    assert values(new) == values(text)
    assert sorted(comments(new)) == sorted(comments(text))
    assert formatted(new, kind) == new
    return new


@pytest.mark.parametrize(("kind", "path"), FILES, ids=[path.stem for _, path in FILES])
def test_every_file_keeps_its_values_and_comments_and_is_left_alone_the_second_time(kind: Kind, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    new = sound(text, kind)
    long = [
        line
        for line in new.split("\n")
        if len(line) > WIDTH
        and not any(mark in line for mark in ("[", "{", "#"))
        and not re.fullmatch(r"[\s-]*(\w+: )?\S+", line)  # an address has nowhere to be broken
    ]
    assert not long, "Disse linjene kunne vært brutt."


COMMENTED = """\
# yaml-language-server: $schema=../../.vscode/skjema/tilbud.json
kort: Et kurs.  # kort forklart

# Navnet er fra vedtaket,
# og skal stå slik.
navn: Kurset
id: kurs
ansvar:
  - hjemmel: lov/2001-01-01-1 § 1
    # den som vedtar
    rolle: [vedtar]
    aktør: kommune  # i praksis flyktningtjenesten
    # mer kommer her
kategori: start
# helt til slutt
"""
TIDY = """\
# yaml-language-server: $schema=../../.vscode/skjema/tilbud.json
id: kurs

# Navnet er fra vedtaket,
# og skal stå slik.
navn: Kurset
kategori: start
kort: Et kurs.  # kort forklart
ansvar:
  - aktør: kommune  # i praksis flyktningtjenesten
    # den som vedtar
    rolle: [vedtar]
    hjemmel: lov/2001-01-01-1 § 1
    # mer kommer her
# helt til slutt
"""


def test_keys_come_in_the_order_of_the_model_and_comments_go_with_their_keys() -> None:
    assert sound(COMMENTED, KIND["tilbud"]) == TIDY


def test_windows_line_ends_are_kept() -> None:
    assert formatted(COMMENTED.replace("\n", "\r\n"), KIND["tilbud"]) == TIDY.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("navn: 'Kurset'\nkort: \"på kvelden\"\n", "navn: Kurset\nkort: på kvelden\n"),
        ("navn: '2026'\nkort: 'a: b'\n", None),
        ("navn: 'true'\nkort: '12:30'\n", None),
        ("navn: ' luft '\nkort: '# ikke en kommentar'\n", None),
        ("navn: '0301'\nkort: '- strek'\n", None),
        ("også_kalt: ['en, to', 'tre']\n", "også_kalt: ['en, to', tre]\n"),
        ("navn: '[a]'\nkort: '*stjerne'\n", None),
        ("også_kalt: ['hva da?']\nkort: 'Hva da?'\n", None),
    ],
)
def test_quotes_stay_where_they_are_needed(text: str, wanted: str | None) -> None:
    assert sound(text, KIND["tilbud"]) == (wanted or text)


def test_a_long_text_is_folded_and_a_short_one_left_as_it_is() -> None:
    long = "ord " * 40 + "slutt"
    new = sound(f"navn: Kurset\nkort: {long}\nom:\n  - tekst: '{long}: også'\n    ukjent: kort\n", KIND["tilbud"])
    assert new.startswith("navn: Kurset\nkort: >-\n  ord ord") and "  - tekst: >-\n      ord ord" in new
    assert max(map(len, new.split("\n"))) <= WIDTH


@pytest.mark.parametrize(
    "text",
    [
        "navn: " + "ord  to " * 20 + "slutt\n",
        "kort: |\n  " + "ord " * 40 + "slutt\n",
        "kort: >\n  " + "ord " * 40 + "slutt\n",
        "kort: " + "ord " * 40 + "slutt # hvorfor\n",
        "navn: " + "x" * 200 + " # kort\n",
        "kort: Kurset\nukjent_nokkel: 1\nnavn: Kurset\n",
        "# om det første\nkort: Kurset\nnavn: Kurset\n",
        "kort: Kurset\n# om navnet\nnavn: Kurset\n",
        "{kort: Kurset,\n  # om navnet\n  navn: Kurset}\n",
    ],
)
def test_what_cannot_be_moved_or_broken_without_doubt_stays(text: str) -> None:
    assert sound(text, KIND["tilbud"]) == text


def pieces() -> list[str]:
    """The keys of an example, each with what stands below it."""
    lines = (EXAMPLE / "pathways" / "tilbud" / "kurs.yml").read_text(encoding="utf-8").splitlines(keepends=True)
    starts = [number for number, line in enumerate(lines) if line[0] not in " #"]
    return ["".join(lines[a:b]) for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.permutations(pieces()), st.data())
def test_any_order_with_any_comments_becomes_the_same_order_with_the_same_comments(
    shuffled: list[str], data: st.DataObject
) -> None:
    lines = "".join(shuffled).split("\n")[:-1]
    for number, row in enumerate(data.draw(st.lists(st.integers(0, len(lines)), max_size=6))):
        indent = data.draw(st.sampled_from([0, 2, 4, 6]))
        lines.insert(row, data.draw(st.sampled_from(["", " " * indent + f"# merknad {number}"])))
    sound("\n".join(lines) + "\n", KIND["tilbud"])


def test_without_comments_any_order_becomes_the_order_of_the_model() -> None:
    tidy = formatted("".join(pieces()), KIND["tilbud"])
    assert formatted("".join(reversed(pieces())), KIND["tilbud"]) == tidy


def test_the_command_writes_what_it_orders_and_then_finds_nothing_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = Path(shutil.copytree(EXAMPLE, tmp_path / "eksempel"))
    monkeypatch.chdir(root)
    path = root / "pathways" / "tilbud" / "sprakkafe.yml"
    path.write_text("".join(reversed(path.read_text(encoding="utf-8").splitlines(keepends=True)[:2])), encoding="utf-8")
    assert cli.main(["formater", "pathways/tilbud/sprakkafe.yml"]) == 0
    assert "ordnet pathways/tilbud/sprakkafe.yml\n1 filer endret." in capsys.readouterr().out
    assert path.read_text(encoding="utf-8").startswith("id: sprakkafe\nnavn:")
    cli.main(["formater"])
    capsys.readouterr()
    assert cli.main(["formater"]) == 0
    assert capsys.readouterr().out == "0 filer endret.\n"


def test_a_file_that_cannot_be_read_is_left_and_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = Path(shutil.copytree(EXAMPLE, tmp_path / "eksempel"))
    monkeypatch.chdir(root)
    path = root / "pathways" / "tilbud" / "kurs.yml"
    path.write_text("navn: [\n", encoding="utf-8")
    for name in ("pathways/tilbud/kurs.yml", "pathways/regelverk/lov-2001-01-01-1.yml", "finnes-ikke.yml"):
        assert cli.main(["formater", name]) == 1
    assert path.read_text(encoding="utf-8") == "navn: [\n"
    assert "feil[yaml-form]" in capsys.readouterr().out
