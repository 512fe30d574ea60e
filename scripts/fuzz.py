"""Runs the properties of ``tests/fuzz`` over many generated inputs: ``python scripts/fuzz.py --inputs 20000``.

Each input has 10 seconds of the processor (two minutes by the clock) and 1 GB beside what the process and the model take; the network
is shut. What fails is told once for each place in the code and kept under ``build/fuzz``, the input with it (``--again FILE`` runs it
once more). Linux and macOS.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import multiprocessing
import os
import pickle
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

SECONDS, BY_THE_CLOCK, MEMORY = 10, 120, 10**9


class Hang(BaseException):
    """An input took too long; nothing in the program catches it."""


class Network(BaseException):
    """An input made the program look for an address or connect to one."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=math.inf, help="stop after so long, whatever is left")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="", help="run only properties whose names begin so")
    parser.add_argument("--output", type=Path, default=ROOT / "build" / "fuzz")
    parser.add_argument("--again", type=Path, help="run one kept input again, with its traceback")
    options = parser.parse_args()
    if options.again:
        return again(options.again)
    options.output.mkdir(parents=True, exist_ok=True)
    start = time.monotonic()
    context = multiprocessing.get_context("spawn")
    with context.Pool(options.jobs) as pool:
        found = pool.map(work, [(options, number, start_of()) for number in range(options.jobs)], chunksize=1)
    return report(found, time.monotonic() - start, options)


def start_of() -> float:
    return time.time()


def work(given: tuple[argparse.Namespace, int, float]) -> dict[str, Any]:
    """One process's share of the inputs, property by property."""
    options, number, begun = given
    from hypothesis import HealthCheck, Phase, seed, settings
    from hypothesis import given as generated

    from notice_nlp.analyse import default_tagger, parse
    from tests.fuzz.properties import PROPERTIES

    parse("Wir speichern Ihren Namen für den Versand und löschen ihn nach einem Jahr.", tagger=default_tagger())
    guard()
    told: dict[str, Any] = {"inputs": Counter(), "failures": {}, "slowest": [0.0, "", ""], "seconds": Counter()}
    for name, (share, generate, check) in PROPERTIES.items():
        count = round(options.inputs * share / options.jobs)
        if not name.startswith(options.only) or not count:
            continue

        def run(value: Any) -> None:
            if time.time() - begun < options.seconds:
                one(name, check, value, told, options.output)  # noqa: B023 - run at once

        # No shrinking and no database: the run goes on after a failure, and the input that failed is kept as it is.
        only = settings(max_examples=count, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
        only(seed(options.seed * 1000 + number)(generated(generate())(run)))()
    told["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "linux" else 1 << 20)
    return told


def guard() -> None:
    """Shuts the network, bounds the memory, and lets an alarm end what hangs."""

    def audit(event: str, _: tuple[Any, ...]) -> None:
        if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request"}:
            raise Network(event)

    def alarm(*_: object) -> None:
        raise Hang

    sys.addaudithook(audit)
    signal.signal(signal.SIGALRM, alarm)
    signal.signal(signal.SIGPROF, alarm)
    if sys.platform == "linux":
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY,) * 2)


def one(name: str, check: Any, value: Any, told: dict[str, Any], output: Path) -> None:
    """Checks one input and writes down what became of it."""
    # A crash of the interpreter itself leaves this file behind.
    current = output / f"current-{os.getpid()}.pickle"
    current.write_bytes(pickle.dumps((name, value)))
    start, failed = time.process_time(), None
    timers(SECONDS, BY_THE_CLOCK)
    try:
        check(value)
        timers(0, 0)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        timers(0, 0)
        failed = error
    if failed:
        keep(name, value, failed, told, output)
    took = time.process_time() - start
    told["inputs"][name] += 1
    if sum(told["inputs"].values()) % 500 == 0:
        print(f"{os.getpid()}: {sum(told['inputs'].values())} inputs", flush=True)
    told["seconds"][name] += took
    if took > told["slowest"][0]:
        kept = output / f"slowest-{os.getpid()}.pickle"
        kept.write_bytes(pickle.dumps((name, value)))
        told["slowest"] = [round(took, 2), name, str(kept)]
    current.unlink()


def timers(processor: float, clock: float) -> None:
    """Sets both alarms; they go off again and again, since what they raise may be swallowed where nothing can be raised."""
    signal.setitimer(signal.ITIMER_PROF, processor, 1 if processor else 0)
    signal.setitimer(signal.ITIMER_REAL, clock, 10 if clock else 0)


def keep(name: str, value: Any, error: BaseException, told: dict[str, Any], output: Path) -> None:
    frames = [f for f in traceback.extract_tb(error.__traceback__) if str(ROOT) in f.filename and "/scripts/" not in f.filename]
    place = f"{Path(frames[-1].filename).relative_to(ROOT)}:{frames[-1].lineno}" if frames else "?"
    key = f"{name}: {type(error).__name__} at {place}"
    seen = told["failures"].setdefault(key, {"count": 0, "error": str(error)[:300], "input": ""})
    seen["count"] += 1
    if not seen["input"]:
        kept = output / f"{name}-{type(error).__name__}-{hashlib.sha256(key.encode()).hexdigest()[:8]}.pickle"
        kept.write_bytes(pickle.dumps((name, value)))
        seen["input"] = str(kept)
        print(f"{key}: {str(error)[:200]!r}  [{kept.name}]", flush=True)


def again(path: Path) -> int:
    """Runs one kept input, unguarded."""
    from tests.fuzz.properties import PROPERTIES

    name, value = pickle.loads(path.read_bytes())
    print(name, repr(value)[:2000])
    PROPERTIES[name][2](value)
    return 0


def report(found: list[dict[str, Any]], seconds: float, options: argparse.Namespace) -> int:
    inputs, times = sum((f["inputs"] for f in found), Counter()), sum((f["seconds"] for f in found), Counter())
    failures: dict[str, Any] = {}
    for one_found in found:
        for key, value in one_found["failures"].items():
            failures.setdefault(key, value | {"count": 0})["count"] += value["count"]
    told = {
        "inputs": sum(inputs.values()), "seed": options.seed, "seconds": round(seconds), "peak_mb": max(f["peak_mb"] for f in found),
        "slowest": max(f["slowest"] for f in found), "by_property": {n: [inputs[n], round(times[n])] for n in inputs},
        "failures": failures,
    }  # fmt: skip
    (options.output / "report.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(json.dumps(told, indent=1, ensure_ascii=False))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
