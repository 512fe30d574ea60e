"""Some hundred generated inputs at each run; ``scripts/fuzz.py`` runs the same properties over tens of thousands."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.properties import PROPERTIES

INPUTS = 500


@pytest.mark.parametrize("name", PROPERTIES)
def test_holds(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    share, generate, check = PROPERTIES[name]

    def refused(*_: object) -> None:
        raise AssertionError("a file made the program call the network")

    monkeypatch.setattr(socket.socket, "connect", refused)

    # Without derandomize a failure could come and go; the long run is where new inputs are tried.
    @settings(
        max_examples=max(4, round(INPUTS * share)), deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.data())
    def holds(data: Any) -> None:
        check(data.draw(generate()))

    holds()
