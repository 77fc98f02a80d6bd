from django.apps import AppConfig


class MailboxesConfig(AppConfig):
    """Mailboxes elsewhere that Saath reads: their rows, their visits, their settings page."""

    name = "saath.mailboxes"
    label = "mailboxes"
