"""Pure decisions about people who sign in."""

import re

_BROWSERS = (
    ("Edge", r"Edg(?:A|iOS)?/(\d+)"),
    ("Opera", r"OPR/(\d+)"),
    ("Samsung Internet", r"SamsungBrowser/(\d+)"),
    ("Firefox", r"(?:Firefox|FxiOS)/(\d+)"),
    ("Chrome", r"(?:Chrome|CriOS)/(\d+)"),
    ("Safari", r"Version/(\d+).+Safari/"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("macOS", "Mac OS X"),
    ("ChromeOS", "CrOS"),
    ("Linux", "Linux"),
)
AGENT_LENGTH = 80


def short_agent(user_agent: str) -> str:
    """Browser and system as their owner knows them ("Firefox 128, Linux"); else the beginning as it came."""
    system = next((name for name, mark in _SYSTEMS if mark in user_agent), "")
    for name, pattern in _BROWSERS:
        if match := re.search(pattern, user_agent):
            return f"{name} {match[1]}, {system}" if system else f"{name} {match[1]}"
    return user_agent[:AGENT_LENGTH]
