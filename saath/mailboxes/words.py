"""Why a mailbox is not read, and what helps, in words for whoever owns it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saath.channels.email.imap_facts import Trouble

Words = str | Promise
# Of these the details are the server's own words; of others they are what this machine found.
SAID_BY_SERVER = frozenset({Trouble.PASSWORD, Trouble.CONSENT, Trouble.PROVIDER, Trouble.NOT_IMAP})


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is the matter, and what to do about it."""

    what: Words
    remedy: Words


EXPLANATIONS: dict[str, Explanation] = {
    Trouble.UNKNOWN_HOST: Explanation(
        _("There is no server of this name."),
        _("Correct its name under Server and port."),
    ),
    Trouble.PRIVATE: Explanation(
        _("This server is in a private network, where Saath does not look."),
        _("Have the server's name listed in SAATH_ALLOWED_PRIVATE_HOSTS by who runs Saath."),
    ),
    Trouble.CLOSED: Explanation(
        _("The server does not take calls at this port."),
        _("993 is usual. Change it under Server and port."),
    ),
    Trouble.SILENT: Explanation(
        _("The server does not answer."),
        _("Saath keeps trying. If it lasts, check server and port."),
    ),
    Trouble.CERTIFICATE: Explanation(
        _("The server cannot prove that it is the one it says."),
        _("Write the server's name as your provider does, often not the name of your own domain."),
    ),
    Trouble.TLS: Explanation(
        _("The server does not protect the line in the way that was chosen."),
        _("Choose TLS with port 993, or STARTTLS with port 143."),
    ),
    Trouble.NOT_IMAP: Explanation(
        _("Whoever answers there does not speak IMAP."),
        _("Ask your provider for the IMAP server and its port."),
    ),
    Trouble.PASSWORD: Explanation(
        _("User or password was refused."),
        _("Enter the password anew. Some providers want an app password or need IMAP switched on first."),
    ),
    Trouble.CONSENT: Explanation(
        _("The mailbox needs you to sign in again."), _("Sign in once more; nothing is missed until then.")
    ),
    Trouble.PROVIDER: Explanation(
        _("The provider's sign-in does not work at the moment."), _("Saath keeps trying.")
    ),
    Trouble.FOLDER: Explanation(
        _("The folder was not found."), _("Remove this mailbox and add it with the folder's right name.")
    ),
    Trouble.BROKEN: Explanation(_("The line to the server broke."), _("Saath keeps trying.")),
    Trouble.ROOM: Explanation(
        _("There is no room left for new mail."),
        _("Delete files that you no longer need, or ask who runs Saath for more space."),
    ),
}


def explain(trouble: str) -> Explanation:
    """Return the words for a trouble. Raises KeyError for one that is none."""
    return EXPLANATIONS[trouble]
