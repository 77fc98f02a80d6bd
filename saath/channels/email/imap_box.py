"""Reads a mailbox over an open line and changes nothing in it: EXAMINE and BODY.PEEK only (RFC 9051)."""

from __future__ import annotations

import imaplib
import select
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date
from io import RawIOBase
from typing import Any

from imapclient import IMAPClient
from imapclient.imapclient import SENT

from saath.channels.email.imap_facts import FolderState, Head, ImapServer, ImapTrouble, Trouble
from saath.channels.email.imap_line import close_line, open_line

PIECE_OCTETS = 1 << 20
HEAD_OCTETS = 1 << 18
HEADS_AT_ONCE = 200
LARGEST_SIZE = (1 << 63) - 1


class UnfetchableMail(Exception):
    """The server refuses or garbles this one mail; the others can go on."""


class Box:
    """One open mailbox. Every method raises ImapTrouble where the line or what the server says on it is no longer good."""

    def __init__(self, line: IMAPClient) -> None:
        self._line = line

    @classmethod
    def open(cls, server: ImapServer) -> Box:
        """Open the mailbox. Raises ImapTrouble."""
        return cls(open_line(server))

    def close(self) -> None:
        """Leave."""
        close_line(self._line)

    def __enter__(self) -> Box:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def can_push(self) -> bool:
        """Whether the server tells of new mail by itself (RFC 2177)."""
        with _sound_box():
            return bool(self._line.has_capability("IDLE"))

    def folder_names(self) -> list[str]:
        """Return the folders that can be opened."""
        with _sound_box():
            folders = self._line.list_folders()
            return [str(name) for flags, _, name in folders if b"\\Noselect" not in flags]

    def sent_folder(self) -> str:
        """Return the name of the folder of sent mail (RFC 6154, or by its usual names), '' where there is none."""
        with _sound_box():
            return str(self._line.find_special_folder(SENT) or "")

    def look(self, folder: str) -> FolderState:
        """Open a folder for reading only. Raises ImapTrouble(FOLDER) where there is none of this name."""
        with _sound_box(refused=ImapTrouble(Trouble.FOLDER, folder)):
            said = self._line.select_folder(folder, readonly=True)
        with _sound_box():
            if b"UIDVALIDITY" not in said:
                raise ImapTrouble(Trouble.NOT_IMAP, "the folder has no UIDVALIDITY")
            uidnext = said.get(b"UIDNEXT") or self._next_uid()
            exists = _number(said.get(b"EXISTS", 0))
            return FolderState(_number(said[b"UIDVALIDITY"]), _number(uidnext), exists)

    def count(self, *, since: date | None = None) -> int:
        """Count the mails of the open folder, or those that it got on `since` or later."""
        return len(self._search(["ALL"] if since is None else ["SINCE", since]))

    def uids(self, first: int, last: int | None = None, *, since: date | None = None) -> list[int]:
        """Return the UIDs from `first` to `last`, ascending; `*` would name the newest mail even below `first`."""
        criteria: list[Any] = ["UID", f"{first}:{last or '*'}"]
        if since is not None:
            criteria += ["SINCE", since]
        return sorted(uid for uid in self._search(criteria) if uid >= first)

    def heads(self, uids: Sequence[int]) -> Iterator[Head]:
        """Yield what is known of each of these mails that is still there."""
        for start in range(0, len(uids), HEADS_AT_ONCE):
            some = uids[start : start + HEADS_AT_ONCE]
            with _sound_line():
                found = self._line.fetch(some, ["RFC822.SIZE", "INTERNALDATE"])
                heads = [_head(uid, found[uid]) for uid in some if b"INTERNALDATE" in found.get(uid, {})]
            yield from heads

    def mail(self, uid: int) -> MailStream:
        """Return a mail as a stream that is fetched piece by piece."""
        return MailStream(lambda start: self._piece(uid, f"BODY.PEEK[]<{start}.{PIECE_OCTETS}>"))

    def head_octets(self, uid: int) -> bytes:
        """Return the beginning of a mail's header. Raises UnfetchableMail."""
        return self._piece(uid, f"BODY.PEEK[HEADER]<0.{HEAD_OCTETS}>")

    def wait(self, seconds: float, *, goes_on: Callable[[], bool], look_every: float = 1.0) -> None:
        """Wait until the server says something, the time is over, or `goes_on` says no. Needs `can_push`."""
        with _sound_box():
            self._line.idle()
            try:
                left = seconds
                while left > 0 and goes_on() and not self._has_news(min(left, look_every)):
                    left -= look_every
            finally:
                self._line.idle_done()

    def _has_news(self, seconds: float) -> bool:
        """Whether something can be read: on the line, or read along with the last answer already."""
        sock = self._line.socket()
        sock.setblocking(False)
        try:
            if self._line._imap.file.peek(1):
                return True
        except (BlockingIOError, ssl.SSLWantReadError):
            pass
        finally:
            sock.setblocking(True)
            self._line._set_read_timeout()
        poll = select.poll()
        poll.register(sock.fileno(), select.POLLIN)
        return bool(poll.poll(seconds * 1000))

    def _search(self, criteria: list[Any]) -> list[int]:
        with _sound_box():
            return [_number(uid) for uid in self._line.search(criteria)]

    def _next_uid(self) -> int:
        return max(self._search(["ALL"]), default=0) + 1

    def _piece(self, uid: int, section: str) -> bytes:
        with _sound_line():
            found = self._line.fetch([uid], [section]).get(uid, {})
            pieces = [value for key, value in found.items() if key.startswith(b"BODY[")]
        if not pieces or not isinstance(pieces[0], bytes):
            raise UnfetchableMail("the server gives nothing")
        return pieces[0]


