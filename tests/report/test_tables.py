import pytest

from notice_nlp.report.tables import inert


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@A", "\t=1", "\r=1", "\n=1", "＝1+1", "＠A"])
def test_formulas_are_text(cell: str) -> None:
    assert inert(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Name", "1-2", 7, None, ""])
def test_the_rest_stays(cell: object) -> None:
    assert inert(cell) is cell
