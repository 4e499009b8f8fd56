"""The command `mulighetskart`: reads its arguments, runs one verb, and ends with its status."""

import argparse
import io
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from generator import verbs, verbs_eksport
from generator.diagrams.dot import LayoutFailed
from generator.site import SiteToolFailed
from generator.tell import FORMS
from generator.verbs import SOUND

INTERRUPTED = 130  # what a shell says of a program stopped from the keyboard
MACHINE = 3

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
    for stream in (sys.stdout, sys.stderr):
        # Into a pipe Windows writes an alphabet that lacks some of our signs; every reader of ours expects UTF-8.
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")
    options = parser().parse_args(arguments)
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
        return INTERRUPTED


def parser() -> argparse.ArgumentParser:
    """The command line, with every verb and its choices."""
    whole = argparse.ArgumentParser(
        prog="mulighetskart",
        description="Bygger Mulighetskart av filene i pathways/ og content/.",
        epilog="Eksempel: mulighetskart sjekk",
    )
    verb = _Verbs(whole)
    _building(verb)
    _writing(verb)
    _asking(verb)
    _keeping_up_with_the_law(verb)
    _reporting(verb)
    return whole


class _Verbs:
    """The verbs of a command line, to which one more is added by a call."""

    def __init__(self, whole: argparse.ArgumentParser) -> None:
        self._added = whole.add_subparsers(title="kommandoer", metavar="KOMMANDO", required=True)

    def __call__(
        self, name: str, run: Callable[[argparse.Namespace], int], about: str, example: str
    ) -> argparse.ArgumentParser:
        """The parser of a new verb; each has its help, one example, and the function that runs it."""
        added = self._added.add_parser(
            name,
            help=about,
            description=about.capitalize() + ".",
            epilog=f"Eksempel: mulighetskart {name} {example}".rstrip(),
        )
        added.set_defaults(run=run)
        return added


def _building(verb: _Verbs) -> None:
    check = verb("sjekk", verbs.check, "leser og kontrollerer alt, og viser hvert problem", "--json")
    check.add_argument("--json", dest="format", action="store_const", const="json", help="det samme som --format json")
    check.add_argument(
        "--format",
        metavar="FORM",
        choices=FORMS,
        default="tekst",
        help=f"hvordan problemene skrives: {', '.join(FORMS)}",
    )
    _dated(check)
    build = verb("bygg", verbs.build, "bygger hele nettstedet i site/", "--grunnadresse https://eksempel.no/kart/")
    build.add_argument(
        "--markdown", metavar="MAPPE", type=Path, help="skriv bare de oversatte sidene hit, uten å lage nettstedet"
    )
    build.add_argument(
        "--grunnadresse", metavar="URL", type=_address, default=None, help="adressen nettstedet skal ligge på"
    )
    build.add_argument(
        "--ferskhet",
        metavar="TALL",
        type=_share,
        default=0.0,
        help="stopp når en post er mindre fersk enn dette, fra 0 til 1 (vanlig: 0, aldri)",
    )
    _dated(build)
    export = verb(
        "eksport",
        verbs_eksport.export,
        "skriver hvert diagram, hvert tilbud og hver reise som filer du kan sette inn på egne nettsider",
        "biter --grunnadresse https://eksempel.no/kart/",
    )
    export.add_argument(
        "mappe", metavar="MAPPE", type=Path, help="mappa filene skrives i; den er tom eller fra forrige gang"
    )
    export.add_argument(
        "--grunnadresse", metavar="URL", type=_address, default=None, help="adressen nettstedet ligger på, for lenkene"
    )
    _dated(export)
    serve = verb("vis", verbs.serve, "bygger, viser på egen maskin og laster på nytt når du lagrer", "--port 8000")
    serve.add_argument("--port", type=int, default=8000, metavar="TALL", help="porten på 127.0.0.1 (vanlig: 8000)")
    _dated(serve)


def _writing(verb: _Verbs) -> None:
    new = verb(
        "ny",
        verbs.create,
        "lager en post du kan fylle inn, med forklaring og eksempel til hver nøkkel",
        "tilbud sprakkafe",
    )
    new.add_argument("type", metavar="TYPE", help="typen post, som tilbud, ytelse eller aktør")
    new.add_argument("id", metavar="ID", help="id-en den skal få: små bokstaver, tall og bindestrek")
    _dated(new)
    renaming = verb(
        "endre-id",
        verbs.rename,
        "gir en post ny id overalt, og lar den gamle adressen lede til den nye",
        "tilbud sprakkafe sprakkafe-pa-biblioteket",
    )
    renaming.add_argument("type", metavar="TYPE", help="typen post, som tilbud, ytelse eller aktør")
    renaming.add_argument("gammel", metavar="GAMMEL", help="id-en posten har nå")
    renaming.add_argument("ny", metavar="NY", help="id-en den skal få")
    _dated(renaming)
    tidy = verb(
        "formater",
        verbs.tidy,
        "ordner nøklene og bryter lange linjer, uten å endre innholdet",
        "pathways/tilbud/kvp.yml",
    )
    tidy.add_argument("filer", metavar="FIL", type=Path, nargs="*", help="filene det gjelder (vanlig: alle)")
    verb("skjema", verbs.write_schemas, "skriver skjemaene som hjelper deg mens du skriver i VS Code", "")


