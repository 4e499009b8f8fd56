"""How wide text is, from a table of our own, so that a layout does not depend on a machine's fonts."""

# Widths in hundredths of the font size, generous enough for the system fonts a reader may have.
NARROW, WIDE = "iljtfrI.,:;'|!()[] ", "mwMWÆæ@%—"
WIDTHS = {**dict.fromkeys(NARROW, 34), **dict.fromkeys(WIDE, 92)}
LOWER, UPPER = 58, 72


def width(text: str, size: float) -> float:
    """The width of a line of text at this font size, on the safe side."""
    return (
        sum(WIDTHS.get(letter, UPPER if letter.isupper() or letter.isdigit() else LOWER) for letter in text)
        * size
        / 100
    )


def lines(text: str, size: float, room: float) -> list[str]:
    """The text broken into lines that fit the room; a single word may be wider."""
    result: list[str] = []
    for word in text.replace("\u00a0", " ").split():
        if result and width(f"{result[-1]} {word}", size) <= room:
            result[-1] += f" {word}"
        else:
            result.append(word)
    return result
