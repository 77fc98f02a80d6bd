"""How the sign-in library behaves here: nobody signs up by themselves, secrets are kept encrypted."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Password, reset and sign-in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed: one comes by invitation, or by setting up the first shop."""
        return False


class MFAAdapter(DefaultMFAAdapter):
    """Authenticator apps, recovery codes and passkeys."""
