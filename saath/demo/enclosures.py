"""Files that customers of the demo enclose: drawn here, so that no picture has to be shipped."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from saath.demo.story import Enclosure

INDIGO, PALE, CREAM, MADDER = (38, 70, 120), (142, 172, 206), (243, 236, 220), (150, 48, 44)


@cache
def stained_sheet() -> Enclosure:
    """Return a photo of a bedsheet with a stain."""
    picture = _cloth(1200, 900, INDIGO)
    stain = Image.new("L", picture.size, 0)
    ImageDraw.Draw(stain).ellipse((640, 380, 900, 590), fill=150)
    picture.paste((120, 88, 52), mask=stain.filter(ImageFilter.GaussianBlur(38)))
    return Enclosure("IMG_20261114_181203.jpg", "image/jpeg", _jpeg(picture))


@cache
def parcel() -> Enclosure:
    """Return a photo of a parcel on a shelf."""
    picture = _cloth(1000, 750, CREAM)
    draw = ImageDraw.Draw(picture)
    draw.polygon([(220, 240), (700, 200), (780, 580), (280, 640)], fill=(176, 132, 84))
    draw.polygon([(430, 222), (500, 216), (560, 606), (486, 616)], fill=(214, 186, 140))
    return Enclosure("parcel.jpg", "image/jpeg", _jpeg(picture))


@cache
def pale_sheet() -> Enclosure:
    """Return a photo of a sheet that is paler than it should be, for the middle of a letter."""
    return Enclosure("colour.jpg", "image/jpeg", _jpeg(_cloth(800, 600, PALE)), "colour@phone")


@cache
def room_list() -> Enclosure:
    """Return a PDF of one page: an order list of a guest house."""
    lines = ["Hotel Chhabra Residency, Gwalior", "Order list, linen", ""]
    lines += [f"Room {room}: 2 sheets, 4 pillow covers" for room in range(101, 123)]
    return Enclosure("order list.pdf", "application/pdf", _pdf(lines))


@cache
def visit() -> Enclosure:
    """Return an invitation of a calendar (RFC 5545): somebody comes to the workshop."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REQUEST", "BEGIN:VEVENT", "UID:visit@kumarakom",
        "SUMMARY:Visit to the workshop, samples for six rooms", "LOCATION:Paanch Takiye, Ahmedabad",
        "DTSTART;TZID=Asia/Kolkata:20261204T110000", "DTEND;TZID=Asia/Kolkata:20261204T123000",
        "ORGANIZER:mailto:maria.fernandes@mail.example", "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    return Enclosure("visit.ics", "text/calendar", _lines(lines))


@cache
def business_card() -> Enclosure:
    """Return a contact (RFC 6350)."""
    lines = [
        "BEGIN:VCARD", "VERSION:4.0", "FN:Maria Fernandes", "ORG:Backwater Homestay",
        "TEL;TYPE=work:+91 481 555 0142", "EMAIL:maria.fernandes@mail.example", "END:VCARD",
    ]  # fmt: skip
    return Enclosure("maria.vcf", "text/vcard", _lines(lines))


ENCLOSURES = {
    each.__name__: each for each in (stained_sheet, pale_sheet, parcel, room_list, visit, business_card)
}


def _lines(lines: list[str]) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode()


def _cloth(width: int, height: int, ground: tuple[int, int, int]) -> Image.Image:
    """Draw a printed cloth: rows of small leaves on a woven ground, softly out of focus."""
    chance = Random(width)
    picture = Image.new("RGB", (width, height), ground)
    draw = ImageDraw.Draw(picture)
    for y in range(0, height, 3):
        shade = chance.randint(-9, 9)
        draw.line((0, y, width, y), fill=tuple(max(0, min(255, part + shade)) for part in ground))
    for row, y in enumerate(range(20, height, 60)):
        for x in range(20 + row % 2 * 35, width, 70):
            draw.ellipse((x, y, x + 22, y + 34), outline=CREAM, width=3)
            draw.line((x + 11, y + 4, x + 11, y + 46), fill=MADDER, width=3)
    return picture.filter(ImageFilter.GaussianBlur(1.2))


def _jpeg(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "JPEG", quality=72)
    return file.getvalue()


def _pdf(lines: list[str]) -> bytes:
    """Write one page of text as PDF 1.4 (ISO 32000-1, 7.5): objects, cross-reference table, trailer."""
    shown = "".join(f"({line}) Tj T*\n" for line in lines)
    text = f"BT /F1 12 Tf 60 780 Td 18 TL\n{shown}ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return (body + head + end).encode("latin-1")
