"""How answers leave: the ways of each address, and what DNS says of the domains that the shop writes from."""

from __future__ import annotations

from uuid import UUID

from ninja import Router

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.routes.mailboxes import READ, WRITE
from saath.api.shapes import Page
from saath.api.shapes.mail import (
    ChangedWay,
    MailDomain,
    NewBrevo,
    NewMailgun,
    NewServer,
    NewSignIn,
    Tags,
    UsedWay,
    WayOut,
    mail_domain_shape,
    way_shape,
)
from saath.api.writing import Single
from saath.channels.email.dkim_sign import new_key_pairs
from saath.channels.email.smtp_out import Security
from saath.core.errors import NotFound
from saath.sending.actions import domains, ways
from saath.sending.models import WayOut as Row
from saath.sending.queries import ShownDomain, get_address, get_sign_in, get_way, list_addresses, show_domain
from saath.tenancy.actor import Actor

router = Router(tags=["sending"])


def ways_of(actor: Actor) -> list[WayOut]:
    """Return every way, by address."""
    return [
        way_shape(way, is_used=each.used is not None and each.used.pk == way.pk)
        for each in list_addresses(actor)
        for way in each.ways
    ]


def shown(request: ApiRequest, id: UUID) -> WayOut:
    """Return a way as it is now."""
    return next(each for each in ways_of(request.actor) if each.id == id)


WAY = Single(hold=get_way, show=lambda request, held: shown(request, held.public_id))


@reads(router, "/ways_out", Page[WayOut], scope=READ)
def list_ways(request: ApiRequest) -> Page[WayOut]:
    """List the ways on which answers can leave, by address."""
    return Page(items=ways_of(request.actor), next_cursor=None)


@reads(router, "/ways_out/{uuid:id}", WayOut, scope=READ)
def get_way_out(request: ApiRequest, id: UUID) -> WayOut:
    """Get a way out."""
    return shown(request, get_way(request.actor, id).public_id)


@writes(router, "POST", "/ways_out/server", WayOut, scope=WRITE, status=201)
def add_server(request: ApiRequest, body: NewServer) -> Created:
    """Take a mail server into the list and send a test mail over it."""
    account = get_address(request.actor, body.account_id)
    made = ways.add_server(
        request.actor,
        account,
        host=body.host,
        port=body.port,
        security=Security(body.security),
        user=body.user,
        password=body.password,
    )
    return _made(request, made)


@writes(router, "POST", "/ways_out/mailgun", WayOut, scope=WRITE, status=201)
def add_mailgun(request: ApiRequest, body: NewMailgun) -> Created:
    """Take a domain at Mailgun into the list and send a test mail through it."""
    account = get_address(request.actor, body.account_id)
    return _made(
        request,
        ways.add_mailgun(request.actor, account, domain=body.domain, key=body.key, region=body.region),
    )


@writes(router, "POST", "/ways_out/brevo", WayOut, scope=WRITE, status=201)
def add_brevo(request: ApiRequest, body: NewBrevo) -> Created:
    """Take Brevo into the list and send a test mail through it."""
    account = get_address(request.actor, body.account_id)
    return _made(request, ways.add_brevo(request.actor, account, key=body.key))


@writes(router, "POST", "/ways_out/sign_in", WayOut, scope=WRITE, status=201)
def add_sign_in(request: ApiRequest, body: NewSignIn) -> Created:
    """Send by the sign-in that a mailbox has at its provider."""
    account = get_address(request.actor, body.account_id)
    mailbox = get_sign_in(request.actor, account, body.mailbox_id)
    return _made(request, ways.add_consent(request.actor, account, mailbox=mailbox))


@writes(router, "PATCH", "/ways_out/{uuid:id}", WayOut, scope=WRITE, single=WAY)
def change_way(request: ApiRequest, id: UUID, body: ChangedWay) -> WayOut:
    """Reach another server, or sign in with another password or key."""
    found = get_way(request.actor, id)
    if body.host or body.port or body.security:
        ways.change_place(
            request.actor,
            found,
            host=body.host or found.host,
            port=body.port or found.port,
            security=Security(body.security or found.security),
            secret=body.secret or "",
        )
    elif body.secret:
        ways.change_secret(request.actor, found, secret=body.secret)
    return shown(request, id)


@writes(router, "POST", "/ways_out/{uuid:id}/try", WayOut, scope=WRITE, single=WAY)
def try_way(request: ApiRequest, id: UUID) -> WayOut:
    """Send a test mail to the colleague whose token this is."""
    ways.try_way(request.actor, get_way(request.actor, id))
    return shown(request, id)


@writes(router, "DELETE", "/ways_out/{uuid:id}", scope=WRITE, single=WAY)
def remove_way(request: ApiRequest, id: UUID) -> None:
    """Forget a way and what opens it; not the one in use."""
    ways.remove_way(request.actor, get_way(request.actor, id))


@writes(router, "POST", "/mail_addresses/{uuid:id}/use_way", Page[WayOut], scope=WRITE)
def use_way(request: ApiRequest, id: UUID, body: UsedWay) -> Page[WayOut]:
    """Let the answers of an address leave on another way from now on."""
    account = get_address(request.actor, id)
    if body.way_id is None:
        ways.use_installation(request.actor, account)
    else:
        way = get_way(request.actor, body.way_id)
        if way.account_id != account.pk:
            raise NotFound()
        ways.use_way(request.actor, way)
    return list_ways(request)


@writes(router, "POST", "/mail_addresses/{uuid:id}/tags", scope=WRITE)
def say_tags(request: ApiRequest, id: UUID, body: Tags) -> None:
    """Try whether mail to an address with a +tag arrives, or say it."""
    account = get_address(request.actor, id)
    if body.works is None:
        domains.test_plus(request.actor, account)
    else:
        domains.say_plus(request.actor, account, works=body.works)


@reads(router, "/mail_domains/{str:name}", MailDomain, scope=READ)
def get_mail_domain(request: ApiRequest, name: str) -> MailDomain:
    """Get what DNS says of a domain that the shop writes from, and what it should say."""
    return mail_domain_shape(_own(request.actor, name))


@writes(router, "POST", "/mail_domains/{str:name}/check", MailDomain, scope=WRITE)
def check_mail_domain(request: ApiRequest, name: str) -> MailDomain:
    """Ask DNS now."""
    domains.ask_dns(request.actor, name=_own(request.actor, name).name)
    return get_mail_domain(request, name)


@writes(router, "POST", "/mail_domains/{str:name}/keys", MailDomain, scope=WRITE)
def make_signing_keys(request: ApiRequest, name: str) -> MailDomain:
    """Make new signing keys (DKIM); each signs when DNS shows its record, until then an older one goes on."""
    domains.keep_keys(request.actor, name=_own(request.actor, name).name, pairs=new_key_pairs())
    return get_mail_domain(request, name)


def _made(request: ApiRequest, way: Row) -> Created:
    return Created(shown(request, way.public_id), f"ways_out/{way.public_id}")


def _own(actor: Actor, name: str) -> ShownDomain:
    found = show_domain(actor, name)
    if found is None:
        raise NotFound()
    return found
