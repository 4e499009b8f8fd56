"""The verb `eksport`: every piece to take along, in a folder."""

import argparse
import sys
from pathlib import Path

from generator import words
from generator.build import examine, make_pages
from generator.eksport import export_files, in_the_way, write_export
from generator.layout import Layout
from generator.pieces import pieces_of
from generator.pieces_files import Opphav, style_of
from generator.tell import listed
from generator.verbs import PROBLEMS, SOUND, USAGE
from generator.views.shown import Showing


def export(options: argparse.Namespace) -> int:
    """`eksport`: writes the pieces; what others have put in the folder is never touched."""
    foreign = in_the_way(options.mappe)
    if foreign:
        print(f"«{foreign}» i {options.mappe} er ikke skrevet av eksport; velg en tom mappe", file=sys.stderr)
        return USAGE
    layout = Layout(Path.cwd())
    catalogue, problems = examine(layout)
    if problems:
        print(listed(problems))
    if any(problem.is_error for problem in problems):
        print("Ingenting er skrevet.")
        return PROBLEMS
    show = Showing(catalogue, options.dato)
    law_read = words.day(max((law.lest for law in catalogue.all("regelverk")), default=options.dato))
    base = options.grunnadresse or ""
    pieces = pieces_of(make_pages(show, layout, law_read, base))
    files = export_files(pieces, show, style_of(layout), Opphav(base, law_read))
    write_export(options.mappe, files)
    print(f"{len(pieces)} biter skrevet som {len(files)} filer i {options.mappe}.")
    return SOUND
