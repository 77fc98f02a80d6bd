"""Figures for Prometheus. The page that shows them is off unless the owner turns it on."""

import os
from collections.abc import Sequence

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

registry = CollectorRegistry()


def counter(name: str, documentation: str, labels: Sequence[str] = ()) -> Counter:
    """A figure that only grows: `saath_<name>_total`. Labels are few and fixed, never a person or store."""
    return Counter(f"saath_{name}", documentation, labels, registry=registry)


def histogram(name: str, documentation: str, labels: Sequence[str] = ()) -> Histogram:
    """The spread of durations in seconds: `saath_<name>_seconds`."""
    return Histogram(f"saath_{name}_seconds", documentation, labels, registry=registry)


def exposition() -> tuple[bytes, str]:
    """All figures as text, and its content type; of all processes where `PROMETHEUS_MULTIPROC_DIR` is set."""
    source = registry
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        source = CollectorRegistry()
        MultiProcessCollector(source)  # type: ignore[no-untyped-call]
    return generate_latest(source), CONTENT_TYPE_LATEST
