"""`make bench`: the bench's workload in Saath and in django-helpdesk, driven by the same driver in one run.

    BENCH=path/to/bench WORK=/tmp/saath-measured python -m benchmarks [--conversations 10000] [--without-peer] [--sqlite]

BENCH is the folder of the bench's scripts. Everything is made under WORK, which must be empty: the workload, a PostgreSQL
cluster that waits for the disk, both products.
Prints each figure as it comes, and a table at the end.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.products import PASSWORD, HelpDesk, Product, Saath, quiet_cluster

BENCH = Path(os.environ.get("BENCH", "bench")).resolve()
WORK = Path(os.environ.get("WORK", "/tmp/saath-measured"))  # noqa: S108  # the caller's to move
LEFT_OUT = "bench"
"""The driver counts no process that has this word in its command line before the first option: it takes it for itself."""
SCENARIOS = "inbox,ticket8,ticket200,search_en,search_hi,search_gu,search_rare,reply,api_create"


def main() -> None:
    """Measure what the command line asks for."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("--conversations", type=int, default=10_000)
    asked.add_argument("--without-peer", action="store_true")
    asked.add_argument("--sqlite", action="store_true", help="Saath on SQLite with one process for pages")
    asked.add_argument("--scenarios", default=SCENARIOS, help="which views, with commas between")
    asked.add_argument("--seconds", type=float, default=7)
    asked.add_argument(
        "--quiet", type=float, default=0.3, help="wait until others use fewer cores than this; 0: never wait"
    )
    options = asked.parse_args()
    if not (BENCH / "bench.py").exists():
        sys.exit(f"No bench.py in {BENCH}: say BENCH=folder")
    for path in hidden(WORK, Path(sys.executable)):
        sys.exit(
            f"The CPU of what runs under {path} would not be counted: choose a path without '{LEFT_OUT}'"
        )
    WORK.mkdir(parents=True, exist_ok=True)
    workload = _workload(options.conversations)
    results = WORK / f"results-{int(time.time())}.jsonl"
    with quiet_cluster(WORK) as cluster:
        products: list[Product] = [Saath(BENCH, WORK, None if options.sqlite else cluster)]
        if not options.without_peer:
            products.append(HelpDesk(BENCH, WORK, cluster))
        for product in products:
            product.fill(workload)
        for product in products:
            with product.serving():
                _drive(product, workload, options, results)
    print_table(results)
    if missing := uncounted(results):
        sys.exit(f"No CPU was counted of {', '.join(missing)}")


def hidden(*paths: Path) -> list[Path]:
    """Return the paths whose processes the driver would leave out."""
    return [path for path in paths if LEFT_OUT in str(path)]


def uncounted(results: Path) -> list[str]:
    """Return the groups of processes, by product, of which no run counted any CPU."""
    counted: dict[str, float] = {}
    for row in map(json.loads, results.read_text().splitlines()):
        for group, spent in (row.get("cpu_ms_per_view") or {}).items():
            name = f"{row['adapter']} {group}"
            counted[name] = counted.get(name, 0) + spent
    return [name for name, spent in counted.items() if not spent]


def print_table(results: Path) -> None:
    """Print rate and latency of each scenario, a column a product."""
    found = [json.loads(line) for line in results.read_text().splitlines()]
    names = list(dict.fromkeys(row["adapter"] for row in found))
    print("| view, at once |", " | ".join(names), "|")
    print("| --- |", " | ".join("---" for _ in names), "|")
    for key in dict.fromkeys((row["scenario"], row["concurrency"]) for row in found):
        cells = [_cell(found, name, *key) for name in names]
        print(f"| {key[0]}, {key[1]} |", " | ".join(cells), "|")


def _cell(found: list[dict[str, object]], name: str, scenario: str, concurrency: int) -> str:
    of_it = (
        r for r in found if (r["adapter"], r["scenario"], r["concurrency"]) == (name, scenario, concurrency)
    )
    row = next(of_it, None)
    if row is None or "failed" in row:
        return "failed" if row else ""
    times = f"{row['p50_ms']}/{row['p95_ms']}/{row['p99_ms']} ms"
    return f"{row['views_per_s']}/s {times}, errors {row['errors']}, others {row['other_cores']}"


def _workload(conversations: int) -> Path:
    folder = WORK / f"workload-{conversations}"
    if not (folder / "truth.json").exists():
        _run(
            "gen_workload.py", "--out", folder, "--conversations", conversations, "--mails", 500, "--seed", 7
        )
    return folder


def _drive(product: Product, workload: Path, options: argparse.Namespace, results: Path) -> None:
    common = ["--adapter", product.adapter, "--base", product.base, "--data", workload]
    groups = ["--group", f"web={product.pattern}", "--group", f"db=postgres -D {WORK}"]
    _run("bench.py", *common, "--hits", env=product.driver_env)
    run = [
        "--scenario",
        options.scenarios,
        "--concurrency",
        "1,8",
        "--seconds",
        options.seconds,
        "--max-views",
        100_000,
    ]
    _run(
        "bench.py",
        *common,
        *groups,
        *run,
        "--quiet",
        options.quiet,
        "--retries",
        2,
        "--out",
        results,
        env=product.driver_env,
    )


def _run(script: str, *arguments: object, env: dict[str, str] | None = None) -> None:
    environment = {**os.environ, "BENCH_PASSWORD": PASSWORD, **(env or {})}
    subprocess.run([sys.executable, str(BENCH / script), *map(str, arguments)], check=True, env=environment)


if __name__ == "__main__":
    main()
