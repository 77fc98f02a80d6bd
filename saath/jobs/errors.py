"""What a job may raise to say how it goes on."""


class RetryLater(Exception):
    """Not now; the same job again in `seconds`. It counts as no failure: the task knows when to give up."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"again in {seconds} s")
        self.seconds = seconds


class GiveUp(Exception):
    """Trying again is of no use. `reason` is stored: a fixed phrase without personal text."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class LeaseLost(Exception):
    """Another attempt has this job now; whatever this one writes is refused."""
