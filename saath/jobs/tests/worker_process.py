"""A worker as a process of its own, for tests that kill it. Arguments: database name, lease seconds."""

import sys


def main(database: str, lease_seconds: float) -> None:
    """Work until SIGTERM."""
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database
    import django

    django.setup()
    from saath.core.stopping import stop_by_signal
    from saath.jobs import schedules
    from saath.jobs.worker import Worker

    schedules._rhythms.clear()

    Worker(threads=2, lease_seconds=lease_seconds).run(stop_by_signal())


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
