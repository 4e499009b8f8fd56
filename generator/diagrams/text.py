"""How wide text is, from a table of our own, so that a layout does not depend on a machine's fonts."""

from functools import lru_cache

# Widths in hundredths of the font size, generous enough for the system fonts a reader may have.
NARROW, WIDE = "iljtfrI.,:;'|!()[] ", "mwMWÆæ@%—"
WIDTHS = {**dict.fromkeys(NARROW, 34), **dict.fromkeys(WIDE, 92)}
LOWER, UPPER = 58, 72
SAFE = 0.94  # of the room: some system fonts are wider than the table
BOLD = 1.16  # bold letters are so much wider than the table says


def width(text: str, size: float) -> float:
    """The width of a line of text at this font size, on the safe side."""
    return _units(text) * size / 100


@lru_cache(maxsize=2**16)  # the same words come again and again
def _units(text: str) -> int:
    return sum(WIDTHS.get(letter, UPPER if letter.isupper() or letter.isdigit() else LOWER) for letter in text)


def lines(text: str, size: float, room: float) -> list[str]:
    """The text broken into lines that fit the room; a single word may be wider."""
    result: list[str] = []
    used = 0
    for word in text.replace("\u00a0", " ").split():
        together = used + _units(" ") + _units(word)
        if result and together * size / 100 <= room:
            result[-1] += f" {word}"
            used = together
        else:
            result.append(word)
            used = _units(word)
    return result
