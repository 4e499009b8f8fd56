"""What each verb of the command does: reads, asks, prints, and says with which status the command ends."""

import argparse
import sys
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from generator import lovrapport, lovsjekk, outside
from generator.build import Progress, compile_site, examine
from generator.catalogue import Catalogue, read
from generator.checks import faults
from generator.evaluate import answers
from generator.examined import examined
from generator.files import write_all, write_one, write_tree
from generator.hjemler import cited, fetch
from generator.infer import filled
from generator.layout import Layout
from generator.lovkilde import Lovkilde, read_sources
from generator.problems import Problem, did_you_mean
from generator.progress import terminal_progress
from generator.proof import prove
from generator.proof_text import proof_as_json, proof_as_text
from generator.site import build as build_site
from generator.situation import answers_as_json, answers_as_text, situation_from
from generator.tell import listed, told
from generator.views.shown import Showing
from generator.virkning import compare, read_cases
from generator.virkning import text as effect_text
from generator.virkning.history import past

SOUND, PROBLEMS, USAGE = 0, 1, 2


def check(options: argparse.Namespace) -> int:
    """`sjekk`: every problem there is."""
    found = examined(_layout())
    if not found.problems:
        from generator.schema import stale  # needed only when all is well

        found = replace(found, problems=tuple(stale(found.catalogue, _layout())))
    print(told(found, options.format))
    return PROBLEMS if _has_errors(found.problems) else SOUND


def build(options: argparse.Namespace) -> int:
    """`bygg`: the whole site, or only what is compiled."""
    layout = _layout()
    with terminal_progress() as progress:
        if options.markdown:
            return _markdown(layout, options, progress)
        result = build_site(layout, options.dato, options.grunnadresse or "", progress, options.ferskhet)
    if not result.is_sound:
        return _stopped(result.problems, "Nettstedet er ikke endret.")
    _print(result.problems)
    print(f"{result.pages} sider bygget i site/.")
    return SOUND


def _markdown(layout: Layout, options: argparse.Namespace, progress: Progress) -> int:
    compiled = compile_site(layout, options.dato, progress, options.ferskhet, options.grunnadresse or "")
    if not compiled.is_sound:
        return _stopped(compiled.problems, "Ingenting er skrevet.")
    _print(compiled.problems)
    write_tree(options.markdown, compiled.files)
    print(f"{len(compiled.files)} filer skrevet i {options.markdown}.")
    return SOUND


def serve(options: argparse.Namespace) -> int:
    """`vis`: the site on this machine, built again when a file is saved."""
    from generator import vis  # the server is needed by this verb only

    return vis.serve(_layout(), options.dato, options.port)


def create(options: argparse.Namespace) -> int:
    """`ny`: a record to fill in."""
    from generator.new_record import create as new_record  # needed by this verb only

    layout = _layout()
    if not layout.pathways.is_dir():
        _print(read(layout)[1])
        return PROBLEMS
    written = new_record(layout, read(layout)[0], options.type, options.id, options.dato)
    if written.feil:
        print(written.feil, file=sys.stderr)
        return USAGE
    print(f"skrev {written.fil}. Fyll inn det som mangler, og kjør «mulighetskart sjekk».")
    return SOUND


def rename(options: argparse.Namespace) -> int:
    """`endre-id`: a new id everywhere, and a redirect from the old address."""
    from generator.new_id import rename as new_id  # needed by this verb only

    layout = _layout()
    catalogue, problems = examine(layout)
    if _has_errors(problems):
        return _stopped(problems, "Id-en kan ikke endres før de er rettet.")
    done = new_id(layout, catalogue, options.type, options.gammel, options.ny, options.dato)
    if done.feil:
        print(done.feil, file=sys.stderr)
        return USAGE
    print("\n".join(done.lines()))
    return SOUND


def tidy(options: argparse.Namespace) -> int:
    """`formater`: keys in the order of the model, long lines folded."""
    from generator.formatter import format_files  # needed by this verb only

    layout = _layout()
    files, problems = format_files(layout, [layout.root / path for path in options.filer])
    write_all(layout.root, files)
    _print(problems)
    print("\n".join([*(f"ordnet {file.path}" for file in files), f"{len(files)} filer endret."]))
    return PROBLEMS if problems else SOUND


def write_schemas(options: argparse.Namespace) -> int:
    """`skjema`: the schemas that help while typing."""
    from generator.schema import write  # needed by this verb only

    problems = write(_layout())
    if problems:
        return _stopped(problems, "Skjemaene er ikke endret.")
    print("Skjemaene i .vscode/skjema/ er à jour.")
    return SOUND


def judge(options: argparse.Namespace) -> int:
    """`vurder`: what the rules say of a situation."""
    catalogue, problems = examine(_layout())
    if _has_errors(problems):
        return _stopped(problems, "Reglene kan ikke brukes før de er rettet.")
    situation, wrong = situation_from(options.situasjon, catalogue)
    if wrong:
        _print(wrong)
        return USAGE
    found = answers(catalogue, filled(situation, catalogue), options.dato)
    print(answers_as_json(found, options.dato) if options.json else answers_as_text(found, catalogue))
    return SOUND


def walk(options: argparse.Namespace) -> int:
    """`reise`: the proof of one journey."""
    catalogue, problems = _without_what_is_worked_out(_layout())
    if _has_errors(problems):
        return _stopped(problems, "Reisen kan ikke prøves før de er rettet.")
    known = catalogue.placed["reise"]
    if options.id not in known:
        near = did_you_mean(options.id, known) or next((f"mente du «{id}»?" for id in known if options.id in id), "")
        near = near or "reisene er " + ", ".join(known)
        print(f"ingen reise har id «{options.id}»; {near}", file=sys.stderr)
        return USAGE
    bevis = prove(catalogue.get("reise", options.id), catalogue)
    print(proof_as_json(bevis, options.dato) if options.json else proof_as_text(bevis, catalogue, options.dato))
    return SOUND if bevis.holder else PROBLEMS


