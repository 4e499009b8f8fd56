"""What a sheet of paper leaves off: the least needed first, and no more than it must."""

from generator.views.papir import COLUMN, HEADING, Del, left_off, lines
from generator.views.shown import Lenketekst, Punkt

PARTS = (Del("reiser", "reiser", 10), Del("tom", "tomt", 0), Del("effekt", "effekt", 20), Del("hva", "hva", 30))


def test_a_page_that_fits_leaves_nothing_off() -> None:
    assert left_off(PARTS, 40, 100) == ()


def test_the_first_goes_first_and_no_more_than_is_needed() -> None:
    assert left_off(PARTS, 41, 100) == (("reiser", "reiser"),)
    assert left_off(PARTS, 51, 100) == (("reiser", "reiser"), ("effekt", "effekt"))


def test_what_is_not_there_is_not_said_to_be_left_off() -> None:
    assert [id for id, _ in left_off(PARTS, 500, 100)] == ["reiser", "effekt", "hva"]


def test_lines_are_counted_by_what_is_read() -> None:
    assert lines(("a" * COLUMN, "a" * (COLUMN + 1)), 1) == 3 + HEADING
    assert lines((Lenketekst("a", "b" * 500),)) == 1, "an address is not read"
    cited = Punkt("a" * (COLUMN - 8), (Lenketekst("b" * 10, ""),))
    assert lines((cited,)) == 1, "what a statement rests on is set smaller"
