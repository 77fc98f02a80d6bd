"""A worker as a process of its own, for tests that kill it. Arguments: database name, lease seconds."""

import signal
import sys
import threading


def main(database: str, lease_seconds: float) -> None:
    """Work until SIGTERM."""
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database
    import django

    django.setup()
    from saath.jobs import schedules
    from saath.jobs.worker import Worker

    schedules._rhythms.clear()

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: stop.set())
    Worker(threads=2, lease_seconds=lease_seconds).run(stop)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
