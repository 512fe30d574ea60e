"""Turns a model's pickled weights into safetensors: ``python -m notice_nlp.translate.engines.convert FOLDER``.

The weights are read by torch's restricted loader, which runs no code of the file's.
"""

from __future__ import annotations

import sys
from pathlib import Path

from notice_nlp.errors import BadInput, MissingExtra, NoticeError

PICKLED, SAFE = "pytorch_model.bin", "model.safetensors"


def convert(folder: Path) -> Path:
    """Writes ``model.safetensors`` beside ``pytorch_model.bin``, and gives its path.

    Raises:
        BadInput: there is no such file, or it holds more than tensors.
        MissingExtra: torch or safetensors is not installed.
    """
    try:
        import torch
        from safetensors.torch import save_file
    except ImportError:
        raise MissingExtra("mt", "converting weights") from None
    path = folder / PICKLED
    if not path.is_file():
        raise BadInput(f"there is no {PICKLED}", str(folder))
    try:
        weights = torch.load(path, map_location="cpu", weights_only=True)
        tensors = {name: tensor.clone().contiguous() for name, tensor in weights.items()}
    except Exception as error:
        raise BadInput(f"not plain weights: {str(error).splitlines()[0][:200]}", str(path)) from None
    save_file(tensors, folder / SAFE, metadata={"format": "pt"})
    return folder / SAFE


def main() -> int:
    """Converts the folder named on the command line; gives the exit code."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        print(convert(Path(sys.argv[1])))
    except NoticeError as error:
        print(f"notice-nlp: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
