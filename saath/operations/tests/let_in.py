"""Rows of rooms whose states many steps lead to: an archive asks only that they move."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from saath.conversations.models import Conversation, Message
from saath.conversations.tests.builders import Desk
from saath.core.clock import now
from saath.exports.models import ExportRun, ShopImport
from saath.files.models import StoredFile
from saath.imports.models import Bringing, Brought, Piece, Remark
from saath.programs.actions.keys import Answer, hold_key, keep_answer
from saath.programs.models import Admission, App, AuthorizationCode, RefreshToken
from saath.programs.tests.builders import make_token
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope

TEST = Actor.system("test")


def let_in_and_move(desk: Desk) -> None:
    """Let a program and an app in, bring an export of another desk in, and take the shop's own away."""
    make_token(desk.member)
    with store_scope(desk.store_id):
        _let_app_in(desk)
        _bring()
        ExportRun.objects.create(asked_by=desk.member, state=ExportRun.State.DONE, finished_at=now())
        ShopImport.objects.create(state=ShopImport.State.FAILED, sha256="0" * 64, finished_at=now())
        caller = uuid4()
        hold_key(TEST, caller=caller, key="once", fingerprint="f" * 64)
        keep_answer(TEST, caller=caller, key="once", answer=Answer(201, "{}", {"ETag": '"1"'}))
        hold_key(TEST, caller=caller, key="secret", fingerprint="f" * 64)
        keep_answer(TEST, caller=caller, key="secret", answer=Answer(201, "{}", tells_secret=True))


def _let_app_in(desk: Desk) -> None:
    soon = now() + timedelta(days=30)
    app = App.objects.create(name="बही", redirect_uris=["https://tally.example/back"])
    admission = Admission.objects.create(app=app, member=desk.member, scopes=["orders:read"], expires_at=soon)
    AuthorizationCode.objects.create(
        admission=admission,
        code_hash="c" * 64,
        redirect_uri="https://tally.example/back",
        challenge="x" * 43,
        expires_at=soon,
    )
    RefreshToken.objects.create(admission=admission, token_hash="r" * 64)


def _bring() -> None:
    bringing = Bringing.objects.create(
        file=StoredFile.objects.earliest("pk"), name="export.json", source="zendesk", origin="a.zendesk.com"
    )
    Brought.objects.create(
        origin="a.zendesk.com",
        kind="message",
        key="1",
        conversation=Conversation.objects.earliest("pk"),
        message=Message.objects.earliest("pk"),
    )
    Piece.objects.create(bringing=bringing, kind="person", key="7", told={"name": "Usha"})
    Remark.objects.create(bringing=bringing, where="ticket 1", trouble="no_person")
