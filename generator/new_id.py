"""Gives a record a new id everywhere at once, and a new name; the old address leads to the new one."""

import re
import shutil
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from generator import catalogue as reading
from generator.catalogue import Catalogue
from generator.checks import faults
from generator.every_rule import check
from generator.files import write_one
from generator.layout import Layout
from generator.model import KINDS, Kind
from generator.problems import as_text, did_you_mean
from generator.schema import FOLDER, modeline, write
from generator.shape import Placed

# Ids that are more than names: the stylesheet, the engine or the law knows them.
FIXED = {
    "kategori": "stilarket bruker id-ene til kategoriene",
    "regelverk": "id-en er lovens egen hos Lovdata",
    "språknivå": "id-en er navnet på nivået",
    "grunnbeløp": "id-en er året",
    "evidens": "id-en er raden i rapporten",
    "utelatt": "id-en er raden i rapporten",
    "krav": "id-en er nummeret i rapporten",
    "emne": "id-en er adressen siden har",
    "omdirigering": "en gammel adresse endres aldri",
}
FIXED_FACTS = ("alder", "fyller_i_aar")
HEAD = "# Adresser som har flyttet. Skrives av «mulighetskart endre-id»; en gammel adresse tas aldri bort.\n"

Texts = dict[str, str | None]


@dataclass(frozen=True)
class Renamed:
    """What was done, or why nothing was."""

    feil: str = ""
    navn: str = ""
    filer: tuple[str, ...] = ()
    nevnt: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        """What to tell the editor."""
        rows = [*(f"endret {name}" for name in self.filer), f"{self.navn}. {len(self.filer)} filer endret."]
        if self.nevnt:
            rows += ["Den gamle id-en står også her; se om den skal byttes:", *(f"  {name}" for name in self.nevnt)]
        return rows


def kind_named(name: str) -> Kind | str:
    """The kind with this name, or what to say when there is none."""
    known = {kind.name: kind for kind in KINDS}
    if name in known:
        return known[name]
    near = did_you_mean(name, known) or "typene er " + ", ".join(known)
    return f"«{name}» er ikke en type post; {near}"


def form_fault(kind: Kind, id: str) -> str:
    """What is wrong with the form of an id, with the nearest that is right; nothing when it is right."""
    mark = next(mark for mark in kind.type.model_fields["id"].metadata if getattr(mark, "pattern", None))
    longest = min([80, *(m.max_length for m in kind.type.model_fields["id"].metadata if hasattr(m, "max_length"))])
    if re.search(mark.pattern, id) and len(id) <= longest:
        return ""
    joined = "_" if kind.name == "faktum" else "-"
    plain = id.lower().replace("æ", "ae").replace("ø", "o").replace("å", "a")
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    near = re.sub(r"[^a-z0-9]+", joined, plain).strip(joined)[:longest].strip(joined)
    fits = near and re.search(mark.pattern, near)
    return f"«{id}» kan ikke være en id" + (f"; mente du «{near}»?" if fits else "")


def rename(layout: Layout, catalogue: Catalogue, name: str, old: str, new: str, today: date) -> Renamed:
    """Rename one record of a sound catalogue: every file, or none."""
    kind = kind_named(name)
    if isinstance(kind, str):
        return Renamed(kind)
    if fault := _refusal(catalogue, kind, old, new):
        return Renamed(fault)
    texts = _texts(layout, catalogue, kind, old, new, today)
    if isinstance(texts, str):
        return Renamed(texts)
    if fault := _tried(layout, texts, kind, new):
        return Renamed(fault)
    _write(layout.root, texts)
    if (layout.root / FOLDER).is_dir():
        write(layout)
    done = f"{kind.name.capitalize()}: «{old}» heter nå «{new}»"
    return Renamed("", done, tuple(sorted(texts)), tuple(_mentions(layout, old)))


def _refusal(catalogue: Catalogue, kind: Kind, old: str, new: str) -> str:
    known = catalogue.placed[kind.name]
    if kind.name in FIXED or (kind.name == "faktum" and old in FIXED_FACTS):
        return f"denne id-en kan ikke endres: {FIXED.get(kind.name, 'beregningene kjenner faktumet ved navn')}"
    if old not in known:
        near = did_you_mean(old, known) or f"postene ligger i pathways/{kind.place}"
        return f"ingen post av typen {kind.name} har id «{old}»; {near}"
    if fault := form_fault(kind, new):
        return fault
    if new in known:
        return f"id-en «{new}» er i bruk i {catalogue.fil(kind.name, new)}; velg en annen"
    return ""


