"""What the loader makes of hostile, foreign and awkward files: one clear problem, or the text as it stands."""

import os
import time
from pathlib import Path

import pytest

from generator.load import MAX_BYTES, MAX_DEPTH, Document, load
from generator.problems import Problem, as_text

BOMB = "a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)

HOSTILE = {
    "hundre tusen klammer": (b"[" * 100_000, "for-dyp", 1, MAX_DEPTH + 1),
    "klammer bak en nøkkel": (b"navn: " + b"[" * 100_000, "for-dyp", 1, 6 + MAX_DEPTH),
    "hundre tusen krøllklammer": (b"{a: " * 60_000, "for-dyp", 1, 4 * MAX_DEPTH + 1),
    "lister i lister": (b"- " * 100_000, "for-dyp", 1, 2 * MAX_DEPTH + 1),
    "spørsmålstegn i spørsmålstegn": (b"? " * 100_000, "yaml-form", 1, 3),
    "alias i alias": (BOMB.encode(), "alias", 1, 4),
    "ti megabyte": (b"# " + b"x" * 10_000_000, "for-stor", 1, 1),
    "én byte for mye": (b"#" * (MAX_BYTES + 1), "for-stor", 1, 1),
    "en lang linje uten kolon": (b"x" * 200_000 + b"\n: y\n: z", "yaml-form", 2, 1),
    "latin-1": ("navn: Språkkafé".encode("latin-1"), "ikke-utf8", 1, 10),
    "utf-16": ("navn: Kafé".encode("utf-16"), "ikke-utf8", 1, 1),
    "halvt tegn på slutten": ("navn: kafé".encode()[:-1], "ikke-utf8", 1, 10),
    "bare null": (b"\x00" * 1000, "usynlig-tegn", 1, 1),
    "linjeskift fra gamle Mac": (b"navn: a\rid: b\r", "usynlig-tegn", 1, 8),
    "ingenting": (b"", "tom-fil", 1, 1),
    "bare en kommentar": (b"# her kommer det noe\n", "tom-fil", 1, 1),
}


def read(tmp_path: Path, data: bytes | str) -> tuple[Document | None, list[Problem]]:
    """Load these bytes as a file."""
    path = tmp_path / "prøve.yml"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return load(path, "pathways/prøve.yml")


def document(tmp_path: Path, data: bytes | str) -> Document:
    """Load bytes that must be sound."""
    read_, problems = read(tmp_path, data)
    assert read_ is not None and problems == []
    return read_


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_one_clear_problem_at_once(name: str, tmp_path: Path) -> None:
    data, code, line, column = HOSTILE[name]
    start = time.process_time()
    read_, problems = read(tmp_path, data)
    shown = [as_text(problem) for problem in problems]
    assert time.process_time() - start < 0.5
    assert read_ is None
    assert [(p.fil, p.kode, p.linje, p.kolonne) for p in problems] == [("pathways/prøve.yml", code, line, column)]
    assert problems[0].hint and problems[0].is_error
    assert len(shown[0]) < 800, "Et problem viser ikke hele den lange linjen."


def test_the_alias_bomb_is_one_that_would_have_gone_off() -> None:
    assert (len(BOMB), BOMB.count("*")) == (439, 81)


@pytest.mark.parametrize(
    "text",
    ["0301", "0150", "no", "yes", "on", "null", "~", "12:30", "2026-07-02", "1e3", "0x1F", "1_000", ".5", "=", "<<"],
)
def test_what_yaml_would_guess_at_stays_text(text: str, tmp_path: Path) -> None:
    assert document(tmp_path, f"verdi: {text}\nliste: [{text}]\n").data == {"verdi": text, "liste": [text]}


def test_a_key_that_looks_like_a_number_or_a_merge_stays_text(tmp_path: Path) -> None:
    assert document(tmp_path, "0301: a\nno: b\n<<: {c: d}\n").data == {"0301": "a", "no": "b", "<<": {"c": "d"}}


def test_a_byte_order_mark_is_read_past(tmp_path: Path) -> None:
    read_ = document(tmp_path, b"\xef\xbb\xbfnavn: Kurs\n")
    assert read_.data == {"navn": "Kurs"}
    assert read_.place(("navn",)) == (1, 7)


def test_windows_line_ends_give_the_same_values_and_places(tmp_path: Path) -> None:
    text = "navn: Kurs\nkort: |\n  en\n  to\nliste:\n  - a\n  - b: c\n"
    unix, windows = document(tmp_path, text), document(tmp_path, text.replace("\n", "\r\n"))
    assert (windows.data, windows.lines) == (unix.data, unix.lines)
    for path in (("navn",), ("kort",), ("liste", 0), ("liste", 1, "b")):
        assert windows.place(path) == unix.place(path)
        assert windows.place(path, key=True) == unix.place(path, key=True)
    assert windows.data["kort"] == "en\nto\n"


def test_letters_in_parts_become_whole_letters_and_columns_count_them_as_one(tmp_path: Path) -> None:
    read_ = document(tmp_path, "{a\u030a: sprA\u030akkafe\u0301, b: c}\n")
    assert read_.data == {"å": "sprÅkkafé", "b": "c"}
    assert read_.place(("b",), key=True) == (1, 16)


