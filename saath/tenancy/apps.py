"""Tenancy as a Django app."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class TenancyConfig(AppConfig):
    """Carries the scope into PostgreSQL and renews its policies after each migration."""

    name = "saath.tenancy"
    label = "tenancy"

    def ready(self) -> None:
        """Connect the two hooks that Django offers for a connection and for a finished migration."""
        from saath.tenancy import policies, row_security

        connection_created.connect(row_security.install, dispatch_uid="saath.row_security")
        post_migrate.connect(policies.apply_after_migrate, dispatch_uid="saath.policies")