class MailStream(RawIOBase):
    """The octets of one mail; at most one piece is in memory. `read` raises UnfetchableMail, ImapTrouble."""

    def __init__(self, fetch: Callable[[int], bytes]) -> None:
        self._fetch = fetch
        self._piece = b""
        self._start = 0
        self._has_more = True

    def read(self, size: int = -1) -> bytes:
        """Return the next octets, at most `size`; b'' at the end."""
        if not self._piece and self._has_more:
            self._piece = self._fetch(self._start)
            self._start += len(self._piece)
            self._has_more = len(self._piece) == PIECE_OCTETS
        cut = len(self._piece) if size < 0 else size
        given, self._piece = self._piece[:cut], self._piece[cut:]
        return given


def _number(value: object) -> int:
    """Return a number of a mail or a folder (RFC 9051, 9: up to 32 bits). Raises ValueError for another."""
    number = int(str(value))
    if not 0 <= number < 1 << 32:
        raise ValueError(f"no number of a mail: {number}")
    return number


def _head(uid: int, said: dict[bytes, Any]) -> Head:
    at = said[b"INTERNALDATE"].astimezone(UTC)
    return Head(uid, min(int(said.get(b"RFC822.SIZE", 0)), LARGEST_SIZE), at)


@contextmanager
def _sound_line() -> Iterator[None]:
    """Tell a refusal of one command (UnfetchableMail) from a line that is no longer good (ImapTrouble)."""
    try:
        yield
    except (ImapTrouble, UnfetchableMail):
        raise
    except imaplib.IMAP4.abort as error:
        raise ImapTrouble(Trouble.BROKEN, str(error)) from error
    except TimeoutError as error:
        raise ImapTrouble(Trouble.SILENT) from error
    except OSError as error:
        raise ImapTrouble(Trouble.BROKEN, error.strerror or "") from error
    except Exception as error:  # refused, or not to be understood: then the library breaks in any way
        raise UnfetchableMail(str(error)[:200]) from error


@contextmanager
def _sound_box(*, refused: ImapTrouble | None = None) -> Iterator[None]:
    """Let only ImapTrouble out where nothing is about one mail; `refused` is the one where the server says no."""
    try:
        with _sound_line():
            yield
    except UnfetchableMail as error:
        if refused is not None and isinstance(error.__cause__, imaplib.IMAP4.error):
            raise refused from error
        raise ImapTrouble(Trouble.BROKEN, str(error)) from error
