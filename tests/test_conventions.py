"""What a reviewer would otherwise say twice; each test lists every violation and tells how to put it right."""

import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel
from test_cases import CASES, read_case
from test_reise import codes as codes_of_broken_journeys

from generator import cli
from generator.every_rule import RULES
from generator.model.base import Record

ROOT = Path(__file__).parent.parent
GENERATOR = ROOT / "generator"
MODULES = sorted(GENERATOR.rglob("*.py"))
# From the first layer to the last: a module imports only from what stands before it.
ORDER = """
generator layout problems unseen
model.base model.oppslag model.regler model.samsvar model.deltakelse model.tilbud model.ytelse model.reise model.overgang model.hendelse model.dekning model.emne model.kombinasjon model.stotteordning model.veiviser model
elsewhere load lovtekst lovdata lovkilde walk shape catalogue words amounts evaluate infer proof checks possible proven contradictions journeys changes checks_hendelse files redirects every_rule examined feilkoder tell situation proof_text
freshness coming coverage readability outside status
virkning.history virkning.side virkning.because virkning virkning.text parallel
diagrams diagrams.text diagrams.dot diagrams.handover diagrams.lanes diagrams.network diagrams.chart diagrams.rights diagrams.card
hjemler schema_shapes schema keys formatter new_id new_record
views.shown views.rights views.kart_tegning views.tilbud views.papir views.oversikt views.kart views.emner views.overgang views.bevis views.tidslinje views.steg views.reise views.kart_reise views.endringer views.hendelse views.ytelse views.livsopphold views.oppslag views.regelverk views.finn views.redaktor views.poster views.sammen views.nytt views.status pieces views.del_ views
lovsjekk lovrapport status_text lenker
search terms finder render export pieces_css pieces_svg pieces_files build swap serving finish inspect_tree inspect_site site progress vis eksport verbs verbs_eksport cli handbook
""".split()
# Modules whose problems an author of a content file can cause.
SPEAKING = (
    "problems",
    "elsewhere",
    "load",
    "shape",
    "catalogue",
    "checks",
    "proven",
    "contradictions",
    "checks_hendelse",
    "redirects",
    "journeys",
    "model/base",
    "model/dekning",
    "model/deltakelse",
    "model/oppslag",
    "model/regler",
    "model/hendelse",
    "model/overgang",
    "model/reise",
    "model/samsvar",
    "model/tilbud",
    "model/ytelse",
)
# The folders and files that are ours; what is installed or built is not.
OURS = ("pathways", "content", "generator", "tests", "bin", "drift", ".ci", ".github")
NOT_OURS = {"node_modules", "__pycache__", ".setup", ".git"}
ENGLISH = re.compile(r"\b(usage|options|positional arguments|show this help|optional|arguments)\b")


def module_name(path: Path) -> str:
    """`generator/model/base.py` is `model.base`, `generator/model/__init__.py` is `model`."""
    parts = path.relative_to(GENERATOR).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__") or "generator"


def layer(module: str) -> int:
    """The place in the order; a module of a package that is not listed by itself has the package's place."""
    while module not in ORDER:
        module, dot, _ = module.rpartition(".")
        assert dot, f"Sett {module or 'modulen'} inn i ORDER i tests/test_conventions.py."
    return ORDER.index(module)


def package(module: str) -> str:
    """The listed name that stands for a module."""
    return ORDER[layer(module)]


def imports() -> Iterator[tuple[Path, int, str]]:
    """Each import of one of our modules from another, with its line."""
    known = {module_name(path) for path in MODULES}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{path}:{node.lineno} skriv hele navnet på modulen"
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            else:
                continue
            for name in names:
                if name.partition(".")[0] != "generator":
                    continue
                name = name.removeprefix("generator.")
                while name not in known:
                    name, dot, _ = name.rpartition(".")
                    assert dot, f"{path}:{node.lineno} finner ikke modulen"
                yield path, node.lineno, name


def test_every_module_has_a_layer() -> None:
    assert len(MODULES) > 30
    without = [name for name in map(module_name, MODULES) if name not in ORDER and name.partition(".")[0] not in ORDER]
    assert not without, f"Sett disse inn i ORDER, etter det de bruker: {without}"


