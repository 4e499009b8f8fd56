"""The schemas that help while typing: current, offline, and of one mind with our own check on what shape can tell."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator, FormatChecker
from test_cases import CASES, EXAMPLE, read_case

from generator import cli
from generator.catalogue import read
from generator.layout import Layout
from generator.model import KINDS, Kind
from generator.schema import FOLDER, file_name, modeline, schemas, stale

ROOT = Path(__file__).parent.parent
# Codes a program can give that sees one file and the schema, and nothing else.
SHAPE = {
    *("feil-type", "for-faa", "for-lang", "mangler-kilde", "mangler-nokkel", "tekst-eller-hull", "tom-test"),
    *("tom-verdi", "ugyldig-dato", "ugyldig-hjemmel", "ugyldig-verdi", "ukjent-nokkel", "ukjent-id", "ett-ledd"),
    *("feil-test", "yaml-form"),
}
OF_SHAPE = [path for path in CASES if {row.rsplit(" ", 1)[1] for row in read_case(path).problemer} <= SHAPE]
# Cases that a schema does not tell: a number in quotes and a date have no size to it, and a list none we give it.
BEYOND = {"utenfor-uten-ovre-grense", "aar-langt-unna", "for-lang-liste"}


class Core(yaml.SafeLoader):
    """YAML 1.2 as editors' programs read it: numbers, true and false, and nothing have types; dates are text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  (the name is the library's)


for _tag, _form, _first in (
    ("bool", r"^(true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", "-+.0123456789"),
    ("null", r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""]),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_form), list(_first))
Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))


def files_of(kind: Kind, layout: Layout) -> list[Path]:
    """The files of one kind."""
    place = layout.pathways / kind.place
    return sorted(place.glob("*.yml")) if kind.is_folder else [place] * place.is_file()


def faults(root: Path) -> list[str]:
    """What the schemas say of every file, as file and reason."""
    layout = Layout(root)
    found = []
    for kind, file in zip(KINDS, schemas(read(layout)[0], layout), strict=True):
        validator = Draft7Validator(json.loads(file.content), format_checker=FormatChecker())
        for path in files_of(kind, layout):
            try:
                data = yaml.load(path.read_text(encoding="utf-8"), Core)
            except yaml.YAMLError:
                found.append(f"{path.name}: ikke YAML")
                continue
            found += [f"{path.name}: {error.json_path} {error.message[:80]}" for error in validator.iter_errors(data)]
    return found


def test_the_schemas_are_current() -> None:
    layout = Layout(ROOT)
    assert len(list((ROOT / FOLDER).glob("*.json"))) == len(KINDS)
    assert not list(stale(read(layout)[0], layout)), (
        "Kjør «mulighetskart skjema», og legg endringene i samme innsending."
    )


def test_every_schema_is_a_schema() -> None:
    for kind in KINDS:
        Draft7Validator.check_schema(json.loads((ROOT / file_name(kind)).read_text(encoding="utf-8")))


def patterns(schema: Any) -> set[str]:
    """Every pattern in a schema."""
    inner = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    found = set().union(*map(patterns, inner)) if inner else set()
    return found | (
        {schema["pattern"]} if isinstance(schema, dict) and isinstance(schema.get("pattern"), str) else set()
    )


