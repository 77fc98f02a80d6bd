"""What the sign-in library tells us, written to the audit."""


def connect() -> None:
    """Subscribe, once, when the app is ready."""
