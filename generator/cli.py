"""The command `mulighetskart`: reads arguments, calls the build, prints problems, sets the exit status."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.build import Progress, compile_site, examine
from generator.catalogue import read
from generator.checks import LATE, faults
from generator.diagrams.network import LayoutFailed
from generator.evaluate import answers
from generator.files import write_all, write_tree
from generator.hjemler import cited, fetch
from generator.infer import filled
from generator.layout import Layout
from generator.lovkilde import read_sources
from generator.problems import Problem, as_json, as_text, did_you_mean
from generator.progress import terminal_progress
from generator.proof import prove
from generator.proof_text import proof_as_json, proof_as_text
from generator.site import SiteToolFailed, build
from generator.situation import answers_as_json, answers_as_text, situation_from
from generator.virkning import compare, read_cases
from generator.virkning.history import past
from generator.virkning.text import as_json as effect_as_json
from generator.virkning.text import as_text as effect_as_text

SOUND, PROBLEMS, USAGE, MACHINE = 0, 1, 2, 3

# What argparse says of its own, in Norwegian; it looks its sentences up in `argparse._`.
SENTENCES = {
    "usage: ": "bruk: ",
    "options": "valg",
    "positional arguments": "argumenter",
    "show this help message and exit": "vis denne hjelpen",
    "%(prog)s: error: %(message)s\n": "%(prog)s: feil: %(message)s\n",
    "the following arguments are required: %s": "dette mangler: %s",
    "unrecognized arguments: %s": "ukjent: %s",
    "invalid choice: %(value)r (choose from %(choices)s)": "«%(value)s» finnes ikke; velg mellom %(choices)s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "invalid %(type)s value: %(value)r": "«%(value)s» er ikke et tall",
    "expected one argument": "her mangler en verdi",
}


def main(arguments: list[str] | None = None) -> int:
    """Run one verb and return the exit status: 0 sound, 1 problems, 2 usage or unreadable input, 3 the machine failed."""
    argparse._ = lambda text: SENTENCES.get(text, text)  # type: ignore[attr-defined]
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except (LayoutFailed, SiteToolFailed) as error:
        print(f"maskinen: {error}", file=sys.stderr)
        return MACHINE
    except BrokenPipeError:  # whoever read what we print has gone, as `head` does
        sys.stdout = None
        return SOUND
    except OSError as error:
        print(f"maskinen: {error.strerror or error}: {error.filename or ''}", file=sys.stderr)
        return MACHINE
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mulighetskart",
        description="Bygger Mulighetskart av filene i pathways/ og content/.",
        epilog="Eksempel: mulighetskart sjekk",
    )
    verbs = parser.add_subparsers(title="kommandoer", metavar="KOMMANDO", required=True)
    check = _verb(
        verbs, "sjekk", _check, "leser og kontrollerer alt, og viser hvert problem", "mulighetskart sjekk --json"
    )
    check.add_argument("--json", action="store_true", help="skriv problemene som JSON")
    _dated(check)
    make = _verb(
        verbs,
        "bygg",
        _build,
        "bygger hele nettstedet i site/",
        "mulighetskart bygg --grunnadresse https://eksempel.no/kart/",
    )
    make.add_argument(
        "--markdown", metavar="MAPPE", type=Path, help="skriv bare de oversatte sidene hit, uten å lage nettstedet"
    )
    make.add_argument(
        "--grunnadresse", metavar="URL", type=_address, default=None, help="adressen nettstedet skal ligge på"
    )
    _dated(make)
    watch = _verb(
        verbs,
        "vis",
        _serve,
        "bygger, viser på egen maskin og laster på nytt når du lagrer",
        "mulighetskart vis --port 8000",
    )
    watch.add_argument("--port", type=int, default=8000, metavar="TALL", help="porten på 127.0.0.1 (vanlig: 8000)")
    _dated(watch)
    judge = _verb(
        verbs,
        "vurder",
        _judge,
        "sier hva reglene sier om en situasjon",
        "mulighetskart vurder situasjon.yml --dato 2026-11-21",
    )
    judge.add_argument(
        "situasjon", metavar="SITUASJON.yml", type=Path, help="fil med ett svar per linje, som «alder: 31»"
    )
    judge.add_argument("--json", action="store_true", help="skriv svarene som JSON")
    _dated(judge)
    walk = _verb(
        verbs,
        "reise",
        _walk,
        "går gjennom en reise måned for måned og viser hvorfor den holder",
        "mulighetskart reise karim-fagbrev",
    )
    walk.add_argument("id", metavar="ID", help="id-en til reisen, som er filnavnet uten .yml")
    walk.add_argument("--json", action="store_true", help="skriv beviset som JSON")
    _dated(walk)
    effect = _verb(
        verbs,
        "virkning",
        _effect,
        "sier hva en endring i pathways/ gjør med svarene, for personas, reiser og tilfeller",
        "mulighetskart virkning --fra HEAD~1",
    )
    effect.add_argument(
        "--fra", metavar="REV", default="HEAD", help="versjonen i git det sammenlignes med (vanlig: HEAD)"
    )
    effect.add_argument("--json", action="store_true", help="skriv virkningen som JSON")
    _dated(effect)
    new = _verb(
        verbs,
        "ny",
        _create,
        "lager en post du kan fylle inn, med forklaring og eksempel til hver nøkkel",
        "mulighetskart ny tilbud sprakkafe",
    )
    new.add_argument("type", metavar="TYPE", help="typen post, som tilbud, ytelse eller aktør")
    new.add_argument("id", metavar="ID", help="id-en den skal få: små bokstaver, tall og bindestrek")
    _dated(new)
    renaming = _verb(
        verbs,
        "endre-id",
        _rename,
        "gir en post ny id overalt, og lar den gamle adressen lede til den nye",
        "mulighetskart endre-id tilbud sprakkafe sprakkafe-pa-biblioteket",
    )
    renaming.add_argument("type", metavar="TYPE", help="typen post, som tilbud, ytelse eller aktør")
    renaming.add_argument("gammel", metavar="GAMMEL", help="id-en posten har nå")
    renaming.add_argument("ny", metavar="NY", help="id-en den skal få")
    _dated(renaming)
    tidy = _verb(
        verbs,
        "formater",
        _format,
        "ordner nøklene og bryter lange linjer, uten å endre innholdet",
        "mulighetskart formater pathways/tilbud/kvp.yml",
    )
    tidy.add_argument("filer", metavar="FIL", type=Path, nargs="*", help="filene det gjelder (vanlig: alle)")
    _verb(
        verbs,
        "skjema",
        _schemas,
        "skriver skjemaene som hjelper deg mens du skriver i VS Code",
        "mulighetskart skjema",
    )
    law = _verb(
        verbs,
        "hjemler",
        _fetch,
        "henter ordlyden i paragrafene det vises til",
        "mulighetskart hjemler --kilde ../lovverk --lest 2026-07-02",
    )
    _sources(law)
    law.add_argument(
        "--lest", metavar="DATO", type=_day, required=True, help="datoen lovtekstene er hentet per, som 2026-07-02"
    )
    watched = _verb(
        verbs,
        "lovsjekk",
        _compare_law,
        "sammenligner paragrafene nettstedet bygger på, med nyere lovtekster",
        "mulighetskart lovsjekk --kilde gjeldende-lover.tar.bz2 --kilde gjeldende-sentrale-forskrifter.tar.bz2",
    )
    _sources(watched)
    watched.add_argument("--json", action="store_true", help="skriv det som ble funnet, som JSON")
    return parser


def _verb(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[argparse.Namespace], int],
    about: str,
    example: str,
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=about, description=about.capitalize() + ".", epilog=f"Eksempel: {example}")
    parser.set_defaults(run=run)
    return parser


def _sources(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--kilde",
        metavar="MAPPE|FIL",
        type=Path,
        action="append",
        required=True,
        help="mappe med lovtekster i Markdown, en .md- eller .xml-fil, eller et av Lovdatas arkiver; kan gis flere ganger",
    )


def _dated(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--dato", metavar="DATO", type=_day, default=date.today(), help="regn med denne datoen i stedet for i dag"
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"«{text}» er ikke en dato; skriv den som 2026-07-02") from None


def _address(text: str) -> str:
    if not text.startswith(("https://", "http://")) or any(letter in text for letter in "\"' <>"):
        raise argparse.ArgumentTypeError(f"«{text}» er ikke en adresse; den begynner med https://")
    return text.rstrip("/") + "/"


def _layout() -> Layout:
    return Layout(Path.cwd())


def _check(options: argparse.Namespace) -> int:
    catalogue, problems = examine(_layout())
    if not problems:
        from generator.schema import stale  # needed only when all is well

        problems = list(stale(catalogue, _layout()))
    if options.json:
        print(as_json(problems))
    else:
        _print(problems)
        files = {item.document.fil for kind in catalogue.placed.values() for item in kind.values()}
        print(f"{len(files)} filer lest. {_summary(problems)}")
    return PROBLEMS if any(problem.is_error for problem in problems) else SOUND


def _build(options: argparse.Namespace) -> int:
    layout = _layout()
    with terminal_progress() as progress:
        if options.markdown:
            return _markdown(layout, options, progress)
        result = build(layout, options.dato, options.grunnadresse or "", progress)
    _print(result.problems)
    if not result.is_sound:
        print(f"{_summary(result.problems)} Nettstedet er ikke endret.")
        return PROBLEMS
    print(f"{result.pages} sider bygget i site/.")
    return SOUND


def _markdown(layout: Layout, options: argparse.Namespace, progress: Progress) -> int:
    compiled = compile_site(layout, options.dato, progress)
    _print(compiled.problems)
    if not compiled.is_sound:
        print(f"{_summary(compiled.problems)} Ingenting er skrevet.")
        return PROBLEMS
    write_tree(options.markdown, compiled.files)
    print(f"{len(compiled.files)} filer skrevet i {options.markdown}.")
    return SOUND


def _serve(options: argparse.Namespace) -> int:
    from generator.vis import serve  # the server is needed by this verb only

    return serve(_layout(), options.dato, options.port)


def _judge(options: argparse.Namespace) -> int:
    catalogue, problems = examine(_layout())
    if any(problem.is_error for problem in problems):
        _print(problems)
        print(f"{_summary(problems)} Reglene kan ikke brukes før de er rettet.")
        return PROBLEMS
    situation, faults = situation_from(options.situasjon, catalogue)
    if faults:
        _print(faults)
        return USAGE
    found = answers(catalogue, filled(situation, catalogue), options.dato)
    print(answers_as_json(found, options.dato) if options.json else answers_as_text(found, catalogue))
    return SOUND


def _walk(options: argparse.Namespace) -> int:
    catalogue, problems = examine(_layout())
    blocking = [problem for problem in problems if problem.is_error and problem.kode not in LATE]
    if blocking:
        _print(blocking)
        print(f"{_summary(blocking)} Reisen kan ikke prøves før de er rettet.")
        return PROBLEMS
    known = catalogue.placed["reise"]
    if options.id not in known:
        near = did_you_mean(options.id, known) or next((f"mente du «{id}»?" for id in known if options.id in id), "")
        near = near or "reisene er " + ", ".join(known)
        print(f"ingen reise har id «{options.id}»; {near}", file=sys.stderr)
        return USAGE
    bevis = prove(catalogue.get("reise", options.id), catalogue)
    print(proof_as_json(bevis, options.dato) if options.json else proof_as_text(bevis, catalogue, options.dato))
    return SOUND if bevis.holder else PROBLEMS


def _effect(options: argparse.Namespace) -> int:
    layout = _layout()
    catalogue, problems = read(layout)
    # A journey that breaks is not in the way here: it is what one asks about.
    problems = problems or sorted(faults(catalogue))
    if any(problem.is_error for problem in problems):
        _print(problems)
        print(f"{_summary(problems)} Virkningen kan ikke regnes ut før de er rettet.")
        return PROBLEMS
    with TemporaryDirectory(prefix="mulighetskart-") as folder:
        then = past(layout.root, options.fra, Path(folder))
        if isinstance(then, str):
            print(then, file=sys.stderr)
            return USAGE
        before, unread = read(then.layout)
    found = compare(before, unread, catalogue, then.navn, read_cases(layout.cases, options.dato), options.dato)
    print(effect_as_json(found) if options.json else effect_as_text(found, before, catalogue))
    return SOUND


def _schemas(options: argparse.Namespace) -> int:
    from generator.schema import write  # needed by this verb only

    problems = write(_layout())
    _print(problems)
    print(f"{_summary(problems)} Skjemaene er ikke endret." if problems else "Skjemaene i .vscode/skjema/ er à jour.")
    return PROBLEMS if problems else SOUND


def _format(options: argparse.Namespace) -> int:
    from generator.formatter import format_files  # needed by this verb only

    layout = _layout()
    files, problems = format_files(layout, [layout.root / path for path in options.filer])
    write_all(layout.root, files)
    _print(problems)
    print("\n".join([*(f"ordnet {file.path}" for file in files), f"{len(files)} filer endret."]))
    return PROBLEMS if problems else SOUND


def _create(options: argparse.Namespace) -> int:
    from generator.new_record import create  # needed by this verb only

    layout = _layout()
    if not layout.pathways.is_dir():
        _print(read(layout)[1])
        return PROBLEMS
    written = create(layout, read(layout)[0], options.type, options.id, options.dato)
    if written.feil:
        print(written.feil, file=sys.stderr)
        return USAGE
    print(f"skrev {written.fil}. Fyll inn det som mangler, og kjør «mulighetskart sjekk».")
    return SOUND


def _rename(options: argparse.Namespace) -> int:
    from generator.new_id import rename  # needed by this verb only

    layout = _layout()
    catalogue, problems = examine(layout)
    if any(problem.is_error for problem in problems):
        _print(problems)
        print(f"{_summary(problems)} Id-en kan ikke endres før de er rettet.")
        return PROBLEMS
    done = rename(layout, catalogue, options.type, options.gammel, options.ny, options.dato)
    if done.feil:
        print(done.feil, file=sys.stderr)
        return USAGE
    print("\n".join(done.lines()))
    return SOUND


def _fetch(options: argparse.Namespace) -> int:
    layout = _layout()
    catalogue, problems = read(layout)
    if not problems:
        source = read_sources(options.kilde, cited(catalogue))
        if source.feil:
            print("\n".join(source.feil), file=sys.stderr)
            return USAGE
        files, problems = fetch(catalogue, source.lover, options.lest)
        if not problems:
            write_all(layout.root, files)
            print(f"{len(files)} filer i pathways/regelverk/ er à jour.")
    _print(problems)
    return PROBLEMS if problems else SOUND


def _compare_law(options: argparse.Namespace) -> int:
    from generator.lovrapport import as_json as law_as_json  # needed by this verb only
    from generator.lovrapport import as_text as law_as_text
    from generator.lovsjekk import compare
    from generator.views.shown import Showing

    catalogue, problems = examine(_layout())
    if any(problem.is_error for problem in problems):
        _print(problems)
        print(f"{_summary(problems)} Lovene kan ikke sammenlignes før de er rettet.", file=sys.stderr)
        return USAGE
    source = read_sources(options.kilde, {law.refid for law in catalogue.all("regelverk")})
    if source.feil:
        print("\n".join(source.feil), file=sys.stderr)
        return USAGE
    result = compare(Showing(catalogue, date.today()), source)
    if not result.funn:
        print("kilden har ingen av lovene nettstedet bygger på", file=sys.stderr)
        return USAGE
    print(law_as_json(result) if options.json else law_as_text(result))
    return PROBLEMS if result.er_endret else SOUND


def _print(problems: list[Problem] | tuple[Problem, ...]) -> None:
    for problem in problems:
        print(as_text(problem))


def _summary(problems: list[Problem] | tuple[Problem, ...]) -> str:
    errors = sum(problem.is_error for problem in problems)
    warnings = len(problems) - errors
    if not problems:
        return "Ingen feil."
    parts = [f"{errors} feil"] + ([f"{warnings} advarsler"] if warnings else [])
    return " og ".join(parts) + "."


if __name__ == "__main__":
    raise SystemExit(main())