def test_every_pattern_is_one_in_editors_too() -> None:
    # Editors and check-jsonschema read patterns as JavaScript does with Unicode, where a needless backslash is a fault.
    found = set().union(*(patterns(json.loads((ROOT / file_name(kind)).read_text("utf-8"))) for kind in KINDS))
    assert len(found) > 5
    script = "JSON.parse(process.argv[1]).forEach((pattern) => new RegExp(pattern, 'u'))"
    done = subprocess.run(["node", "-e", script, json.dumps(sorted(found))], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("root", [ROOT, EXAMPLE], ids=["innholdet", "eksempelet"])
def test_every_file_that_is_sound_is_so_by_the_schemas_too(root: Path) -> None:
    assert not faults(root)


def test_there_are_cases_of_shape() -> None:
    assert len(OF_SHAPE) > 40
    assert {path.stem for path in OF_SHAPE} >= BEYOND


@pytest.mark.parametrize("path", OF_SHAPE, ids=lambda path: path.stem)
def test_a_fault_of_shape_is_found_by_the_schemas_too(path: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(EXAMPLE, tmp_path / "eksempel"))
    read_case(path).apply(root)
    assert bool(faults(root)) == (path.stem not in BEYOND)


@pytest.mark.parametrize(
    ("fra", "til"),
    [
        ("navn: Kurset\n", "navn: 2026\n"),
        ("navn: Kurset\n", "navn: true\n"),
        ("navn: Kurset\n", "navn: '2026'\n"),
        ("minst_mnd: 3", "minst_mnd: '3'"),
        ("lov_lest: 2026-07-02", "lov_lest: '2026-07-02'"),
        ("{fra: 18, til: 55}", "{fra: '18', til: 55}"),
        ("    rolle: [vedtar, gjennomfører]\n", "    rolle: vedtar\n"),
        ("kort: Et kurs på dagtid.\n", "kort: |\n  Et kurs\n\n     på dagtid.\n\n"),
        ("kort: Et kurs på dagtid.\n", "kort: >\n  " + "a" * 220 + "\n"),
        ("kategori: start\n", "kategori: start\ngjelder_i: [0301, '46', 1103]\n"),
        ("varighet:\n  - minst_mnd: 3", "varighet:\n  - ukjent: Varierer.\n  - minst_mnd: 3"),
        ("hjemmel: lov/2001-01-01-1 § 1 første ledd", "hjemmel: >-\n      lov/2001-01-01-1 § 1\n      første ledd"),
    ],
)
def test_what_we_read_is_sound_by_the_schemas_too(fra: str, til: str, tmp_path: Path) -> None:
    root = Path(shutil.copytree(EXAMPLE, tmp_path / "eksempel"))
    path = root / "pathways" / "tilbud" / "kurs.yml"
    text = path.read_text(encoding="utf-8")
    assert text.count(fra) == 1
    path.write_text(text.replace(fra, til), encoding="utf-8")
    assert read(Layout(root))[1] == [] and faults(root) == []


def test_every_field_is_explained_and_every_id_named() -> None:
    schema = json.loads((ROOT / FOLDER / "tilbud.json").read_text(encoding="utf-8"))
    parts = schema["definitions"]
    fields = parts["tilbud.Tilbud"]["properties"]
    assert all(field["description"].strip() for part in parts.values() for field in part.get("properties", {}).values())
    actors = parts["id-aktør"]
    assert dict(zip(actors["enum"], actors["enumDescriptions"], strict=True))["kommune"] == "Kommunen"
    assert {"alle", "minst_en", "ikke", "hjemmel", "alder"} <= set(parts["Betingelse"]["properties"])
    assert "lov/2009-12-18-131 § 29" in parts["hjemmel"]["anyOf"][0]["enum"]
    assert fields["kort"]["patternErrorMessage"] == "Teksten skal ha fra 1 til 220 tegn."


def test_the_settings_lead_each_file_to_its_schema_and_ask_no_one_else() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    wanted = {f"./{file_name(kind)}": f"pathways/{kind.place}" + "/*.yml" * kind.is_folder for kind in KINDS}
    assert settings["yaml.schemas"] == wanted
    off = (
        "yaml.schemaStore.enable",
        "yaml.kubernetesCRDStore.enable",
        "yaml.format.enable",
        "redhat.telemetry.enabled",
    )
    assert [settings[name] for name in off] == [False] * 4
    recommended = json.loads((ROOT / ".vscode" / "extensions.json").read_text(encoding="utf-8"))
    assert recommended["recommendations"] == ["redhat.vscode-yaml"]


def test_every_file_we_write_by_hand_begins_with_the_way_to_its_schema() -> None:
    for kind in KINDS:
        for path in files_of(kind, Layout(ROOT)) if kind.name not in ("regelverk", "evidens") else []:
            first = path.read_text(encoding="utf-8").split("\n", 1)[0]
            assert first == modeline(kind), f"Sett «{modeline(kind)}» øverst i {path.name}"
            assert (path.parent / first.split("=", 1)[1]).resolve() == (ROOT / file_name(kind)).resolve()


def project(tmp_path: Path) -> Path:
    """The example with schemas."""
    root = Path(shutil.copytree(EXAMPLE, tmp_path / "eksempel"))
    (root / FOLDER).mkdir(parents=True)
    return root


def test_the_check_warns_of_old_schemas_until_they_are_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project(tmp_path))
    assert cli.main(["sjekk"]) == 0
    assert (
        "advarsel[gammelt-skjema] skjemaet er eldre enn postene\n  hint: kjør «mulighetskart skjema»"
        in capsys.readouterr().out
    )
    assert cli.main(["skjema"]) == 0
    capsys.readouterr()
    assert cli.main(["sjekk"]) == 0
    assert "advarsel" not in capsys.readouterr().out


def test_a_file_that_is_not_finished_can_be_named_but_a_broken_list_stops_the_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project(tmp_path)
    monkeypatch.chdir(root)
    (root / "pathways" / "tilbud" / "nytt-kurs.yml").write_text("id: nytt-kurs\n", encoding="utf-8")
    assert cli.main(["skjema"]) == 0
    schema = json.loads((root / FOLDER / "tilbud.json").read_text(encoding="utf-8"))
    assert "nytt-kurs" in schema["definitions"]["id-tilbud"]["enum"]
    before = (root / FOLDER / "tilbud.json").read_bytes()
    (root / "pathways" / "aktorer.yml").write_text("- id: [\n", encoding="utf-8")
    assert cli.main(["skjema"]) == 1
    assert (root / FOLDER / "tilbud.json").read_bytes() == before
