"""Write the typed part of the client from the schema that Saath serves: `python clients/python/generate.py [--check]`.

`shapes.py` holds what is answered, a TypedDict each; `operations.py` a method for each operation. Nobody edits them by hand.
"""

from __future__ import annotations

import json
import keyword
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from textwrap import wrap
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PACKAGE = HERE / "saath_client"
JSON, OCTETS = "application/json", "application/octet-stream"
# Who goes through a list has no cursor to keep.
HIDDEN = {"cursor"}
# A thing of which some fields are asked for; whoever does knows which.
CHOSEN = "_chosen"
Schema = Mapping[str, Any]


def schema() -> Schema:
    """Return the schema of this checkout."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from saath.api.openapi import document
    from saath.api.service import api

    found: Schema = json.loads(document(api))
    return found


def shapes_file(told: Schema) -> str:
    """Return the module with a TypedDict for each shape that an answer can hold."""
    kinds = told["components"]["schemas"]
    wanted = sorted(_answered(told))
    head = '"""What Saath answers. Written by generate.py."""\n\nfrom __future__ import annotations\n\n'
    head += "from typing import Any, Literal, NotRequired, TypedDict\n"
    return head + "".join(_typed_dict(name, kinds[name]) for name in wanted)


def operations_file(told: Schema) -> str:
    """Return the module with a method for each operation."""
    head = '"""What Saath can be asked to do. Written by generate.py."""\n\nfrom __future__ import annotations\n\n'
    head += "from collections.abc import Mapping, Sequence\nfrom typing import Any, BinaryIO, Literal\n\n"
    head += (
        "from saath_client import shapes\nfrom saath_client.asking import UNSET, Asking, Pages, Unset\n\n\n"
    )
    head += 'class Operations(Asking):\n    """A method for each operation; every one raises `Problem`."""\n'
    methods = (
        _method(method.upper(), path, each)
        for path, methods in told["paths"].items()
        for method, each in methods.items()
    )
    return head + "".join(f"\n{each}" for each in methods)


def _answered(told: Schema) -> set[str]:
    """Return the names of the shapes in answers, and of those inside them."""
    kinds, found = told["components"]["schemas"], set[str]()
    open_ones = {name for each in told["paths"].values() for name in _named(_responses(each))}
    while open_ones:
        name = open_ones.pop()
        found.add(name)
        open_ones |= set(_named(kinds[name])) - found
    return {name for name in found if not name.startswith("Page_") and not name.endswith(CHOSEN)}


def _responses(methods: Schema) -> list[Any]:
    return [each["responses"] for each in methods.values()]


def _named(part: Any) -> Iterator[str]:
    if isinstance(part, Mapping):
        reference = part.get("$ref", "")
        if reference.startswith("#/components/schemas/"):
            yield reference.rpartition("/")[2]
        for each in part.values():
            yield from _named(each)
    elif isinstance(part, list):
        for each in part:
            yield from _named(each)


def _typed_dict(name: str, told: Schema) -> str:
    lines = [f"\n\nclass {name}(TypedDict):", _docstring(told.get("description", f"{name}."), "    "), ""]
    needed = set(told.get("required", ()))
    for field, kind in told.get("properties", {}).items():
        written = _type(kind, str)
        lines.append(f"    {field}: {written if field in needed else f'NotRequired[{written}]'}")
    return "\n".join(lines) + "\n"


def _type(told: Schema, named: Callable[[str], str]) -> str:
    """Return how Python writes a part of the schema; `named` says what a shape is called there."""
    if "$ref" in told:
        return named(told["$ref"].rpartition("/")[2])
    if choices := told.get("anyOf") or told.get("oneOf"):
        return " | ".join(dict.fromkeys(_type(each, named) for each in choices))
    if "const" in told or "enum" in told:
        return f"Literal[{', '.join(map(_literal, told.get('enum', [told.get('const')])))}]"
    kind, inside = told.get("type"), told.get("additionalProperties")
    if kind == "array":
        return f"list[{_type(told.get('items', {}), named)}]"
    if kind == "object":
        return f"dict[str, {_type(inside, named) if isinstance(inside, Mapping) else 'Any'}]"
    simple = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
    return simple.get(str(kind), "Any")


def _literal(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def _method(method: str, path: str, told: Schema) -> str:
    path_names = [each["name"] for each in told["parameters"] if each.get("in") == "path"]
    answer, is_list = _answer(told)
    hidden = HIDDEN if is_list else set[str]()
    query = [each for each in told["parameters"] if each.get("in") == "query" and each["name"] not in hidden]
    references = {each["$ref"].rpartition("/")[2] for each in told["parameters"] if "$ref" in each}
    signature = [f"{name}: str" for name in path_names]
    keywords, body = _body(told)
    # What is a parameter where things come a line each stands in the body of a list.
    query = [each for each in query if f'"{each["name"]}": ' not in body]
    # A file in a form brings its name; sent as it is, as we do, it needs one.
    named = {"name"} if body == "content=content" else set[str]()
    keywords += [
        _keyword(each["name"], each["schema"], each.get("required", False) or each["name"] in named)
        for each in query
    ]
    if method == "GET":
        keywords += ["fields: str | Unset = UNSET"]
        keywords += ["parameters: Mapping[str, str] | None = None"] if is_list else []
    else:
        keywords += ["idempotency_key: str = ''"]
    if "IfMatch" in references:
        keywords += ["if_match: str = ''"]
    ordered = sorted(keywords, key=lambda each: "=" in each)
    inside = ", ".join(["self", *signature, *(["*"] if ordered else []), *ordered])
    lines = [f"    def {told['operationId']}({inside}) -> {answer}:"]
    lines.append(_docstring(f"{told['summary']}.\n\n{told.get('description', '')}".strip(), "        "))
    lines.append(f"        {_call(method, path, answer, is_list, query, body, references)}")
    return "\n".join(lines) + "\n"


def _answer(told: Schema) -> tuple[str, bool]:
    """Return the type of what is answered, and whether it is a list."""
    good = [each for code, each in told["responses"].items() if code.startswith("2") and "content" in each]
    if not good or JSON not in good[0]["content"]:
        return "None", False
    name = _type(_whole(good[0]["content"][JSON]["schema"]), str)
    if name.startswith("Page_"):
        return f"Pages[shapes.{name.removeprefix('Page_').removesuffix('_')}]", True
    return f"shapes.{name}", False


def _whole(told: Schema) -> Schema:
    """Return how a thing looks with all its fields, where some may be chosen."""
    choices = told.get("anyOf", [])
    is_chosen = any(str(each.get("$ref", "")).endswith(CHOSEN) for each in choices)
    return choices[0] if is_chosen else told


def _body(told: Schema) -> tuple[list[str], str]:
    """Return the arguments of a body, and how it is put together."""
    content = told.get("requestBody", {}).get("content", {})
    if not content:
        return [], ""
    if JSON not in content:
        return ["content: bytes | BinaryIO"], "content=content"
    parts = content[JSON]["schema"]
    parts = SCHEMAS[parts["$ref"].rpartition("/")[2]] if "$ref" in parts else parts
    if "properties" not in parts:
        return ["body: Any"], "body=body"
    needed = set(parts.get("required", ()))
    arguments = [_keyword(name, each, name in needed) for name, each in parts["properties"].items()]
    inside = ", ".join(f"{json.dumps(name)}: {_safe(name)}" for name in parts["properties"])
    return arguments, f"body={{{inside}}}"


def _keyword(name: str, told: Schema, needed: bool) -> str:
    written = _type(told, lambda _name: "Mapping[str, Any]").replace("list[", "Sequence[")
    if needed:
        return f"{_safe(name)}: {written}"
    none = " | None" if written.endswith(" | None") else ""
    return f"{_safe(name)}: {written.removesuffix(none)} | Unset{none} = UNSET"


def _safe(name: str) -> str:
    return f"{name}_" if keyword.iskeyword(name) else name.replace("-", "_")


def _call(
    method: str, path: str, answer: str, is_list: bool, query: list[Schema], body: str, references: set[str]
) -> str:
    address = re.sub(r"{(\w+)}", r"{self.quoted(\1)}", path.removeprefix("/api/v1"))
    written = f'f"{address}"' if "{" in address else f'"{address}"'
    parts = [f"{json.dumps(each['name'])}: {_safe(each['name'])}" for each in query]
    if method == "GET":
        parts.append('"fields": fields')
    asked = f"{{{', '.join(parts)}}}"
    if is_list and method == "GET":
        return f"return self.pages({written}, {asked}, parameters)"
    arguments = [f'"{method}"', written, *([f"query={asked}"] if parts else []), *([body] if body else [])]
    if method != "GET":
        arguments.append("idempotency_key=idempotency_key")
    if "IfMatch" in references:
        arguments.append("if_match=if_match")
    if is_list:
        return f"return self.first_page({', '.join(arguments)})"
    if answer == "None":
        return f"self.ask({', '.join(arguments)})"
    return f"found: {answer} = self.ask({', '.join(arguments)})\n        return found"


def _docstring(text: str, indent: str) -> str:
    paragraphs = text.replace("\\", "\\\\").split("\n\n")
    lines = [line for each in paragraphs for line in ["", *wrap(each, 110 - len(indent))]][1:]
    body = f"\n{indent}".join(lines).replace(f"{indent}\n", "\n")
    return f'{indent}"""{body}"""' if len(lines) == 1 else f'{indent}"""{body}\n{indent}"""'


def formatted(text: str) -> str:
    """Return a module as the formatter writes it."""
    ruff = Path(sys.executable).with_name("ruff")
    options = ["format", "--config", str(ROOT / "pyproject.toml"), "--stdin-filename", "x.py", "-"]
    done = subprocess.run([ruff, *options], input=text, capture_output=True, text=True, check=True)
    return done.stdout


def main() -> int:
    """Write the modules, or tell whether they are as they should be."""
    told = schema()
    SCHEMAS.update(told["components"]["schemas"])
    wanted = {"shapes.py": shapes_file(told), "operations.py": operations_file(told)}
    stale = []
    for name, text in wanted.items():
        path, text = PACKAGE / name, formatted(text)
        if not path.exists() or path.read_text() != text:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(text)
    if stale and "--check" in sys.argv:
        print(f"{', '.join(stale)}: run python clients/python/generate.py")
        return 1
    return 0


SCHEMAS: dict[str, Schema] = {}

if __name__ == "__main__":
    sys.exit(main())
