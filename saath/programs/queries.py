"""Reading what programs may do."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db.models import CharField, DateTimeField

from saath.accounts import whence
from saath.core.clock import now
from saath.core.errors import NotFound
from saath.core.network_addresses import network_of
from saath.core.paging import Page, page_of
from saath.core.ratelimit import hit
from saath.programs.bearers import hash_of, is_bearer
from saath.programs.grants import Grant
from saath.programs.models import AccessToken, Admission, App
from saath.programs.rules import is_use_due
from saath.programs.scopes import verbs_of_scopes, with_what_they_hold
from saath.stores.queries import actor_of
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given
from saath.tenancy.models import Store
from saath.tenancy.prepared import Prepared
from saath.tenancy.scope import store_scope

MANAGE = "program.manage"
PAGE_ROWS = 50
MOST_GUESSES, GUESSES_SECONDS = 60, 60
TOKEN = Prepared(
    lambda: AccessToken.objects.select_related("member__person", "admission__app").filter(
        token_hash=Given("hash", CharField()),
        revoked_at=None,
        expires_at__gt=Given("at", DateTimeField()),
        member__is_active=True,
        member__person__is_active=True,
    )
)


def grant_of(bearer: str, store: Store) -> Grant | None:
    """What the bearer of a token may do in a shop, or None: the one door by which a program becomes a colleague's.

    One statement. Raises RateLimited for a network that comes with wrong tokens again and again; right ones always pass.
    """
    token = _token_of(bearer, store)
    if token is None:
        hit(
            f"wrong token:{network_of(whence.here().ip or '')}",
            MOST_GUESSES,
            GUESSES_SECONDS,
            is_of_process=True,
        )
        return None
    scopes = with_what_they_hold(token.scopes)
    acting = actor_of(token.member)
    return Grant(
        actor=replace(acting, verbs=acting.verbs & verbs_of_scopes(scopes)),
        store_id=store.pk,
        public_id=(token.admission or token).public_id,
        member=token.member,
        scopes=scopes,
        label=token.admission.app.name if token.admission else token.name,
        token_id=token.pk,
        is_use_due=is_use_due(token.last_used_at, at=now()),
    )


def list_own_tokens(actor: Actor) -> list[AccessToken]:
    """The tokens that the actor made and that still work, newest first.  Raises Forbidden."""
    actor.require("conversation.read")
    return list(AccessToken.objects.own().live(now()).filter(member_id=actor.member_id or 0).order_by("-id"))


def list_all_tokens(actor: Actor, *, cursor: str = "") -> Page[AccessToken]:
    """The tokens of every colleague that still work, newest first.  Raises Forbidden, BadInput (the cursor)."""
    actor.require(MANAGE)
    tokens = AccessToken.objects.own().live(now()).select_related("member")
    return page_of(tokens, cursor=cursor, limit=PAGE_ROWS)


def get_token(actor: Actor, public_id: UUID) -> AccessToken:
    """A token that works, the actor's own or, for whoever may see all, anybody's.  Raises Forbidden, NotFound."""
    actor.require("conversation.read")
    tokens = AccessToken.objects.own().live(now()).filter(public_id=public_id)
    if not actor.may(MANAGE):
        tokens = tokens.filter(member_id=actor.member_id or 0)
    found = tokens.select_related("member").first()
    if found is None:
        raise NotFound
    return found


def list_own_admissions(actor: Actor) -> list[Admission]:
    """What apps can do because the actor let them in, newest first; who never came for a token cannot.  Raises Forbidden."""
    actor.require("conversation.read")
    admissions = Admission.objects.held(now()).select_related("app").filter(member_id=actor.member_id or 0)
    return list(admissions.order_by("-id"))


def get_admission(actor: Actor, public_id: UUID) -> Admission:
    """An admission that holds, the actor's own or, for whoever may see all, anybody's.  Raises Forbidden, NotFound."""
    actor.require("conversation.read")
    admissions = Admission.objects.live(now()).select_related("app").filter(public_id=public_id)
    if not actor.may(MANAGE):
        admissions = admissions.filter(member_id=actor.member_id or 0)
    found = admissions.first()
    if found is None:
        raise NotFound
    return found


def list_apps(actor: Actor) -> list[App]:
    """The apps that may ask to be let in, by name.  Raises Forbidden."""
    actor.require(MANAGE)
    return list(App.objects.kept().order_by("name", "id"))


def get_app(actor: Actor, public_id: UUID) -> App:
    """A registered app.  Raises Forbidden, NotFound."""
    actor.require(MANAGE)
    found = App.objects.kept().filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def list_admissions_of(actor: Actor, app: App, *, cursor: str = "") -> Page[Admission]:
    """Who let an app in that came for its token, newest first.  Raises Forbidden, BadInput (the cursor)."""
    actor.require(MANAGE)
    admissions = Admission.objects.held(now()).select_related("member").filter(app=app)
    return page_of(admissions, cursor=cursor, limit=PAGE_ROWS)


def find_app(client_id: str) -> App | None:
    """The registered app of a client id, None for none.  No actor: the app itself asks."""
    try:
        return App.objects.kept().filter(public_id=UUID(client_id)).first()
    except ValueError:
        return None


def _token_of(bearer: str, store: Store) -> AccessToken | None:
    if not is_bearer(bearer):
        return None
    with store_scope(store.pk):
        return TOKEN.first(hash=hash_of(bearer), at=now())
