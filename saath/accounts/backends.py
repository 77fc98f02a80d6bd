"""Password sign-in by the key of the address."""

from allauth.account.auth_backends import AuthenticationBackend

from saath.accounts.addresses import address_key
from saath.accounts.models import Person
from saath.core.errors import BadInput
from saath.tenancy.given import Given
from saath.tenancy.prepared import Prepared

PERSON = Prepared(lambda: Person.objects.filter(pk=Given("id")))


class AddressBackend(AuthenticationBackend):  # type: ignore[misc]  # the library has no types
    """Finds the person under every spelling of the address; takes as long for a stranger as for anybody."""

    def get_user(self, user_id: object) -> Person | None:
        """The person of a session, read anew with every request; None for nobody and for whoever may not sign in."""
        person = PERSON.first(id=user_id)
        return person if person is not None and self.user_can_authenticate(person) else None

    def _authenticate_by_email(self, email: str, password: str) -> Person | None:
        person: Person | None = self._check_password(find_person(email), password)
        return person


def find_person(address: str) -> Person | None:
    """The person with this address, however it is written; None for nobody and for what is no address."""
    try:
        return Person.objects.filter(email_key=address_key(address)).first()
    except BadInput:
        return None
