"""The shop's colour: it carries white words, so it has to be dark enough for them.  Pure."""

import re

READABLE = 4.5  # WCAG 2.2, success criterion 1.4.3
LIT_PERCENT = 14
_HEX = re.compile(r"#[0-9a-f]{6}")


def is_colour(text: str) -> bool:
    """Whether this is a colour as `#rrggbb`."""
    return bool(_HEX.fullmatch(text))


def contrast_with_white(colour: str) -> float:
    """Ratio of white on the colour, 1 to 21 (WCAG 2.2)."""
    return 1.05 / (_luminance(_channels(colour)) + 0.05)


def readable(colour: str) -> str:
    """The colour itself when white is readable on it, else the nearest darker one of the same hue."""
    if contrast_with_white(colour) >= READABLE:
        return colour
    red, green, blue = _channels(colour)
    for step in range(255, -1, -1):
        darker = _text(red * step // 255, green * step // 255, blue * step // 255)
        if contrast_with_white(darker) >= READABLE:
            return darker
    raise AssertionError("black is always dark enough")


def lit(colour: str) -> str:
    """The colour as it is seen on a dark page: up to a seventh of the way to white, as far as white stays readable on it."""
    channels = _channels(readable(colour))
    for percent in range(LIT_PERCENT, 0, -1):
        lighter = _text(*(channel + (255 - channel) * percent // 100 for channel in channels))
        if contrast_with_white(lighter) >= READABLE:
            return lighter
    return readable(colour)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _text(red: int, green: int, blue: int) -> str:
    return f"#{red:02x}{green:02x}{blue:02x}"


def _luminance(channels: tuple[int, int, int]) -> float:
    red, green, blue = (_linear(channel / 255) for channel in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
