"""Help while typing, from the language server VS Code's YAML extension runs: it completes, explains and marks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.layout import Layout
from generator.model import KINDS, Kind
from tests.language_server import LanguageServer, language_server
from tests.test_schema import files_of

ROOT = Path(__file__).parents[1]
NEW = "pathways/tilbud/ny.yml"
HEAD = "# yaml-language-server: $schema=../../.vscode/skjema/tilbud.json\nid: ny\n"
RULE = "vilkår:\n  - modalitet: rett\n    hvis:\n      alle:\n        - "
KVP = "pathways/tilbud/kvp.yml"


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    """One server for all."""
    with language_server() as running:
        yield running


@pytest.mark.parametrize(
    ("written", "suggested", "explained"),
    [
        ("¤", "livsopphold", "Hva man kan leve av"),
        ("kategori: ¤", "grunnopplaering", "Grunnskole, videregående og fagbrev"),
        ("ansvar:\n  - aktør: ¤", "fylkeskommune", "Fylkeskommunen"),
        ("ansvar:\n  - aktør: kommune\n    hjemmel: ¤", "lov/2009-12-18-131 § 29", "Sosialtjenesteloven"),
        ("ansvar:\n  - aktør: kommune\n    hjemmel: [¤]", "lov/2009-12-18-131 § 29", "Sosialtjenesteloven"),
        (RULE + "¤", "oppholdsgrunnlag", "Hva slags tillatelse har personen?"),
        (RULE + "oppholdsgrunnlag: ¤", "kollektiv-beskyttelse", "kollektiv beskyttelse"),
        ("fører_til:\n  - tilbud: ¤", "introduksjonsprogram", "Introduksjonsprogram"),
        ("livsopphold:\n  - ytelse: ¤", "kvalifiseringsstonad", "Kvalifiseringsstønad"),
    ],
)
def test_keys_ids_and_codes_are_suggested_and_explained(
    server: LanguageServer, written: str, suggested: str, explained: str
) -> None:
    assert explained in server.suggested(NEW, HEAD + written + "\n")[suggested]


def test_each_field_is_explained_where_it_stands(server: LanguageServer) -> None:
    assert "Id til kategorien på kartet." in server.told(NEW, HEAD + "kat¤egori: norsk\n")


def test_what_is_wrong_is_marked_where_it_is(server: LanguageServer) -> None:
    sound = (ROOT / KVP).read_text(encoding="utf-8")
    faulty = sound.replace("maks_mnd:", "maks_mdn:", 1).replace("kategori: program", "kategori: progam")
    lines = faulty.split("\n")
    wanted = {next(n for n, line in enumerate(lines, 1) if word in line): word for word in ("progam", "maks_mdn")}
    marks = server.marks(KVP, faulty)
    assert [line for line, _ in marks] == sorted(wanted)
    assert "maks_mdn" in marks[1][1] and '"program"' in marks[0][1]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if files_of(kind, Layout(ROOT))], ids=lambda kind: kind.name)
def test_nothing_is_marked_in_what_is_sound(server: LanguageServer, kind: Kind) -> None:
    path = max(files_of(kind, Layout(ROOT)), key=lambda file: file.stat().st_size)
    assert server.marks(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) == []
