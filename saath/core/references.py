"""References that survive the telephone: `7KM-4Q2X`.

Six random characters of Crockford's base 32 (about a thousand million) and one check character.
The check is a Luhn sum modulo 32: it catches every single wrong character and nearly every
exchange of two neighbours.  https://www.crockford.com/base32.html
"""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BODY_LENGTH = 6
GROUP_LENGTH = 3

_MISHEARD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SEPARATORS = str.maketrans("", "", " -–—_.#\u00a0\u200b\t\r\n")


def new_reference() -> str:
    """A new random reference; the caller's unique constraint decides about the rare repeat."""
    body = "".join(secrets.choice(ALPHABET) for _position in range(BODY_LENGTH))
    return _grouped(body + check_character(body))


def normalise_reference(text: str) -> str | None:
    """The reference as we store it, from what a person heard: lower case, O for 0, I or L for 1, spaces.

    None when it cannot be a reference, or a character is wrong.
    """
    compact = text.strip().upper().translate(_SEPARATORS).translate(_MISHEARD)
    return _grouped(compact) if is_valid(compact) else None


def is_valid(compact: str) -> bool:
    """Whether seven characters without separators are a reference with the right check character."""
    return (
        len(compact) == BODY_LENGTH + 1
        and all(character in ALPHABET for character in compact)
        and check_character(compact[:-1]) == compact[-1]
    )


def check_character(body: str) -> str:
    """The check character of `body` (Luhn modulo 32)."""
    total = 0
    for position, character in enumerate(reversed(body)):
        value = ALPHABET.index(character)
        weighted = value if position % 2 else 2 * value
        total += weighted // 32 + weighted % 32
    return ALPHABET[-total % 32]


def _grouped(compact: str) -> str:
    return f"{compact[:GROUP_LENGTH]}-{compact[GROUP_LENGTH:]}"
