"""What may be written down about an exception: class and place, for its message may quote a customer."""

import traceback
from pathlib import Path

LONGEST = 500
FRAMES_SHOWN = 8


def describe_error(error: BaseException) -> str:
    """Class and place of an error, at most 500 characters: `builtins.ValueError at saath/x/y.py:12 in z`."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {_place(frames[-1])}" if frames else ""
    cause = f" from {type(error.__cause__).__qualname__}" if error.__cause__ else ""
    return f"{type(error).__module__}.{type(error).__qualname__}{cause}{place}"[:LONGEST]


def trace(error: BaseException) -> list[str]:
    """The innermost places that an error came through, outermost first."""
    return [_place(frame) for frame in traceback.extract_tb(error.__traceback__)[-FRAMES_SHOWN:]]


def _place(frame: traceback.FrameSummary) -> str:
    file = "/".join(Path(frame.filename).parts[-3:])
    return f"{file}:{frame.lineno} in {frame.name}"
