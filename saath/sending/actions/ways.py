"""What a person does with the ways out of an address."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.channels.email.smtp_out import Security
from saath.conversations.models import ChannelAccount
from saath.core.errors import BadInput, Conflict, NotFound
from saath.core.mail_addresses import is_address
from saath.core.secrets import encrypt
from saath.jobs import enqueue
from saath.mailboxes.models import Mailbox
from saath.sending.events import OUTLET_CHANGED, WAY_ADDED, WAY_CHANGED, WAY_REMOVED
from saath.sending.jobs import try_way_out
from saath.sending.models import FORMER, Outlet, WayOut
from saath.sending.presets import BREVO_HOST, MAILGUN_HOSTS, SERVER_OF_SIGN_IN
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

State = WayOut.State


@action
def add_server(
    actor: Actor,
    account: ChannelAccount,
    *,
    host: str,
    port: int,
    security: Security,
    user: str,
    password: str,
) -> WayOut:
    """Take a mail server into the list and send a test mail over it. Raises `Forbidden`, `BadInput`, `Conflict`."""
    actor.require("store.settings")
    _check_place(host, port, security)
    return _add(
        actor,
        WayOut(
            account=account, kind=WayOut.Kind.SMTP, host=host.lower(), port=port, security=security, user=user,
            secret=encrypt(password),
        ),
    )  # fmt: skip


@action
def add_consent(actor: Actor, account: ChannelAccount, *, mailbox: Mailbox) -> WayOut:
    """Send by the sign-in that a mailbox has at its provider. Raises `Forbidden`, `BadInput`, `Conflict`."""
    actor.require("store.settings")
    place = SERVER_OF_SIGN_IN.get(mailbox.sign_in)
    if place is None or mailbox.account_id != account.pk:
        raise BadInput(_("This mailbox has a password, not a sign-in at its provider."))
    return _add(
        actor,
        WayOut(
            account=account, kind=WayOut.Kind.CONSENT, host=place.host, port=place.port, security=Security.STARTTLS,
            user=mailbox.user, mailbox=mailbox,
        ),
    )  # fmt: skip


@action
def add_mailgun(actor: Actor, account: ChannelAccount, *, domain: str, key: str, region: str) -> WayOut:
    """Send through Mailgun. Raises `Forbidden`, `BadInput`, `Conflict`."""
    actor.require("store.settings")
    if region not in MAILGUN_HOSTS:
        raise BadInput(field="region")
    return _add(
        actor,
        WayOut(
            account=account, kind=WayOut.Kind.MAILGUN, host=MAILGUN_HOSTS[region], port=443, security=Security.TLS,
            user=domain.lower(), secret=encrypt(key),
        ),
    )  # fmt: skip


@action
def add_brevo(actor: Actor, account: ChannelAccount, *, key: str) -> WayOut:
    """Send through Brevo, as a sender that is confirmed there. Raises `Forbidden`, `Conflict`."""
    actor.require("store.settings")
    return _add(
        actor,
        WayOut(
            account=account, kind=WayOut.Kind.BREVO, host=BREVO_HOST, port=443, security=Security.TLS,
            user=account.address, secret=encrypt(key),
        ),
    )  # fmt: skip


@action
def change_secret(actor: Actor, way: WayOut, *, secret: str) -> None:
    """Sign in with another password or key, once a test mail went well with it. Raises `Forbidden`, `BadInput`."""
    actor.require("store.settings")
    if not secret:
        raise BadInput(_("A password is missing."), field="secret")
    fresh = _held(way)
    _keep_proved(fresh)
    fresh.secret = encrypt(secret)
    fresh.save(update_fields=["secret", *FORMER])
    emit(actor, WAY_CHANGED, subject=fresh, changed=["secret"])
    _note(actor, "way secret")
    _try(actor, fresh)


@action
def change_place(
    actor: Actor, way: WayOut, *, host: str, port: int, security: Security, secret: str = ""
) -> None:
    """Reach another server, or another port, once a test mail went well there. Another server is told no stored password.

    Raises `Forbidden`, `BadInput` (also where a new server comes without a password), `Conflict`.
    """
    actor.require("store.settings")
    host = host.lower()
    _check_place(host, port, security)
    fresh = _held(way)
    if fresh.kind != WayOut.Kind.SMTP:
        raise BadInput(field="host")
    if host != fresh.host:
        _check_move(fresh, host, secret)
    _keep_proved(fresh)
    if secret:
        fresh.secret = encrypt(secret)
    fresh.host, fresh.port, fresh.security = host, port, security
    fresh.save(update_fields=["host", "port", "security", "secret", *FORMER])
    emit(actor, WAY_CHANGED, subject=fresh, changed=["host", "port", "security"])
    _note(actor, "way place")
    _try(actor, fresh)


@action
def try_way(actor: Actor, way: WayOut) -> None:
    """Send a test mail to whoever asks for it. Raises `Forbidden`."""
    actor.require("store.settings")
    _try(actor, _held(way))


@action
def use_way(actor: Actor, way: WayOut) -> None:
    """Let the address's answers leave on this way from now on. Raises `Forbidden`, `Conflict` before a test went well."""
    actor.require("store.settings")
    fresh = _held(way)
    if fresh.state != State.WORKS:
        raise Conflict(_("A test mail has to go well first."))
    _lead(actor, fresh.account, fresh)


