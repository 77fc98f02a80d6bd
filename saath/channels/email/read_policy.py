"""How mails are taken apart: headers as they came, those with parameters held to a length.

The stdlib reads parameters in quadratic time: a header of 1 MB, as SMTP lets it in, would take a quarter of an hour.
"""

from __future__ import annotations

from email.policy import Compat32

MAX_CHARACTERS = 8_000
MAX_PARAMETERS = 100

_WITH_PARAMETERS = frozenset({"content-type", "content-disposition"})


class ReadPolicy(Compat32):
    """compat32, which keeps headers as they came; policy.default raises on some and guesses on others.

    It writes them as they came as well: an enclosed mail is a file of somebody else's.
    """

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return name and value of a header as it stands in the mail."""
        name, value = super().header_source_parse(sourcelines)
        return name, _held(value) if name.lower() in _WITH_PARAMETERS else value

    def fold(self, name: str, value: str) -> str:
        """Return a header as it is written: the stdlib folds it anew, and refuses one that looks like two."""
        return f"{name}: {value}{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return the same in octets, those that are no ASCII as they came."""
        return self.fold(name, value).encode("ascii", "surrogateescape")


def _held(value: str) -> str:
    return ";".join(value[:MAX_CHARACTERS].split(";", MAX_PARAMETERS)[:MAX_PARAMETERS])


READ = ReadPolicy()
