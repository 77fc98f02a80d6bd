"""Whether what is sent leaves this machine at all."""

from django.conf import settings


def leaves_this_machine() -> bool:
    """Tell whether mail goes to a server (`SAATH_SMTP_OUT`), and does not stay in the local mailbox."""
    return not settings.SMTP_OUT_URL.startswith("mailbox:")
