"""Characters that hide what a text says: those that cannot be seen, and letters that look like others."""

import re
import unicodedata

# Controls other than line breaks, and marks without width or with a direction of their own.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
# In a file's name line breaks are unseen too; half of a letter is what Python makes of a name that is not UTF-8.
UNSEEN_IN_NAMES = re.compile(f"{UNSEEN.pattern}|[\t\n\ud800-\udfff]")
NAMES = {
    0x00: "null-tegn",
    0x0D: "linjeskift fra gamle Mac",
    0x1B: "escape-tegn",
    0xAD: "myk bindestrek",
    0x200B: "mellomrom uten bredde",
    0x200C: "skilletegn uten bredde",
    0x200D: "bindetegn uten bredde",
    0x200E: "merke for skrift fra venstre",
    0x200F: "merke for skrift fra høyre",
    0x2028: "linjeskille",
    0x2029: "avsnittsskille",
    0x202E: "merke som snur skriveretningen",
    0xFEFF: "mellomrom uten bredde (BOM)",
}
# A Greek or Cyrillic letter beside a Latin one, with nothing between: «kоmmune» with a Russian «о».
LATIN, FOREIGN = "[A-Za-zÆØÅæøåÀ-ɏ]", "[Ͱ-ϿЀ-ԯ]"
MIXED = re.compile(f"(?<={LATIN}){FOREIGN}|{FOREIGN}(?={LATIN})")
MOST_ACCENTS = 4


def named(character: str) -> str:
    """«U+200B, mellomrom uten bredde»."""
    code = f"U+{ord(character):04X}"
    return f"{code}, {NAMES[ord(character)]}" if ord(character) in NAMES else code


def script(letter: str) -> str:
    """Which alphabet a foreign letter is of."""
    return "gresk" if "Ͱ" <= letter <= "Ͽ" else "kyrillisk"


def visible(name: str) -> str:
    """A file's name as it can be printed: what cannot be seen is written as its code."""
    return UNSEEN_IN_NAMES.sub(lambda found: f"<U+{ord(found[0]):04X}>", name)


def heap_of_accents(text: str) -> int | None:
    """Where more accents lie on one letter than any language has; sorting a long heap of them takes minutes."""
    accents = "".join(sorted(c for c in set(text) if unicodedata.combining(c)))
    found = re.search(f"[{re.escape(accents)}]{{{MOST_ACCENTS + 1}}}", text) if accents else None
    return found.start() if found else None
