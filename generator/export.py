"""The whole catalogue as JSON, for whoever wants the data."""

import json
from datetime import date
from typing import Any

from generator.catalogue import Catalogue
from generator.files import File
from generator.model import KINDS

LICENCE = "Innhold: CC BY 4.0. Lovtekster: NLOD 2.0, data tilgjengeliggjort av Lovdata."
LEFT_OUT = {"evidens"}


def catalogue_json(catalogue: Catalogue, today: date) -> File:
    """Every record by kind, with the fields that say something."""
    data: dict[str, Any] = {"dato": today.isoformat(), "lisens": LICENCE, "offisiell_tjeneste": False}
    for kind in KINDS:
        if kind.name not in LEFT_OUT:
            data[kind.name] = [
                record.model_dump(mode="json", exclude_defaults=True) for record in catalogue.all(kind.name)
            ]
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str)
    return File("data/mulighetskart.json", text + "\n")
