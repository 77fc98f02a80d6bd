"""A throw-away mailbox server: Debian's Dovecot on loopback, with a certificate that only who is told trusts.

It runs without rights: as root it becomes `nobody`, since Dovecot keeps no mail for root. Everything is in one folder,
whose path is short because Dovecot's sockets lie in it.
"""

from __future__ import annotations

import getpass
import grp
import imaplib
import os
import pwd
import shutil
import signal
import ssl
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.installation import can_connect, free_ports, wait_until
from tests.left_out import left_out

USER, PASSWORD = "namaste", "paanch-takiye-5"
START_SECONDS, STOP_SECONDS = 120.0, 40.0
# Two names of one server: for whoever looks at a mailbox first here and then there.
NAMES = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]

CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{folder}/certificate.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login{mechanisms}
auth_failure_delay = 0
mail_location = maildir:{folder}/mail/%u
mail_max_userip_connections = 100
imap_idle_notify_interval = 29 mins
default_internal_user = {account}
default_internal_group = {group}
default_login_user = {account}
{oauth2}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={account} gid={group} home={folder}/home/%u
}}
namespace inbox {{
  inbox = yes
  separator = .
  mailbox Sent {{
    special_use = \\Sent
    auto = subscribe
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
"""
OAUTH2 = """
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2.conf
}}
"""


def find_dovecot() -> str:
    """Return the program; without it the test is left out."""
    found = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin")
    return found or left_out("no Dovecot: apt-get install dovecot-imapd")


@dataclass
class Dovecot:
    """A running server, in which every name has a mailbox; `port` upgrades by STARTTLS, `tls_port` speaks TLS at once."""

    folder: Path
    port: int
    tls_port: int
    introspection_url: str = ""
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def certificate(self) -> Path:
        """Return what somebody who is to trust this server needs."""
        return self.folder / "certificate.pem"

    def start(self) -> None:
        """Start, again where it was stopped."""
        self.process = subprocess.Popen(
            [find_dovecot(), "-F", "-c", str(self.folder / "dovecot.conf")],
            **_identity(), start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wait_until(lambda: self._serves(), "Dovecot serves", seconds=START_SECONDS)

    def stop(self) -> None:
        """Stop at once, with every connection; the mails stay."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(STOP_SECONDS)
            wait_until(lambda: not can_connect(self.tls_port), "Dovecot is gone")

    def put(
        self,
        mail: bytes,
        *,
        folder: str = "INBOX",
        flags: str = "",
        at: datetime | None = None,
        user: str = USER,
    ) -> None:
        """Put a mail into a folder, as if it had come at `at`."""
        when = imaplib.Time2Internaldate(at or datetime.now(UTC))
        with self.client(user) as client:
            said, words = client.append(folder, flags, when, mail)
            assert said == "OK", words

    def flags(self, folder: str = "INBOX", user: str = USER) -> list[str]:
        """Return the flags of each mail of a folder, without touching them."""
        with self.client(user) as client:
            client.select(folder, readonly=True)
            _said, found = client.fetch("1:*", "(FLAGS)")
            return [
                " ".join(flag.decode() for flag in imaplib.ParseFlags(line))
                for line in found
                if isinstance(line, bytes)
            ]

    def renumber(self, folder: str = "INBOX", user: str = USER) -> None:
        """Give a folder another UIDVALIDITY and its mails other UIDs, as a restore or a move to another server does."""
        place = self.folder / "mail" / user / ("" if folder == "INBOX" else f".{folder}")
        known = (place / "dovecot-uidlist").read_text().splitlines()[0].split()
        validity = next(int(word[1:]) for word in known if word.startswith("V"))
        for stale in (*place.glob("dovecot.index*"), place / "dovecot-uidlist"):
            stale.unlink()
        listing = place / "dovecot-uidlist"
        listing.write_text(f"3 V{validity + 1} N1001\n")
        _give(listing)

    @contextmanager
    def client(self, user: str = USER) -> Iterator[imaplib.IMAP4_SSL]:
        """Open the mailbox as any mail program does."""
        trust = ssl.create_default_context(cafile=str(self.certificate))
        client = imaplib.IMAP4_SSL("localhost", self.tls_port, ssl_context=trust)
        try:
            client.login(user, PASSWORD)
            yield client
        finally:
            client.logout()

    def _serves(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, (self.folder / "log").read_text()
        return can_connect(self.tls_port) and can_connect(self.port)


@contextmanager
def running_dovecot(*, introspection_url: str = "") -> Iterator[Dovecot]:
    """Run a server until the block ends. With an `introspection_url` it takes access tokens (XOAUTH2) that this vouches for."""
    find_dovecot()
    folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
    server = Dovecot(folder, free_ports(1), free_ports(1), introspection_url)
    try:
        _write(server)
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _write(server: Dovecot) -> None:
    folder, who = server.folder, _account()
    written = {
        "folder": folder, "account": who.pw_name, "group": grp.getgrgid(who.pw_gid).gr_name, "port": server.port,
        "tls_port": server.tls_port, "password": PASSWORD, "oauth2": "", "mechanisms": "",
    }  # fmt: skip
    if server.introspection_url:
        written |= {"oauth2": OAUTH2.format(folder=folder), "mechanisms": " xoauth2"}
        (folder / "oauth2.conf").write_text(
            f"introspection_url = {server.introspection_url}\nintrospection_mode = auth\nusername_attribute = email\n"
        )
    (folder / "dovecot.conf").write_text(CONFIGURATION.format(**written))
    write_certificate(folder)
    for name in ("run", "mail", "home"):
        (folder / name).mkdir()
    for path in (folder, *folder.iterdir()):
        _give(path)


def write_certificate(folder: Path) -> None:
    """Write a key and a certificate for `localhost`, by name and number, that it signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    at = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName(NAMES), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def _account() -> pwd.struct_passwd:
    return pwd.getpwnam("nobody" if os.geteuid() == 0 else getpass.getuser())


def _identity() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    who = _account()
    return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}


def _give(path: Path) -> None:
    if os.geteuid() == 0:
        who = _account()
        os.chown(path, who.pw_uid, who.pw_gid)


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Dovecot]:
    """Run a server for the tests of one file, trusted by them."""
    with running_dovecot() as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(server.certificate))
        yield server
