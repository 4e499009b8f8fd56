"""Puts the paragraphs the records cite, as the law texts have them, into `pathways/regelverk/`."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

import yaml

from generator.catalogue import Catalogue
from generator.files import File
from generator.lovtekst import Lovtekst, Paragraf, essential, fingerprint, lags, paragraph_id
from generator.model import KINDS
from generator.model.oppslag import Hjemmel
from generator.problems import Problem, did_you_mean

HEAD = "# Paragrafene noe hviler på, med ordlyden de er lest i. Hentes med «mulighetskart hjemler»; rettes ikke for hånd.\n"


def cited(catalogue: Catalogue) -> set[str]:
    """The laws that are cited."""
    return {
        paragraph_id(citation)[0]
        for kind in KINDS
        for item in catalogue.placed[kind.name].values()
        for _, target, citation in item.inside.references
        if target == "regelverk"
    }


def fetch(catalogue: Catalogue, laws: Mapping[str, Lovtekst], read_on: date) -> tuple[list[File], list[Problem]]:
    """The files of `pathways/regelverk/` for all that is cited, and what neither the laws nor the files have."""
    stored = {law.refid: {p.id: p for p in law.paragrafer} for law in catalogue.all("regelverk")}
    wanted: dict[str, set[str]] = defaultdict(set)
    problems = []
    for kind in KINDS:
        for item in catalogue.placed[kind.name].values():
            for path, target, citation in item.inside.references:
                if target != "regelverk":
                    continue
                refid, paragraph = paragraph_id(citation)
                known = laws[refid].paragrafer if refid in laws else stored.get(refid, {})
                if paragraph in known:
                    wanted[refid].add(paragraph)
                else:
                    where = f"«{paragraph}» i {refid}" if known else refid
                    hint = did_you_mean(paragraph, known) or did_you_mean(refid, laws)
                    problems.append(
                        item.document.problem(
                            (*item.path, *path), "ukjent-hjemmel", f"{where} finnes ikke i kilden", hint
                        )
                    )
    # A law the source does not have stays as it was read, and when.
    files = [
        _file(laws[refid], paragraphs, stored.get(refid, {}), read_on)
        for refid, paragraphs in sorted(wanted.items())
        if refid in laws
    ]
    return files, problems


def _file(law: Lovtekst, wanted: set[str], stored: Mapping[str, Hjemmel], read_on: date) -> File:
    id = law.refid.replace("/", "-")
    record = {
        "id": id,
        "refid": law.refid,
        "navn": short_name(law.navn, law.refid),
        "tittel": law.tittel,
        "lest": read_on.isoformat(),
        **({"sist_endret": law.sist_endret} if law.sist_endret else {}),
        "paragrafer": [
            _row(paragraph, stored.get(name), read_on) for name, paragraph in law.paragrafer.items() if name in wanted
        ],
    }
    text = yaml.dump(record, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110)
    return File(f"pathways/regelverk/{id}.yml", HEAD + text)


class _Plain(yaml.SafeDumper):
    """Writes no anchors, which our own loader refuses."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _row(source: Paragraf, stored: Hjemmel | None, read_on: date) -> dict[str, object]:
    kept = stored if stored and stored.ordlyd_i and lags(stored.tekst, stored.konsolidert, source, read_on) else None
    text = kept.tekst if kept else source.tekst
    return {
        "id": source.id,
        **({"overskrift": source.overskrift} if source.overskrift else {}),
        "tekst": text,
        "fingeravtrykk": fingerprint(text),
        **({"ordlyd_i": kept.ordlyd_i, "konsolidert": essential(source.tekst)} if kept else {}),
        **({"varsel": list(source.varsel)} if source.varsel else {}),
    }


def short_name(title: str, refid: str) -> str:
    """«Folketrygdloven – ftrl» is called «Folketrygdloven»; a title too long to cite goes by its number."""
    name = title.split(" – ")[0].strip()
    return numbered(refid) if len(name) > 75 else name[:1].upper() + name[1:]


def numbered(refid: str) -> str:
    """`lov/2026-06-12-27` as «Lov 12.6.2026 nr. 27»."""
    kind, date_and_number = refid.split("/")
    year, month, day, number = date_and_number.split("-")
    return f"{kind.capitalize()} {int(day)}.{int(month)}.{year} nr. {number}"