@action
def use_installation(actor: Actor, account: ChannelAccount) -> None:
    """Let the address's answers leave as the installation does. Raises `Forbidden`."""
    actor.require("store.settings")
    _lead(actor, account, None)


@action
def remove_way(actor: Actor, way: WayOut) -> None:
    """Forget a way and what opens it. Raises `Forbidden`, `Conflict` for the one in use."""
    actor.require("store.settings")
    fresh = _held(way)
    if Outlet.objects.filter(way=fresh).exists():
        raise Conflict(_("Answers leave here now. Choose another way first."))
    emit(actor, WAY_REMOVED, subject=fresh)
    _note(actor, "way removed")
    fresh.delete()


def _keep_proved(way: WayOut) -> None:
    """Remember what a test mail went well with: answers go on leaving that way until one goes well with what is new."""
    if way.state == State.WORKS:
        way.former_host, way.former_port = way.host, way.port
        way.former_security, way.former_secret = way.security, way.secret


def _check_move(way: WayOut, host: str, secret: str) -> None:
    if not secret:
        raise BadInput(_("Another server needs the password anew."), field="secret")
    _check_new(way, host)


def _check_new(way: WayOut, host: str) -> None:
    if WayOut.objects.filter(account=way.account_id, host=host, user=way.user).exists():
        raise Conflict(_("This way is in the list already."), what_to_do=_("Change it there."))


def _add(actor: Actor, way: WayOut) -> WayOut:
    if not way.user.strip():
        raise BadInput(field="user")
    _check_new(way, way.host)
    way.save()
    emit(actor, WAY_ADDED, subject=way)
    _note(actor, "way added")
    _try(actor, way)
    return way


def _try(actor: Actor, way: WayOut) -> None:
    way.state, way.trouble, way.detail = State.TRYING, "", ""
    way.save(update_fields=["state", "trouble", "detail"])
    enqueue(try_way_out, way.pk, actor.member_id, key=f"try way {way.pk}")


def _lead(actor: Actor, account: ChannelAccount, way: WayOut | None) -> None:
    outlet, _is_new = Outlet.objects.select_for_update().get_or_create(account=account)
    outlet.way = way
    outlet.save(update_fields=["way"])
    emit(actor, OUTLET_CHANGED, subject=outlet, changed=["way"])
    _note(actor, "way in use")


def _held(way: WayOut) -> WayOut:
    fresh = WayOut.objects.select_for_update(of=("self",)).filter(pk=way.pk).first()
    if fresh is None:
        raise NotFound
    return fresh


def _note(actor: Actor, what: str) -> None:
    record_audit(actor, kind=AuditKind.SETTINGS_CHANGED, detail={"changed": [what]})


def _check_place(host: str, port: int, security: Security) -> None:
    # Whatever else is no part of a URL's host: taking one apart would end in an error that holds the password.
    if "[" in host or "@" in host or not is_address(f"x@{host}"):
        raise BadInput(_("Write the name of the server only, such as smtp.example.com."), field="host")
    if not 0 < port < 65536:
        raise BadInput(_("A port is a number up to 65535."), field="port")
    if security not in (Security.TLS, Security.STARTTLS):
        raise BadInput(field="security")
