"""A situation read from a file, and the answers to it printed."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

from generator import words
from generator.catalogue import Catalogue
from generator.checks import misfit
from generator.evaluate import UNKNOWN, Situasjon, Svar
from generator.load import load
from generator.model.regler import Faktum
from generator.problems import Problem, did_you_mean

# The order a conversation takes them in: what is strongest and settled first, what is out of reach last.
HEADINGS = {
    ("oppfylt", "rett_og_plikt"): "Rett og plikt: vilkårene ser ut til å være oppfylt",
    ("oppfylt", "rett"): "Rett: vilkårene ser ut til å være oppfylt",
    ("oppfylt", "plikt"): "Plikt: vilkårene ser ut til å være oppfylt",
    ("oppfylt", "kan"): "Kan tilbys etter vurdering",
    ("uavklart", None): "Uavklart",
    ("ikke_oppfylt", None): "Ikke nå",
}


def situation_from(path: Path, catalogue: Catalogue) -> tuple[Situasjon, list[Problem]]:
    """The answers in a file, and what is wrong with them; an answer may be `ukjent`."""
    document, problems = load(path, path.as_posix())
    if document is None:
        return {}, problems
    if not isinstance(document.data, dict):
        return {}, [document.problem((), "feil-type", "fila skal ha ett svar per linje, som «alder: 31»")]
    facts = catalogue.placed["faktum"]
    for name, given in document.data.items():
        if name not in facts:
            hint = did_you_mean(name, facts) or "spørsmålene står i pathways/fakta.yml"
            problems.append(document.problem((name,), "ukjent-id", f"ikke noe faktum har id «{name}»", hint, key=True))
        elif not isinstance(given, str):
            problems.append(
                document.problem((name,), "feil-type", "her skal det stå ett svar", "skriv svaret på samme linje")
            )
        elif fault := _misfit(facts[name].record, given):
            problems.append(document.problem((name,), "feil-test", *fault))
    return document.data, problems


def _misfit(fact: Faktum, given: str) -> tuple[str, str] | None:
    """Message and hint when an answer fits neither the fact nor, for numbers, a span of it."""
    parts = given.split("..") if fact.type == "tall" else [given]
    if given == UNKNOWN or len(parts) > 2:
        return None if given == UNKNOWN else (f"«{given}» er ikke et spenn", "skriv det som «18..54»")
    if fault := next((fault for part in parts if (fault := misfit(fact, "er", part))), None):
        return fault
    if len(parts) == 2 and float(parts[0]) > float(parts[1]):
        return f"«{given}» går baklengs", "skriv det laveste tallet først"
    return None


def answers_as_json(found: list[Svar], today: date) -> str:
    """The answers in the form `vurder --json` promises."""
    return json.dumps(
        {"dato": today.isoformat(), "svar": [asdict(svar) for svar in found]}, ensure_ascii=False, indent=2
    )


def answers_as_text(found: list[Svar], catalogue: Catalogue) -> str:
    """The answers in groups, each offer with what decides it."""
    lines = []
    for (outcome, modality), heading in HEADINGS.items():
        group = [s for s in found if s.utfall == outcome and modality in (None, s.modalitet)]
        if group:
            lines += [f"{heading} ({len(group)})", *(f"  {_line(svar, catalogue)}" for svar in group), ""]
    lines.append("Dette er ikke et vedtak. Den som treffer vedtaket, avgjør.")
    return "\n".join(lines)


def _line(svar: Svar, catalogue: Catalogue) -> str:
    kind = "tilbud" if svar.tilbud in catalogue.placed["tilbud"] else "ytelse"
    parts = [catalogue.get(kind, svar.tilbud).navn]
    if svar.mangler:
        names = [catalogue.get("faktum", name).navn for name in svar.mangler]
        parts.append(f"kommer an på {words.joined(names)}")
    if svar.skjønn:
        judges = dict.fromkeys(catalogue.get("aktør", s.vurderes_av).navn for s in svar.skjønn)
        parts.append(f"vurderes av {words.joined(judges)}")
    if svar.utfall == "ikke_oppfylt" and (no := next((g for g in svar.grunner if g.utfall == "ikke_oppfylt"), None)):
        parts.append(f"krever at {no.vilkår}")
    return " – ".join(parts)