def test_data_flows_one_way() -> None:
    found = list(imports())
    assert len(found) > 100
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {other}"
        for path, line, other in found
        if package(other) != package(module_name(path)) and layer(other) >= layer(module_name(path))
    ]
    assert not wrong, "Flytt det som er felles, til en tidligere modul:\n" + "\n".join(wrong)


def public(tree: ast.Module) -> Iterator[ast.ClassDef | ast.FunctionDef]:
    """Every public class, function and method of a module."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (
                    inner
                    for inner in node.body
                    if isinstance(inner, ast.FunctionDef) and not inner.name.startswith("_")
                )


def overrides(node: ast.ClassDef | ast.FunctionDef) -> bool:
    """Methods whose name the standard library has chosen, and explained."""
    return node.name in ("do_GET", "do_HEAD", "log_message", "end_headers", "ignore_aliases") or node.name.startswith(
        "handle_"
    )


def test_every_public_module_class_and_function_has_a_docstring() -> None:
    without, seen = [], 0
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if tree.body and not ast.get_docstring(tree):
            without.append(f"{path.relative_to(ROOT)}")
        for node in public(tree):
            seen += 1
            if not ast.get_docstring(node) and not overrides(node):
                without.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert seen > 200
    assert not without, "Skriv én setning om hva dette er:\n" + "\n".join(without)


def all_records(base: type[BaseModel] = Record) -> Iterator[type[BaseModel]]:
    """Every record class of the model."""
    for record in base.__subclasses__():
        if record.__module__.startswith("generator."):
            yield record
            yield from all_records(record)


def test_every_field_of_every_record_has_a_sentence_for_the_editor() -> None:
    fields = {
        f"{record.__name__}.{name}": info.description
        for record in all_records()
        for name, info in record.model_fields.items()
    }
    assert len(fields) > 150
    without = [name for name, text in fields.items() if not (text or "").strip()]
    assert not without, "Skriv én norsk setning under feltet:\n" + "\n".join(without)
    unfinished = [name for name, text in fields.items() if text and not text.rstrip().endswith((".", "`"))]
    assert not unfinished, "Avslutt setningen med punktum:\n" + "\n".join(unfinished)


def test_every_record_is_closed_and_unchanging() -> None:
    records = set(all_records())
    assert len(records) > 40
    open_ = [
        record.__name__
        for record in records
        if record.model_config.get("extra") != "forbid" or not record.model_config.get("frozen")
    ]
    assert not open_, f"La disse arve Record uten å endre innstillingene: {open_}"


def codes_in(path: Path) -> Iterator[str]:
    """The codes a module gives its problems: what stands where the code stands in each call that makes one."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    place = {"Problem": 3, "problem": 1, "refuse": 0, "_refuse": 1, "fail": 0}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            argument = node.args[place[name]] if name in place and len(node.args) > place[name] else None
            if isinstance(argument, ast.Constant):
                yield argument.value
        # The sentences of shape.py are (code, message, hint); those of load.py have a place as well.
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and len(node.value.elts) in (3, 4):
            first = node.value.elts[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def all_codes() -> set[str]:
    """Every code a problem in a content file can carry."""
    return {code for name in SPEAKING for code in codes_in(GENERATOR / f"{name}.py")} | set(RULES)


def test_every_code_has_a_case() -> None:
    codes = all_codes()
    assert {"alias", "ukjent-nokkel", "tom-verdi", "mangler-kilde", "ukjent-fil", "sirkel"} <= codes
    assert len(codes) > 30
    tested = {problem.rsplit(" ", 1)[1] for path in CASES for problem in read_case(path).problemer}
    tested |= codes_of_broken_journeys()
    without = sorted(codes - tested)
    assert not without, f"Skriv et tilfelle i tests/cases/check/ eller reise/ for hver av disse: {without}"
    assert not tested - codes, f"Disse kodene har tilfeller, men ingen gir dem: {sorted(tested - codes)}"


def test_every_rule_is_a_norwegian_sentence() -> None:
    wrong = [code for code, rule in RULES.items() if not (rule.__doc__ or "").strip().endswith(".")]
    assert RULES and not wrong, f"Skriv hva som holder når alt er vel, i docstringen til: {wrong}"


def our_files() -> Iterator[tuple[Path, str]]:
    """Every text file of the project, without what is installed or built."""
    places = [ROOT / name for name in OURS] + [path for path in ROOT.iterdir() if path.is_file()]
    for place in places:
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            if path.is_file() and not NOT_OURS & set(path.relative_to(ROOT).parts) and path != Path(__file__):
                try:
                    yield path, path.read_text(encoding="utf-8")
                except UnicodeDecodeError:
                    continue


def lines_with(pattern: str) -> list[str]:
    """Each line of ours that holds the pattern, as file, line and what was found."""
    found = re.compile(pattern)
    return [
        f"{path.relative_to(ROOT)}:{number} {match.group()}"
        for path, text in our_files()
        for number, line in enumerate(text.split("\n"), 1)
        if (match := found.search(line))
    ]


def test_the_files_are_looked_through() -> None:
    seen = {path.relative_to(ROOT).as_posix() for path, _ in our_files()}
    assert {
        "pyproject.toml",
        "bin/test",
        ".ci/run",
        "generator/load.py",
        "pathways/fakta.yml",
        "tests/test_cases.py",
        "mkdocs.yml",
    } <= seen
    assert lines_with(r"^MAX_DEPTH = 20$") == ["generator/load.py:22 MAX_DEPTH = 20"]


def test_nothing_is_left_to_be_done_in_a_comment() -> None:
    left = lines_with(r"\b(TODO|FIXME|XXX)\b")
    assert not left, "Gjør det, eller skriv det i en sak:\n" + "\n".join(left)


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    left = lines_with(r"(?<![\w.])/(work|root|home)/\w*|\bC:\\")
    assert not left, "Skriv stien fra prosjektets mappe:\n" + "\n".join(left)


def test_no_file_names_a_package_registry() -> None:
    left = lines_with(r"https?://[\w.-]*(registry\.|npmjs|pypi|pythonhosted|artifactory|nexus|mirror)[\w./-]*")
    assert not left, "La verktøyet bruke sin egen innstilling:\n" + "\n".join(left)


def verbs() -> dict[str, object]:
    """The verbs of the command, with their parsers."""
    (chosen,) = [action.choices for action in cli.parser()._actions if isinstance(action.choices, dict)]
    return chosen


def test_the_verbs_are_found() -> None:
    assert {"sjekk", "bygg", "vis", "hjemler"} <= set(verbs())


@pytest.mark.parametrize("verb", verbs())
def test_every_verb_has_norwegian_help_with_an_example_that_works(
    verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main([verb, "--help"])
    shown = capsys.readouterr().out
    assert stopped.value.code == 0
    assert shown.startswith(f"bruk: mulighetskart {verb}")
    assert not ENGLISH.search(shown), f"Oversett dette: {ENGLISH.findall(shown)}"
    (example,) = re.findall(r"^Eksempel: (mulighetskart .+(?:\n\S.*)*)$", shown, re.M)
    assert cli.parser().parse_args(shlex.split(example)[1:]).run


def test_the_command_itself_has_norwegian_help_that_lists_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["--help"])
    shown = capsys.readouterr().out
    assert stopped.value.code == 0
    assert shown.startswith("bruk: mulighetskart") and "Eksempel: mulighetskart" in shown
    assert not ENGLISH.search(shown)
    assert all(re.search(rf"^ +{verb} +\S", shown, re.M) for verb in verbs())


@pytest.mark.parametrize(
    "arguments",
    [[], ["finnesikke"], ["sjekk", "--finnesikke"], ["vis", "--port", "mange"], ["bygg", "--dato", "i går"]],
)
def test_wrong_usage_is_told_in_norwegian_with_status_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    shown = capsys.readouterr().err
    assert stopped.value.code == 2
    assert "bruk: mulighetskart" in shown and "feil: " in shown
    assert not re.search(r"\b(error|usage|invalid|required|expected|argument|unrecognized)\b", shown), shown


def test_every_case_is_a_sentence_of_its_own() -> None:
    names = [read_case(path).navn for path in CASES]
    assert len(set(names)) == len(names)
    assert all(name[0].isupper() and not name.endswith(".") for name in names)