def effect(options: argparse.Namespace) -> int:
    """`virkning`: what an edit changes."""
    layout = _layout()
    catalogue, problems = _without_what_is_worked_out(layout)
    if _has_errors(problems):
        return _stopped(problems, "Virkningen kan ikke regnes ut før de er rettet.")
    with TemporaryDirectory(prefix="mulighetskart-") as folder:
        then = past(layout.root, options.fra, Path(folder))
        if isinstance(then, str):
            print(then, file=sys.stderr)
            return USAGE
        before, unread = read(then.layout)
    found = compare(before, unread, catalogue, then.navn, read_cases(layout.cases, options.dato), options.dato)
    print(effect_text.as_json(found) if options.json else effect_text.as_text(found, before, catalogue))
    return SOUND


def fetch_law(options: argparse.Namespace) -> int:
    """`hjemler`: the wording of every paragraph cited, from the law texts."""
    layout = _layout()
    catalogue, problems = read(layout)
    if not problems:
        source = _sources(options, cited(catalogue))
        if source is None:
            return USAGE
        files, problems = fetch(catalogue, source.lover, options.lest)
        if not problems:
            write_all(layout.root, files)
            print(f"{len(files)} filer i pathways/regelverk/ er à jour.")
    _print(problems)
    return PROBLEMS if problems else SOUND


def compare_law(options: argparse.Namespace) -> int:
    """`lovsjekk`: the paragraphs we rest on beside newer law texts."""
    catalogue, problems = examine(_layout())
    if _has_errors(problems):
        _print(problems)
        print(f"{_summary(problems)} Lovene kan ikke sammenlignes før de er rettet.", file=sys.stderr)
        return USAGE  # 1 would say that the law has changed
    source = _sources(options, {law.refid for law in catalogue.all("regelverk")})
    if source is None:
        return USAGE
    result = lovsjekk.compare(Showing(catalogue, options.dato), source)
    if not result.funn:
        print("kilden har ingen av lovene nettstedet bygger på", file=sys.stderr)
        return USAGE
    print(lovrapport.as_json(result) if options.json else lovrapport.as_text(result))
    return PROBLEMS if result.er_endret else SOUND


def look_at_links(options: argparse.Namespace) -> int:
    """`lenker`: whether the links that lead out still work."""
    from generator import lenker  # needed by this verb only; nothing else asks the network

    catalogue, problems = read(_layout())
    before = outside.read_state(options.husk)
    if problems or isinstance(before, str):
        _print(problems)
        print(before if isinstance(before, str) else "Lenkene kan ikke leses før filene er rettet.", file=sys.stderr)
        return USAGE
    found = lenker.looked_at(outside.links(catalogue), before, options.dato, lenker.Asker())
    if lenker.is_cut_off(found):
        raise OSError("ingen av adressene svarer; er maskinen på nett? Ingenting er skrevet")
    write_one(options.husk, outside.state(found))
    print(lenker.as_json(found) if options.json else lenker.as_text(found))
    return PROBLEMS if any(link.sett.utfall == outside.DEAD for link in found) else SOUND


def report(options: argparse.Namespace) -> int:
    """`rapport`: what is old, coming, missing or hard to read; it finds fault with nothing."""
    from generator import status_text  # needed by this verb only
    from generator.status import status

    layout = _layout()
    catalogue, problems = _without_what_is_worked_out(layout)
    if _has_errors(problems):
        _stopped(problems, "Rapporten kan ikke lages før de er rettet.")
        return USAGE
    seen = outside.read_state(options.husk)
    if isinstance(seen, str):
        print(seen, file=sys.stderr)
        return USAGE
    law = None
    if options.kilde:
        source = _sources(options, {law.refid for law in catalogue.all("regelverk")})
        if source is None:
            return USAGE
        law = lovsjekk.compare(Showing(catalogue, options.dato), source)
    state = status(catalogue, layout, seen, options.dato)
    print(status_text.told(state, law, domains=options.domener, json=options.json))
    return SOUND


def _layout() -> Layout:
    return Layout(Path.cwd())


def _without_what_is_worked_out(layout: Layout) -> tuple[Catalogue, list[Problem]]:
    """Everything read, and the problems of content; a journey that breaks is not in the way of those who ask of it."""
    catalogue, problems = read(layout)
    return catalogue, problems or sorted(faults(catalogue))


def _sources(options: argparse.Namespace, wanted: Collection[str]) -> Lovkilde | None:
    """The law texts of `--kilde`; None, when it is told what cannot be read of them."""
    source = read_sources(options.kilde, wanted)
    if source.feil:
        print("\n".join(source.feil), file=sys.stderr)
    return None if source.feil else source


def _has_errors(problems: Sequence[Problem]) -> bool:
    return any(problem.is_error for problem in problems)


def _stopped(problems: Sequence[Problem], so: str) -> int:
    """Tell of the problems and what comes of them; the status they give."""
    _print(problems)
    print(f"{_summary(problems)} {so}")
    return PROBLEMS


def _print(problems: Sequence[Problem]) -> None:
    if problems:
        print(listed(problems))


def _summary(problems: Sequence[Problem]) -> str:
    errors = sum(problem.is_error for problem in problems)
    warnings = len(problems) - errors
    if not problems:
        return "Ingen feil."
    parts = [f"{errors} feil"] + ([f"{warnings} advarsler"] if warnings else [])
    return " og ".join(parts) + "."
