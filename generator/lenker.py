"""Looks at the links that lead out: which work, which have been dead for days, and which we may not look at."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from datetime import date
from itertools import groupby
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from generator.outside import CLOSED, DEAD, FAILS, HEADINGS, WORKS, Lenke, Seen

DEAD_AFTER = 3  # days on which it failed, with none between on which it worked
NAME = "Mulighetskart-lenkesjekk"
TIMEOUT, PAUSE = 15.0, 1.0
# The site answers, but not to the likes of us: nothing is known of the page.
REFUSED = (401, 403, 407, 429, 451, 999)
NO_ANSWER = "ingen svar"
# An address asked for: the status of its page, or 0 and why there was none.
Answer = tuple[int, str]


def looked_at(
    found: Iterable[Lenke], before: dict[str, Seen], today: date, ask: Callable[[str], Answer]
) -> list[Lenke]:
    """Each link with what this look and the ones before it say."""
    return [
        replace(link, sett=judged(before.get(link.adresse), today.isoformat(), ask(link.adresse))) for link in found
    ]


def judged(before: Seen | None, today: str, answer: Answer) -> Seen:
    """What an answer means, after what was seen before; two looks on one day count as one."""
    status, reason = answer
    days = before.feil if before else ()
    if status in REFUSED:
        return Seen(CLOSED, today, reason, days)  # it tells nothing: neither that it works nor that it fails
    if 200 <= status < 400:
        return Seen(WORKS, today)
    days = tuple(sorted({*days, today}))
    return Seen(DEAD if len(days) >= DEAD_AFTER else FAILS, today, reason, days)


def is_cut_off(found: list[Lenke]) -> bool:
    """Whether no address at all answered, which says more of this machine than of the addresses."""
    return bool(found) and all(link.sett.grunn == NO_ANSWER for link in found)


class Asker:
    """Asks the network, one address at a time, as `robots.txt` of each site allows."""

    def __init__(self, pause: float = PAUSE) -> None:
        self.pause = pause
        self.robots: dict[str, RobotFileParser] = {}

    def __call__(self, address: str) -> Answer:
        """The status of a page, or 0 and why there is none."""
        parts = urlsplit(address)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self.robots:
            status, text = self._get(f"{root}/robots.txt")
            if status == 0:
                return 0, text
            self.robots[root] = _rules(status, text)
        if not self.robots[root].can_fetch(NAME, address):
            return 403, "robots.txt sier nei"
        status, text = self._get(address)
        return status, text if status == 0 else f"status {status}"

    def _get(self, address: str) -> Answer:
        time.sleep(self.pause)
        request = urllib.request.Request(address, headers={"User-Agent": NAME, "Accept": "*/*"})
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
                is_rules = address.endswith("/robots.txt")
                return answer.status, answer.read(500_000).decode("utf-8", "replace") if is_rules else ""
        except urllib.error.HTTPError as error:
            error.close()
            return error.code, ""
        except (OSError, ValueError):  # no such machine, no answer in time, a broken certificate or answer
            return 0, NO_ANSWER


def _rules(status: int, text: str) -> RobotFileParser:
    rules = RobotFileParser()
    if status in REFUSED:
        text = "User-agent: *\nDisallow: /"
    rules.parse(text.splitlines() if status in (200, *REFUSED) else [])
    return rules


def as_json(found: list[Lenke]) -> str:
    """Every link with what is known of it."""
    rows = [{"adresse": link.adresse, "steder": link.steder, **asdict(link.sett)} for link in found]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_text(found: list[Lenke]) -> str:
    """What an editor must look at, the dead first, and how many work."""
    order = list(HEADINGS)
    told = sorted(
        (link for link in found if link.sett.utfall in HEADINGS), key=lambda link: order.index(link.sett.utfall)
    )
    lines = []
    for outcome, group in groupby(told, key=lambda link: link.sett.utfall):
        lines.append(f"{HEADINGS[outcome]}:")
        for link in group:
            since = f", siden {link.sett.feil[0]}" if link.sett.feil else ""
            lines += [f"  {link.adresse} ({link.sett.grunn}{since})", *(f"    {place}" for place in link.steder)]
        lines.append("")
    works = sum(link.sett.utfall == WORKS for link in found)
    return "\n".join([*lines, f"{len(found)} lenker, {works} virker."])
