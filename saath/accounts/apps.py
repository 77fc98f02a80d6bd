from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People who sign in."""

    name = "saath.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen to what the sign-in library tells, so that the audit hears of every way in."""
        from saath.accounts import listening

        listening.connect()
