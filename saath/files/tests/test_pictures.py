"""Photos drawn anew."""

import struct
import subprocess
import sys
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from saath.files.pictures import JPEG, MAX_SIDE, NotAPicture, reencode

# Draws what comes in and tells how much memory that took at most, in kB.
DRAW = """
import sys
from io import BytesIO
from saath.files.pictures import reencode
reencode(BytesIO(sys.stdin.buffer.read()))
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def photo(kind: str = "JPEG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **how: object) -> BytesIO:
    target = BytesIO()
    Image.new(mode, size, (255, 0, 0, 99)[: len(mode)]).save(target, kind, **how)
    target.seek(0)
    return target


def png_that_claims(width: int, height: int) -> BytesIO:
    """A few bytes that pretend to be a huge picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b""))


def draw(source: BytesIO) -> Image.Image:
    return Image.open(BytesIO(reencode(source).data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP"])
def test_photo_comes_out_as_webp_of_its_size(kind: str) -> None:
    picture = reencode(photo(kind))
    assert (picture.width, picture.height, picture.content_type) == (40, 30, "image/webp")
    assert Image.open(BytesIO(picture.data)).format == "WEBP"


def test_place_and_camera_are_gone_and_the_photo_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Camera of a customer"
    exif.get_ifd(0x8825)[2] = (23.0, 1.0, 2.0)
    drawn = draw(photo(exif=exif, comment=b"secret", icc_profile=b"profile"))
    assert drawn.size == (30, 40)
    assert not drawn.getexif()
    assert not {"exif", "icc_profile", "xmp", "comment"} & drawn.info.keys()


def test_a_turned_photo_of_whose_camera_nonsense_is_told_stands_upright() -> None:
    # Tags (TIFF 6.0): the orientation, a quarter, and a width that is a text.
    tags = struct.pack(">HHHIHHHHI4s", 2, 0x0112, 3, 1, 6, 0, 0x0100, 2, 4, b"ten\0")
    exif = b"Exif\0\0MM\0*" + struct.pack(">I", 8) + tags + bytes(4)
    assert draw(photo(exif=exif)).size == (30, 40)


def test_transparency_stays() -> None:
    assert draw(photo("PNG", mode="RGBA")).mode == "RGBA"


def test_photo_for_any_program_is_a_jpeg_with_white_where_nothing_was() -> None:
    picture = reencode(photo("PNG", size=(400, 200), mode="RGBA"), side=100, content_type=JPEG)
    drawn = Image.open(BytesIO(picture.data))
    assert (drawn.format, drawn.size, picture.content_type) == ("JPEG", (100, 50), "image/jpeg")
    # A red that covers 99 of 255 parts.
    wanted = Image.new("RGB", drawn.size, (255, 156, 156))
    assert max(ImageChops.difference(drawn, wanted).tobytes()) < 8


def test_photo_for_any_program_tells_nothing_of_the_one_before() -> None:
    exif = Image.Exif()
    exif[0x010F] = "secret camera"
    source = photo(exif=exif, comment=b"secret", icc_profile=b"secret profile", xmp=b"secret place")
    assert b"secret" not in reencode(source, content_type=JPEG).data


def test_large_photo_takes_the_room_of_its_pixels_and_little_more() -> None:
    source = photo("PNG", size=(5000, 5000)).getvalue()
    taken = subprocess.run([sys.executable, "-c", DRAW], input=source, capture_output=True, check=True)
    assert int(taken.stdout) < 200_000  # kB, 100,000 of them for the pixels


def test_large_photo_is_made_smaller() -> None:
    picture = reencode(photo(size=(4000, 2000)))
    assert (picture.width, picture.height) == (MAX_SIDE, MAX_SIDE // 2)


def test_only_the_first_frame_of_an_animation_is_kept() -> None:
    frames = [Image.new("P", (10, 10), colour) for colour in range(3)]
    target = BytesIO()
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:])
    drawn = draw(BytesIO(target.getvalue()))
    assert getattr(drawn, "n_frames", 1) == 1


@pytest.mark.parametrize("side", [6_000, 15_000, 20_000, 100_000])
def test_pixel_bomb_is_not_drawn(side: int) -> None:
    with pytest.raises(NotAPicture):
        reencode(png_that_claims(side, side))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        photo().getvalue()[:200],
        photo("PNG").getvalue()[:60],
        photo("TIFF").getvalue(),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
    ],
)
def test_what_is_broken_or_of_another_kind_is_not_drawn(data: bytes) -> None:
    with pytest.raises(NotAPicture):
        reencode(BytesIO(data))
