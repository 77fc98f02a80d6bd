"""The repository as its guards read it: files, syntax trees, modules."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
OURS = ("saath", "config")


@cache
def repository_files() -> tuple[Path, ...]:
    """Return every file that git keeps or would keep, relative to the root."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout.splitlines()  # fmt: skip
    return tuple(sorted({Path(name) for name in listed if (ROOT / name).is_file()}))


def python_files(*, tests: bool = False) -> Iterator[Path]:
    """Yield our Python files, relative to the root; test files only when asked for."""
    for path in repository_files():
        if path.suffix == ".py" and path.parts[0] in OURS and (tests or "tests" not in path.parts):
            yield path


def tree_of(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse((ROOT / path).read_text(), filename=str(path))


def modules(package: str = "saath") -> Iterator[ModuleType]:
    """Import and yield every module of a package but its tests and migrations."""
    parent = importlib.import_module(package)
    yield parent
    for info in pkgutil.walk_packages(parent.__path__, f"{package}."):
        if not {"tests", "migrations", "__main__"} & set(info.name.split(".")):
            yield importlib.import_module(info.name)


def called_name(call: ast.Call) -> str:
    """Return the last name of what is called: `cursor` for `connection.cursor()`."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""
