"""Real notices beside the checkout: skipped, with a reason, where they are absent."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import notice_nlp
from notice_nlp.benchmark.metrics import count, total
from tests.conftest import Kit


def test_table_file_gives_its_rows(shared: Path) -> None:
    path = shared / "notices" / "net_a_porter_table.de.txt"
    lines = [line.split("\t") for line in path.read_text("utf-8").splitlines() if "\t" in line]
    cells = [line for line in lines if line[0] != "Zweck"]
    notice = notice_nlp.parse(path)
    assert notice.text == path.read_text("utf-8")
    assert [notice[row.purpose[0]] for row in notice.rows] == [purpose for purpose, _ in cells]
    assert all(row.data for row in notice.rows)


def test_the_table_gives_the_same_rows_from_every_format(shared: Path, tmp_path: Path) -> None:
    path = shared / "notices" / "net_a_porter_table.de.txt"
    lines = [tuple(line.split("\t")) for line in path.read_text("utf-8").splitlines() if "\t" in line]
    kit = Kit(lines[0], tuple(line for line in lines if line[0] != "Zweck"), "", "")
    (tmp_path / "a.html").write_text(kit.html(), "utf-8")
    titled = Kit(kit.header, kit.rows, "Datenschutzhinweise", "Hier steht, was wir tun.")
    same = [tmp_path / "a.html", kit.docx(tmp_path / "a.docx"), kit.pdf(tmp_path / "a.pdf"), kit.pdf(tmp_path / "b.pdf", ruled=False)]
    same.append(titled.pdf(tmp_path / "c.pdf", ruled=False))
    wanted = said(notice_nlp.parse(path))
    assert len(wanted) == 9
    for other in same:
        assert said(notice_nlp.parse(other)) == wanted, other.name


def said(notice: notice_nlp.Notice) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Purpose and data of each row, blanks and the order of cells aside."""

    def plain(span: tuple[int, int]) -> str:
        return " ".join(notice[span].split())

    return [
        (" ".join(plain(s) for s in row.purpose), [(plain((m.start, m.end)), m.category, m.negated) for m in notice.row_mentions(row)])
        for row in notice.rows
    ]


def test_all_notices_parse_in_one_command(shared: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "notice_nlp.cli", "parse", str(shared / "notices"), "--format", "jsonl"],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    notices = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(notices) == len(list((shared / "notices").iterdir()))
    assert all(n["rows"] for n in notices if "table" in n["source"])


def test_metrics_agree_with_the_reference_scorer(shared: Path, tmp_path: Path) -> None:
    gold = [json.loads(line) for line in (shared / "gold" / "real_notices.jsonl").read_text("utf-8").splitlines()][:2]
    counts = {}
    for record in gold:
        predicted = notice_nlp.parse(record["text"], format="text").to_dict()
        (tmp_path / f"{record['id']}.json").write_text(json.dumps(predicted), "utf-8")
        counts[record["language"]] = count(record, predicted)
    out = subprocess.run(
        [sys.executable, str(shared / "gold" / "score.py"), str(shared / "gold" / "real_notices.jsonl"), str(tmp_path), "--json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert out.stderr == ""
    reference = json.loads(out.stdout)
    for language, own in counts.items():
        scores = total([own])
        # The reference counts the other notices of the language as unanswered, so precision is what can be compared.
        assert scores["strict_precision"] == pytest.approx(reference[language]["strict_p"])
        assert scores["concept_on_matched"] == pytest.approx(reference[language]["concept_on_matched"])