def _texts(layout: Layout, catalogue: Catalogue, kind: Kind, old: str, new: str, today: date) -> Texts | str:
    """Each file that changes, as it is to stand; nothing for one that is to go."""
    places: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for item, path, key in _named(catalogue, kind, old):
        at = item.document.place(path, key=key)
        if not _stands(item, at, old):
            return f"{item.document.fil}:{at[0]}: «{old}» er ikke skrevet slik det leses; ingenting er endret"
        places[item.document.fil].add(at)
    texts: Texts = {}
    for fil, found_at in places.items():
        lines = _source(layout.root / fil).split("\n")
        for line, column in sorted(found_at, reverse=True):
            row, begin = lines[line - 1], column - 1
            end = begin + _written(row[begin:], old)
            lines[line - 1] = row[: end - len(old)] + new + row[end:]
        texts[fil] = "\n".join(lines)
    if kind.is_folder:
        before = catalogue.fil(kind.name, old)
        texts[before.removesuffix(f"{old}.yml") + f"{new}.yml"] = texts[before]
        texts[before] = None
    if kind.pages:
        moves = "pathways/omdirigeringer.yml"
        texts[moves] = _with_move(layout, texts.get(moves), f"{kind.pages}/{old}", f"{kind.pages}/{new}", today)
    return texts


def _named(catalogue: Catalogue, kind: Kind, id: str) -> Iterator[tuple[Placed, tuple[str | int, ...], bool]]:
    """Every place the id stands, and whether it stands there as a key."""
    own = catalogue.placed[kind.name][id]
    yield own, (*own.path, "id"), False
    for other in KINDS:
        for item in catalogue.placed[other.name].values():
            for path, target, named in item.inside.references:
                if (target, named) == (kind.name, id):
                    whole = (*item.path, *path)
                    yield item, whole, _stands(item, item.document.place(whole, key=True), id)
    for item in catalogue.placed["omdirigering"].values():
        if kind.pages and item.record.til == f"{kind.pages}/{id}":
            yield item, (*item.path, "til"), False


def _stands(item: Placed, at: tuple[int, int], id: str) -> bool:
    """Whether the id is what is written at a place, alone, in quotes, or behind its folder."""
    rest = item.document.lines[at[0] - 1][at[1] - 1 :]
    return _written(rest, id) > 0


def _written(text: str, id: str) -> int:
    """How far an id that a line begins with reaches; 0 when it is not what stands there."""
    match = re.match(rf"['\"]?(?:[a-z]+/)?{re.escape(id)}(?![\w-])", text)
    return match.end() if match else 0


def _source(path: Path) -> str:
    """The file with the letters and line breaks the marks count; what is written back has the same."""
    return unicodedata.normalize("NFC", path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))


def _with_move(layout: Layout, text: str | None, old: str, new: str, today: date) -> str:
    """The list of moves with one more; one that led from the new address has come home, and goes."""
    path = layout.pathways / "omdirigeringer.yml"
    kind = next(kind for kind in KINDS if kind.name == "omdirigering")
    text = text or (_source(path) if path.is_file() else f"{modeline(kind)}\n{HEAD}")
    text = re.sub(
        rf"^- id: {re.escape(new)}\n(?:  .*\n)*", "", text if text.endswith("\n") else text + "\n", flags=re.M
    )
    return f"{text}- id: {old}\n  til: {new}\n  dato: {today}\n"


def _tried(layout: Layout, texts: Texts, kind: Kind, new: str) -> str:
    """What would be wrong afterwards, tried in a copy; nothing when all is well."""
    with TemporaryDirectory(prefix="mulighetskart-") as folder:
        copy = Layout(Path(folder))
        shutil.copytree(layout.pathways, copy.pathways)
        _write(copy.root, texts)
        catalogue, problems = reading.read(copy)
        problems = problems or sorted(faults(catalogue)) or check(catalogue)
    wrong = [problem for problem in problems if problem.is_error]
    if wrong:
        return "ingenting er endret, for da ville dette vært galt:\n" + "\n".join(map(as_text, wrong))
    return "" if new in catalogue.placed[kind.name] else "ingenting er endret: posten ville blitt borte"


def _write(root: Path, texts: Texts) -> None:
    """All of it, or, when the machine fails on the way, what stood there before."""
    before = {name: (root / name).read_bytes() if (root / name).is_file() else None for name in texts}
    try:
        for name, text in texts.items():
            if text is not None:
                write_one(root / name, _with_line_ends_of(before[name], text).encode())
        for name in (name for name, text in texts.items() if text is None):
            (root / name).unlink()
    except OSError:
        for name, data in before.items():
            if data is not None:
                write_one(root / name, data)
            else:
                (root / name).unlink(missing_ok=True)
        raise


def _with_line_ends_of(before: bytes | None, text: str) -> str:
    return text.replace("\n", "\r\n") if before and b"\r\n" in before else text


def _mentions(layout: Layout, old: str) -> Iterator[str]:
    """Pages and cases written by hand where the old id stands as a word of its own."""
    word = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])")
    for place, pattern in ((layout.content, "**/*.md"), (layout.cases.parent, "**/*.yml")):
        for path in sorted(place.glob(pattern)) if place.is_dir() else ():
            if word.search(path.read_text(encoding="utf-8", errors="replace")):
                yield path.relative_to(layout.root).as_posix()
