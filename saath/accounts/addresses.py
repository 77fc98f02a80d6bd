"""The address by which a person signs in."""

from saath.core.errors import BadInput
from saath.core.mail_addresses import BadAddress, canonical_key


def address_key(address: str) -> str:
    """The key under which two spellings are the same mailbox. Raises BadInput when it is no address at all."""
    try:
        return canonical_key(address)
    except BadAddress as error:
        raise BadInput(field="email") from error
