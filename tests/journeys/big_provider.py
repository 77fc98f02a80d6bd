"""A provider such as Google: a mailbox and a mail server that take access tokens, and a service that gives those.

The processes of a shop find it at Google's place: only the addresses in their tables are others.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session, auth_mechanism

from tests.dovecot import Dovecot, running_dovecot
from tests.post_office import PostOffice
from tests.token_office import TokenOffice, open_token_office

PLACES = """
from dataclasses import replace

from saath.channels.email import oauth
from saath.mailboxes import rules
from saath.sending import presets

google = oauth.PROVIDERS["google"]
oauth.PROVIDERS["google"] = replace(google, authorize_url={authorize_url!r}, token_url={token_url!r})
presets.SERVER_OF_SIGN_IN["google"] = presets.Place("localhost", {smtp_port})
rules.PRESETS = tuple(
    replace(each, host="localhost", port={imap_port}) if each.name == "gmail" else each for each in rules.PRESETS
)
"""


class SubmissionServer(PostOffice):
    """Takes mails from whoever shows a good access token, and keeps a copy among the sender's sent mails as Gmail does."""

    def __init__(self, tokens: TokenOffice, dovecot: Dovecot) -> None:
        super().__init__(auth_require_tls=False)
        self.tokens, self.dovecot = tokens, dovecot

    @auth_mechanism("XOAUTH2")
    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:
        """Read `user=…^Aauth=Bearer …^A^A`."""
        said = dict(part.split("=", 1) for part in base64.b64decode(args[1]).decode().split("\x01") if part)
        is_good = said["user"] == self.tokens.user and self.tokens.introspect(said["auth"])["active"]
        return AuthResult(success=bool(is_good), handled=False, auth_data=said["user"])

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep the mail and the copy."""
        if not session.authenticated:
            return "530 5.7.0 Authentication Required"
        said = await super().handle_DATA(server, session, envelope)
        if said.startswith("250"):
            self.dovecot.put(envelope.original_content or b"", folder="Sent", user=self.tokens.user)
        return said


@dataclass(frozen=True)
class BigProvider:
    """The three services; `places` is the folder by which a process finds them."""

    tokens: TokenOffice
    dovecot: Dovecot
    outgoing: SubmissionServer
    places: Path

    def take_back(self) -> None:
        """Let no token open anything any more, as when the owner withdraws the consent there."""
        self.tokens.refusal = (400, "invalid_grant")
        self.tokens.access_tokens.clear()
        self.dovecot.stop()
        self.dovecot.start()


@contextmanager
def big_provider(user: str, folder: Path) -> Iterator[BigProvider]:
    """Run the provider of one user until the block ends."""
    with open_token_office() as tokens:
        tokens.user = user
        with (
            running_dovecot(introspection_url=tokens.introspection_url) as dovecot,
            SubmissionServer(tokens, dovecot) as outgoing,
        ):
            places = PLACES.format(
                authorize_url=tokens.provider.authorize_url,
                token_url=tokens.provider.token_url,
                smtp_port=outgoing.port,
                imap_port=dovecot.tls_port,
            )
            (folder / "sitecustomize.py").write_text(places)
            yield BigProvider(tokens, dovecot, outgoing, folder)
