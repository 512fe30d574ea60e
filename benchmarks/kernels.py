#!/usr/bin/env python
"""How near the network comes to what the machine's int8 matrix products reach at best, and where its time goes, by kind of operator.

    python benchmarks/kernels.py [--notices 6] [--repeats 3]

Needs the extra ``train`` (onnx). One thread. The peak is the best of ONNX Runtime's own products of unsigned by signed bytes over square
and layer-shaped matrices; the network's rate counts the multiplications of its weight matrices alone, over the time of its runs. All
in one process, so that the ratio holds whatever the machine.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from notice_nlp.analyse import prepare
from notice_nlp.extract.session import NOT_FUSED, OnnxTagger, model_folder
from notice_nlp.read import read_text

CORPUS = Path(__file__).resolve().parents[1] / "corpora" / "privacy_notices" / "test.jsonl"
# Rows, inner length, columns: square ones, and those of the encoder's layers.
SHAPES = ((512, 512, 512), (1024, 1024, 1024), (2048, 1024, 1024), (256, 384, 1536), (256, 1536, 384), (1024, 384, 1536))
PRODUCTS = ("MatMulInteger", "MatMulIntegerToFloat", "DynamicQuantizeMatMul", "QAttention")
SECONDS = 0.5  # spent on each shape


def options() -> onnxruntime.SessionOptions:
    found = onnxruntime.SessionOptions()
    found.intra_op_num_threads = 1
    found.log_severity_level = 3
    return found


def product(rows: int, inner: int, columns: int) -> float:
    """Billions of multiplications and additions a second of one product of bytes."""
    random = np.random.default_rng(13)
    weights = numpy_helper.from_array(random.integers(-100, 100, (inner, columns), dtype=np.int8), "w")
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["x", "w"], ["y"])],
        "product",
        [helper.make_tensor_value_info("x", TensorProto.UINT8, [rows, inner])],
        [helper.make_tensor_value_info("y", TensorProto.INT32, [rows, columns])],
        [weights],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    session = onnxruntime.InferenceSession(model.SerializeToString(), options(), providers=["CPUExecutionProvider"])
    feed = {"x": random.integers(0, 200, (rows, inner), dtype=np.uint8)}
    best, end = 0.0, time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        start = time.perf_counter()
        session.run(None, feed)
        best = max(best, 2 * rows * inner * columns / (time.perf_counter() - start) / 1e9)
    return best


def loaded(folder: Path, settings: onnxruntime.SessionOptions) -> onnxruntime.InferenceSession:
    """The model's session as the package opens it."""
    return onnxruntime.InferenceSession(
        str(folder / "model.onnx"), settings, providers=["CPUExecutionProvider"], disabled_optimizers=NOT_FUSED
    )


def operations(path: Path) -> int:
    """Multiplications and additions of a model's weight matrices for one token."""
    graph = onnx.load(str(path)).graph
    shapes = {i.name: tuple(i.dims) for i in graph.initializer}
    total = 0
    for node in graph.node:
        if "MatMul" in node.op_type or node.op_type in {"QAttention", "Gemm"}:
            total += sum(2 * s[0] * s[1] for name in node.input if len(s := shapes.get(name, ())) == 2)
    return total


def shares(folder: Path, feeds: list[dict[str, Any]]) -> Counter[str]:
    """Microseconds by kind of operator over the runs."""
    with tempfile.TemporaryDirectory() as place:
        profiled = options()
        profiled.enable_profiling = True
        profiled.profile_file_prefix = str(Path(place) / "run")
        session = loaded(folder, profiled)
        for feed in feeds:
            session.run(None, feed)
        events = json.loads(Path(session.end_profiling()).read_text("utf-8"))
    found: Counter[str] = Counter()
    for event in events:
        if event.get("cat") == "Node" and event["name"].endswith("_kernel_time"):
            found[event["args"]["op_name"]] += event["dur"]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notices", type=int, default=6)
    parser.add_argument("--repeats", type=int, default=3)
    args = parser.parse_args()
    tagger, folder = OnnxTagger(threads=1), model_folder()
    texts = [json.loads(line)["text"] for line in CORPUS.read_text("utf-8").splitlines()[: args.notices]]
    encoded = [e for t in texts for e in tagger.encoder.encode(prepare(read_text(t)).windows)]
    feeds = [{"input_ids": (ids := np.array([e.ids], dtype=np.int64)), "attention_mask": np.ones_like(ids)} for e in encoded]
    session = loaded(folder, options())
    tokens = sum(f["input_ids"].size for f in feeds)
    seconds = []
    for _ in range(args.repeats):
        start = time.perf_counter()
        for feed in feeds:
            session.run(None, feed)
        seconds.append(time.perf_counter() - start)
    rates = {shape: product(*shape) for shape in SHAPES}
    for shape, rate in rates.items():
        print(f"product {' x '.join(map(str, shape))}: {rate:.0f} GOP/s")
    peak, rate = max(rates.values()), operations(folder / "model.onnx") * tokens / min(seconds) / 1e9
    print(f"network: {len(feeds)} windows, {tokens} tokens, {min(seconds):.2f} s: {rate:.0f} GOP/s, {rate / peak:.2f} of the peak")
    found = shares(folder, feeds)
    whole = sum(found.values())
    matrix = sum(found[name] for name in PRODUCTS)
    print(
        f"in products of bytes {matrix / whole:.2f} of the operators' time, where they reach {rate / peak * whole / matrix:.2f} of the peak"
    )
    print(", ".join(f"{name} {us / whole:.2f}" for name, us in found.most_common(10)))


if __name__ == "__main__":
    main()
