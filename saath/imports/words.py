"""The words and files of a message of another help desk, made fit for ours."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections import defaultdict
from dataclasses import dataclass
from io import BytesIO

from django.conf import settings

from saath.channels.email.clean import clean_html
from saath.channels.email.filenames import safe_name
from saath.channels.email.html_text import text_from_html
from saath.conversations.parts import SavedFile, SavedParts
from saath.core.text import storable
from saath.files import storage
from saath.files.errors import FileTooLarge
from saath.imports.opening import Member, Upload
from saath.imports.told import File, Message
from saath.imports.troubles import Trouble

LONGEST_TEXT = 500_000
# What text alone does not show; else the text is all that is kept.
_SHOWN_AS_HTML = re.compile(r"<(?:img|table)\b", re.IGNORECASE)
_IN_PLACE = re.compile(
    r"""(src\s*=\s*["'])data:(image/(?:png|jpe?g|gif|webp));base64,([^"']{1,20000000})""", re.I
)


@dataclass(frozen=True, slots=True)
class Words:
    """What is written down of a message; `remarks` say what of it is not, each with the name of a file."""

    text: str
    folded_text: str
    parts: SavedParts
    remarks: tuple[tuple[Trouble, str], ...] = ()


class FilesInside:
    """The files that an upload brings along, found by the other desk's id of a file or by a name that only one has."""

    def __init__(self, upload: Upload) -> None:
        self._upload = upload
        self._by_name: dict[str, list[Member]] = defaultdict(list)
        self._by_key: dict[str, list[Member]] = defaultdict(list)
        for member in upload.members:
            if not member.is_told:
                self._by_name[member.path.rpartition("/")[2].casefold()].append(member)
                for number in re.findall(r"\d{3,}", member.path):
                    self._by_key[number].append(member)

    def find(self, file: File) -> Member | None:
        """Return which member is a file, None where none or several may be."""
        by_key, by_name = self._by_key.get(file.key, []), self._by_name.get(file.name.casefold(), [])
        both = [each for each in by_key if each in by_name]
        return next((found[0] for found in (both, by_key, by_name) if len(found) == 1), None)

    def save(self, member: Member) -> storage.SavedBytes:
        """Put a file on disk. Raises FileTooLarge, DiskFull, `BadInput`."""
        with self._upload.open(member) as stream:
            return storage.save(stream, max_bytes=settings.MAX_FILE_BYTES)


def missing_files(message: Message, inside: FilesInside) -> list[tuple[Trouble, str]]:
    """Return which files of a message cannot come along."""
    found = ((inside.find(file), file) for file in message.files)
    return [remark for member, file in found if (remark := _why_not(member, file)) is not None]


def words_of(message: Message, inside: FilesInside) -> Words:
    """Return what is written down of a message, its files safe on disk. Raises DiskFull."""
    page, pictures = _with_pictures_apart(message.html)
    files, remarks, left = [*pictures], missing_files(message, inside), []
    for number, file in enumerate(message.files, start=len(pictures) + 1):
        member = inside.find(file)
        if _why_not(member, file) is not None or member is None:
            left.append(f"{file.name}: {file.address}" if file.address else file.name)
            continue
        page, saved = _with_file(page, file, inside.save(member), number)
        files.append(saved)
    return Words(
        text=storable(message.text or (text_from_html(message.html) if message.html else ""))[:LONGEST_TEXT],
        folded_text=storable("\n".join(left)),
        parts=SavedParts(html=_html(page), files=tuple(files)),
        remarks=tuple(remarks),
    )


def first_words(message: Message, most: int = 200) -> str:
    """Return how a message begins, for a look at it."""
    return " ".join((message.text or text_from_html(message.html[:20_000])).split())[:most]


def _why_not(member: Member | None, file: File) -> tuple[Trouble, str] | None:
    if member is None:
        return Trouble.NO_FILE, file.name
    return (Trouble.BIG_FILE, file.name) if member.size > settings.MAX_FILE_BYTES else None


def _with_file(page: str, file: File, saved: storage.SavedBytes, number: int) -> tuple[str, SavedFile]:
    """Return the page with the file in its place, where it shows it."""
    content_id = f"{file.key or number}@brought"
    shown = page
    for address in filter(None, (file.address, html.escape(file.address))):
        shown = shown.replace(f'src="{address}"', f'src="cid:{content_id}"')
    name = safe_name(file.name, saved.content_type, number)
    return shown, SavedFile(saved, name, content_id, is_inline=shown != page)


def _with_pictures_apart(page: str) -> tuple[str, list[SavedFile]]:
    """Return the page with the pictures that stand in it as data as files of their own."""
    files: list[SavedFile] = []

    def apart(found: re.Match[str]) -> str:
        try:
            octets = base64.b64decode(found[3], validate=False)
            saved = storage.save(BytesIO(octets), max_bytes=settings.MAX_FILE_BYTES)
        except (binascii.Error, ValueError, FileTooLarge):
            return found[0]
        content_id = f"picture-{len(files) + 1}@brought"
        files.append(SavedFile(saved, safe_name("", found[2], len(files) + 1), content_id, is_inline=True))
        return f"{found[1]}cid:{content_id}"

    return (_IN_PLACE.sub(apart, page) if "data:image" in page else page), files


def _html(page: str) -> storage.SavedBytes | None:
    if not _SHOWN_AS_HTML.search(page):
        return None
    clean = clean_html(page).encode()
    return storage.save(BytesIO(clean), max_bytes=settings.MAX_FILE_BYTES, content_type="text/html")
