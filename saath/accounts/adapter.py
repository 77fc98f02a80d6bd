"""How the sign-in library behaves here: nobody signs up by themselves, secrets are kept encrypted."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saath.accounts.actions.audit import record_audit
from saath.accounts.backends import find_person
from saath.accounts.looks import remember_looks
from saath.accounts.models import AuditKind, Person
from saath.core.secrets import decrypt, encrypt
from saath.tenancy.actor import Actor

SIGN_IN = Actor.system("sign-in")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Password, reset and sign-in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _(
            "Address and password do not belong together. Try again, or set a new password."
        ),
        "too_many_login_attempts": _(
            "That was a lot of tries. Wait a few minutes, or set a new password by mail."
        ),
        "enter_current_password": _("This is not your password until now."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This code does not fit. Codes of the app change every 30 seconds."),
        "invalid_password_reset": _("This link no longer works. Ask for a new one."),
        "rate_limited": _("That was a lot of tries. Wait a few minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed: one comes by invitation, or by setting up the first shop."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try; too many for an account or from an address are refused, known account or not."""
        try:
            super().pre_authenticate(request, **credentials)
        except Exception:
            self._remember(AuditKind.SIGN_IN_BLOCKED, credentials)
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write the failure down, with the person when the address is somebody's."""
        self._remember(AuditKind.SIGN_IN_FAILED, credentials)

    def post_login(self, request: HttpRequest, user: Person, **details: Any) -> HttpResponseBase:
        """Go on, with what the person chose remembered by this browser."""
        response: HttpResponseBase = super().post_login(request, user, **details)
        return remember_looks(response, user)

    def reauthenticate(self, user: Person, password: str) -> bool:
        """Whether this is the password of the signed-in person; counts towards the limit of signing in."""
        return bool(self.authenticate(context.request, email=user.email_key, password=password) == user)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to where one came from."""
        return reverse("you")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """To the door."""
        return reverse("account_login")

    def _remember(self, kind: AuditKind, credentials: dict[str, Any]) -> None:
        person = find_person(str(credentials.get("email", "")))
        record_audit(SIGN_IN, kind=kind, person_id=person.pk if person else None)


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Authenticator apps, recovery codes and passkeys."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_generate_recovery_codes": _("Recovery codes go with a second step. Add one first."),
    }

    def encrypt(self, text: str) -> str:
        """A secret as it is stored."""

        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """A stored secret, readable."""

        return decrypt(encrypted_text).reveal()

    def build_totp_svg(self, url: str) -> str:
        """The QR code of an authenticator app, one path, to stand inside the page."""
        import qrcode  # here, as it brings Pillow, and only setting up a second step draws a code

        code = qrcode.QRCode(border=3)
        code.add_data(url)
        rows = code.get_matrix()
        path = "".join(
            f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
        )
        name = gettext("QR code")
        return (
            f'<svg viewBox="0 0 {len(rows)} {len(rows)}" width="208" height="208" role="img" '
            f'aria-label="{name}">'
            f'<path fill="#fff" d="M0 0h{len(rows)}v{len(rows)}H0z"/><path fill="#000" d="{path}"/></svg>'
        )

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:
        """A first name for a passkey."""
        return gettext("Passkey %(number)d") % {
            "number": Authenticator.objects.filter(user=user, type=type).count() + 1
        }
