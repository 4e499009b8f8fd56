"""The handbook's page of commands, made of the commands themselves; run this module when one has changed."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from generator.cli import parser

PAGE = Path(__file__).parent.parent / "content" / "redaktor" / "kommandoer.md"
ABOUT = """# Kommandoer

Alle kommandoene kjøres fra prosjektets mappe og begynner med `mulighetskart`. Hver av dem viser hjelp med `--help`.

Kommandoen ender med 0 når alt er vel, 1 når noe må rettes, 2 når den er skrevet feil eller noe ikke kan leses, og 3 når det er noe galt med maskinen.
"""


def commands_page() -> str:
    """Every verb with its help, in the order the command lists them."""
    verbs = next(action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return "\n".join([ABOUT, *(line for name, verb in verbs.choices.items() for line in _verb(name, verb))])


def _verb(name: str, verb: argparse.ArgumentParser) -> Iterator[str]:
    yield f"## {name} {{#{name}}}\n"
    yield f"{verb.description}\n"
    rows = [_option(action) for action in verb._actions if action.dest != "help"]
    if rows:
        yield "\n".join(rows) + "\n"
    yield f"{(verb.epilog or '').replace('Eksempel: ', 'Eksempel: `')}`\n"


def _option(action: argparse.Action) -> str:
    value = str(action.metavar or "").replace("|", " eller ")
    written = " ".join(filter(None, (*action.option_strings[:1], value))) or action.dest
    needed = " (må være med)" if action.required and action.option_strings else ""
    return f"- `{written}`: {action.help}{needed}"


if __name__ == "__main__":
    PAGE.write_text(commands_page(), encoding="utf-8", newline="\n")