def _asking(verb: _Verbs) -> None:
    judge = verb("vurder", verbs.judge, "sier hva reglene sier om en situasjon", "situasjon.yml --dato 2026-11-21")
    judge.add_argument(
        "situasjon", metavar="SITUASJON.yml", type=Path, help="fil med ett svar per linje, som «alder: 31»"
    )
    _json(judge, "skriv svarene som JSON")
    _dated(judge)
    walk = verb(
        "reise", verbs.walk, "går gjennom en reise måned for måned og viser hvorfor den holder", "karim-fagbrev"
    )
    walk.add_argument("id", metavar="ID", help="id-en til reisen, som er filnavnet uten .yml")
    _json(walk, "skriv beviset som JSON")
    _dated(walk)
    effect = verb(
        "virkning",
        verbs.effect,
        "sier hva en endring i pathways/ gjør med svarene, for personas, reiser og tilfeller",
        "--fra HEAD~1",
    )
    effect.add_argument(
        "--fra", metavar="REV", default="HEAD", help="versjonen i git det sammenlignes med (vanlig: HEAD)"
    )
    _json(effect, "skriv virkningen som JSON")
    _dated(effect)


def _keeping_up_with_the_law(verb: _Verbs) -> None:
    fetch = verb(
        "hjemler",
        verbs.fetch_law,
        "henter ordlyden i paragrafene det vises til",
        "--kilde ../lovverk --lest 2026-07-02",
    )
    _sources(fetch)
    fetch.add_argument(
        "--lest", metavar="DATO", type=_day, required=True, help="datoen lovtekstene er hentet per, som 2026-07-02"
    )
    compare = verb(
        "lovsjekk",
        verbs.compare_law,
        "sammenligner paragrafene nettstedet bygger på, med nyere lovtekster",
        "--kilde gjeldende-lover.tar.bz2 --kilde gjeldende-sentrale-forskrifter.tar.bz2",
    )
    _sources(compare)
    _json(compare, "skriv det som ble funnet, som JSON")
    compare.set_defaults(dato=date.today())
    outside = verb(
        "lenker",
        verbs.look_at_links,
        "ser etter om lenkene ut av nettstedet virker, og lister dem som har vært døde i tre dager",
        "--husk lenker.json",
    )
    _remembered(outside)
    _json(outside, "skriv det som ble sett, som JSON")
    _dated(outside)


def _reporting(verb: _Verbs) -> None:
    report = verb(
        "rapport",
        verbs.report,
        "lister det som er gammelt, utløpt eller på vei, det som mangler, og det som er tungt å lese",
        "--kilde ../lovverk",
    )
    report.add_argument("--domener", action="store_true", help="vis bare domenene det lenkes ut til, med antall")
    _sources(report, required=False)
    _remembered(report)
    _json(report, "skriv rapporten som JSON, med alt i alle lister")
    _dated(report)


def _remembered(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--husk",
        metavar="FIL",
        type=Path,
        default=Path("lenker.json"),
        help="fila som husker hva som ble sett sist av lenkene (vanlig: lenker.json)",
    )


def _json(parser: argparse.ArgumentParser, about: str) -> None:
    parser.add_argument("--json", action="store_true", help=about)


def _sources(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    parser.add_argument(
        "--kilde",
        metavar="MAPPE|FIL",
        type=Path,
        action="append",
        required=required,
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


def _share(text: str) -> float:
    if not re.fullmatch(r"[01]([.,]\d{1,3})?", text) or float(text.replace(",", ".")) > 1:
        raise argparse.ArgumentTypeError(f"«{text}» er ikke et tall fra 0 til 1; skriv det som 0,5")
    return float(text.replace(",", "."))


def _address(text: str) -> str:
    if not text.startswith(("https://", "http://")) or any(letter in text for letter in "\"' <>"):
        raise argparse.ArgumentTypeError(f"«{text}» er ikke en adresse; den begynner med https://")
    return text.rstrip("/") + "/"


if __name__ == "__main__":
    raise SystemExit(main())
