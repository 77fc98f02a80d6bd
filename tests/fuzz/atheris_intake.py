"""Feeds the readers of strangers' octets what leads them into code that nothing led them into before (coverage-guided).

    make fuzz MINUTES=60

Each fault is told once, with the octets that lead to it, and the search goes on; it ends with 1 where there was one.
Inputs that led somewhere new are kept in the folder that is given, and are where the next run begins.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
import traceback
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import NoReturn

import atheris

with atheris.instrument_imports(
    include=["saath.channels.email", "saath.core", "email", "dkim", "imapclient", "imaplib"]
):
    import django
    from django.conf import settings

    settings.configure(USE_I18N=False, ALLOWED_PRIVATE_HOSTS=["localhost"])
    django.setup()
    from tests.dovecot import write_certificate
    from tests.fuzz import readers
    from tests.fuzz.hostile import hostile_server
    from tests.fuzz.seeds import seeds

LONGEST_OCTETS = 30_000
TOLD_EVERY = 50_000


class Campaign:
    """Gives each input to the reader that its first octet names, and keeps count."""

    def __init__(self, every: list[readers.Reader], found: Path, minutes: float) -> None:
        self._every = [readers.in_time(reader) for reader in every]
        self._names = [reader.__name__ for reader in every]
        self._found = found
        self._until = time.monotonic() + minutes * 60
        self.read: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()

    def one(self, octets: bytes) -> None:
        """Read one input; a fault is told the first time that its place fails."""
        if time.monotonic() > self._until:
            self._end()
        if not octets:
            return
        number = octets[0] % len(self._every)
        self.read[self._names[number]] += 1
        try:
            self._every[number](octets[1:])
        except Exception as error:
            self._tell(self._names[number], octets[1:], error)
        if self.read.total() % TOLD_EVERY == 0:
            self.report()

    def report(self) -> None:
        """Say how many inputs each reader got, and how many of them failed in how many places."""
        print(f"{self.read.total()} inputs {dict(self.read)}; faults: {dict(self.faults)}", flush=True)

    def _end(self) -> NoReturn:
        """Say so for the last time, and end with 1 where there was a fault."""
        self.report()
        sys.stderr.flush()
        os._exit(bool(self.faults))

    def _tell(self, name: str, octets: bytes, error: Exception) -> None:
        place = traceback.extract_tb(error.__traceback__)[-1]
        key = f"{name}: {type(error).__name__} at {place.filename}:{place.lineno}"
        self.faults[key] += 1
        if self.faults[key] == 1:
            kept = self._found / f"fault-{name}-{sha256(octets).hexdigest()[:12]}"
            kept.write_bytes(octets)
            traceback.print_exception(error)
            print(f"{key}, by {kept}", flush=True)


def main() -> None:
    """Fuzz for some minutes: `atheris_intake.py MINUTES FOLDER`."""
    minutes, folder = float(sys.argv[1]), Path(sys.argv[2])
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        write_certificate(Path(place))
        os.environ["SSL_CERT_FILE"] = f"{place}/certificate.pem"
        with hostile_server(Path(place)) as hostile:
            every = [*readers.READERS, readers.mail_files_in(Path(place)), readers.answers_of(hostile)]
            _sow(corpus, every)
            campaign = Campaign(every, folder, minutes)
            options = [f"-max_len={LONGEST_OCTETS}", "-timeout=60", "-verbosity=1"]
            atheris.Setup([sys.argv[0], str(corpus), *options], campaign.one)
            atheris.Fuzz()


def _sow(corpus: Path, every: list[readers.Reader]) -> None:
    """Put one well-made input for each reader where the search begins."""
    for number, reader in enumerate(every):
        for octets in seeds(reader.__name__):
            (corpus / f"seed-{sha256(bytes([number]) + octets).hexdigest()[:16]}").write_bytes(
                bytes([number]) + octets
            )


if __name__ == "__main__":
    main()
