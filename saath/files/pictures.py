"""Photos of strangers, drawn anew: what comes out was written by us and tells no place, time or camera."""

from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError
from PIL.ExifTags import Base
from PIL.Image import Transpose

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
CONTENT_TYPE, JPEG = "image/webp", "image/jpeg"
MAX_SIDE = 1600
QUALITY = 82
# What makes a photo upright, by its orientation (Exif 2.32, tag 274). Pillow's own way writes all that a camera said anew, and
# fails where that is nonsense.
TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}

# 25 million pixels are 100 MB while we draw, twice that where they let the ground through or are of a palette. A JPEG is decoded
# at a fraction, so it may claim more.
MAX_DECODED_PIXELS = 25_000_000
MAX_CLAIMED_PIXELS = 200_000_000
Image.MAX_IMAGE_PIXELS = MAX_CLAIMED_PIXELS


class NotAPicture(ValueError):
    """The bytes cannot or should not be drawn: broken, of another kind, or too many pixels."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A re-encoded picture, its size in pixels."""

    data: bytes
    width: int
    height: int
    content_type: str = CONTENT_TYPE


def reencode(source: BinaryIO, *, side: int = MAX_SIDE, content_type: str = CONTENT_TYPE) -> Picture:
    """Draw the first frame of a photo anew, upright, at most `side` pixels wide or high. Raises NotAPicture.

    As JPEG, which any mail program and messenger shows, it has white where nothing was.
    """
    try:
        with Image.open(source, formats=FORMATS) as image:
            _check_claim(image)
            image.draft("RGB", (side, side))
            return _draw(image, side, content_type)
    except NotAPicture:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotAPicture from error
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, OverflowError) as error:
        raise NotAPicture from error


def _check_claim(image: Image.Image) -> None:
    if image.width * image.height > MAX_CLAIMED_PIXELS:
        raise NotAPicture


def _draw(image: Image.Image, side: int, content_type: str) -> Picture:
    if image.width * image.height > MAX_DECODED_PIXELS:
        raise NotAPicture
    turn = TURNS.get(image.getexif().get(Base.Orientation, 1))
    mode = "RGBA" if image.has_transparency_data else "RGB"
    # In place: each copy of a large one would take as much again.
    drawn = image if image.mode == mode else image.convert(mode)
    drawn.thumbnail((side, side))
    if turn is not None:
        drawn = drawn.transpose(turn)
    target = BytesIO()
    if content_type == JPEG:
        # Without saying so, it would take over the comment of the one before.
        _on_white(drawn).save(target, "JPEG", quality=QUALITY, exif=b"", comment=b"")
    else:
        drawn.save(target, "WEBP", quality=QUALITY, method=4, exif=b"", icc_profile=b"", xmp=b"")
    return Picture(target.getvalue(), drawn.width, drawn.height, content_type)


def _on_white(drawn: Image.Image) -> Image.Image:
    if drawn.mode == "RGB":
        return drawn
    ground = Image.new("RGB", drawn.size, "white")
    ground.paste(drawn, mask=drawn.getchannel("A"))
    return ground