def test_a_file_just_within_the_limits_is_read(tmp_path: Path) -> None:
    deep = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert document(tmp_path, deep + "\n#" + "x" * (MAX_BYTES - len(deep) - 2)).data


def test_every_key_and_value_remembers_its_place(tmp_path: Path) -> None:
    read_ = document(tmp_path, "navn: Kurs\nliste:\n  - en\n  - {to: tre, fire: [fem, seks]}\nalene: {id: x}\n")
    assert read_.place(("navn",)) == (1, 7)
    assert read_.place(("navn",), key=True) == (1, 1)
    assert read_.place(("liste", 0)) == (3, 5)
    assert read_.place(("liste", 1, "fire", 1)) == (4, 27)
    assert read_.place(("liste", 1, "fire"), key=True) == (4, 15)
    assert read_.place(("liste", 1, "mangler")) == (4, 5), "det nærmeste, når verdien ikke står der"
    assert read_.place(("alene", 0, "id")) == (5, 13), "en post alene, der modellen leser en liste"


def test_a_fact_named_by_its_key_is_found_as_the_model_calls_it(tmp_path: Path) -> None:
    read_ = document(tmp_path, "hvis:\n  alle:\n    - alder: {fra: 18}\n      hjemmel: x\n")
    assert read_.place(("hvis", "alle", 0, "faktum"), key=True) == (3, 7)
    assert read_.place(("hvis", "alle", 0, "test", "fra")) == (3, 20)


def test_a_problem_shows_the_line_marks_the_place_and_gives_the_hint(tmp_path: Path) -> None:
    problem = document(tmp_path, "navn: Kurs\nkort: x\n").problem(
        ("kort",), "ugyldig-verdi", "dette går ikke", "skriv noe annet"
    )
    assert as_text(problem).split("\n") == [
        "pathways/prøve.yml:2:7: feil[ugyldig-verdi] dette går ikke",
        "  2 | kort: x",
        "    |       ^",
        "  hint: skriv noe annet",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a: '" + "[" * 120_000 + "]" * 120_000 + "'",
        "a: '" + ', "' * 80_000 + "'",
        "a: [" + "{b: '}', c: [\n  ]}, " * 6_000 + "]",
        "- a\n" * 30_000,
        "a: [" + "b, " * 60_000 + "]",
        "".join(f"k{i}: v\n" for i in range(20_000)),
        "a: '" + "x\n\n " * 50_000 + "'",
    ],
)
def test_a_large_sound_file_takes_well_under_two_seconds(text: str, tmp_path: Path) -> None:
    start = time.process_time()
    assert document(tmp_path, text).data
    assert time.process_time() - start < 2


# What js-yaml 5, yaml 2 (the editor's) and our parser made of sixty thousand texts of such signs is the same but for these.
@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: [b, ?c]", 1, 8),
        ("a: {? b : c}", 1, 5),
        ("a: {b: -}", 1, 8),
        ("a: [\n  -, b]", 2, 3),
        ("a: {b: c}#d", 1, 10),
        ("a: [b,#c\n  d]", 1, 7),
        ("a: 'b'#c", 1, 7),
        ("a: >-#b\n  c", 1, 6),
        ("a:\n  b: {c: d\n  }", 3, 3),
        ("a:\n- b: [ # }\n  c]", 3, 3),
        ("a: 'b\n\nc'", 3, 1),
        ("a: [b\nc]", 2, 1),
        ("a:\n|", 2, 1),
    ],
)
def test_what_others_read_otherwise_is_refused(text: str, line: int, column: int, tmp_path: Path) -> None:
    read_, problems = read(tmp_path, text)
    assert read_ is None
    assert [(p.kode, p.linje, p.kolonne) for p in problems] == [("yaml-ulikt", line, column)]


@pytest.mark.parametrize(
    "text",
    [
        "a: {b: er det sant?, c: d?}",
        "a: [b-c, -1, 'b#c', d#e]",
        "a: https://eksempel.no/?b=#c",
        "a: {b: c} # [",
        "a:\n  b: {c: d,\n    e: [f, # ]\n      g]}",
        "a: 'b\n\n  c'",
        "a: >-  # b\n  [ {#\n   - ?",
        "- [a,\n  b]\n- - c\n",
        "{\na: b\n}",
    ],
)
def test_what_all_read_alike_is_read(text: str, tmp_path: Path) -> None:
    assert document(tmp_path, text).data


def test_a_pipe_does_not_make_the_loader_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rør.yml")
    _, problems = load(tmp_path / "rør.yml", "pathways/rør.yml")
    assert [problem.kode for problem in problems] == ["ulesbar"]


def test_a_broken_link_is_a_shortcut_not_a_crash(tmp_path: Path) -> None:
    (tmp_path / "lenke.yml").symlink_to("finnes-ikke.yml")
    _, problems = load(tmp_path / "lenke.yml", "pathways/lenke.yml")
    assert [problem.kode for problem in problems] == ["snarvei"]
