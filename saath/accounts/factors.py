"""The secrets of second steps, as they are stored."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator

from saath.tenancy.transactions import write_transaction

SECRET_FIELDS = ("secret", "seed")


def reencrypt_factors(rotate: Callable[[str], str]) -> int:
    """Bring every stored secret of an app or of recovery codes under the newest key; return how many."""
    count = 0
    for factor in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).iterator():
        with write_transaction():
            fresh = Authenticator.objects.select_for_update().get(pk=factor.pk)
            fresh.data |= {name: rotate(fresh.data[name]) for name in SECRET_FIELDS if fresh.data.get(name)}
            fresh.save(update_fields=["data"])
        count += 1
    return count
