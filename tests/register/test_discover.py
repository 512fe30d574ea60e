"""Names, patterns and manifests."""

from pathlib import Path, PurePath

import pytest

from notice_nlp.errors import BadInput
from notice_nlp.register.discover import by_name, compile_pattern, discover, iso_date, manifest


@pytest.mark.parametrize(
    ("path", "key", "date", "language"),
    [
        ("root/shop.de.html", "shop", "", "de"),
        ("root/shop_2024-05-17.en.md", "shop", "2024-05-17", "en"),
        ("root/shop/2024-05-17.de.txt", "root/shop", "2024-05-17", "de"),
        ("shop_de/2024-05-17_a1b2c3.html", "shop", "2024-05-17", "de"),
        ("shop/2024-05/privacy.en.html", "shop/privacy", "2024-05", "en"),
        ("shop_en/current.md", "shop", "", "en"),
        ("root/order.pdf", "order", "", ""),
        ("root/law.firm-de.docx", "law.firm", "", "de"),
        ("root/20230101.txt", "root", "2023-01-01", ""),
    ],
)
def test_by_name(path: str, key: str, date: str, language: str) -> None:
    item = by_name("/x/" + path, PurePath(path))
    assert (item.key, item.date, item.language) == (key, date, language)


@pytest.mark.parametrize(
    ("pattern", "path", "found"),
    [
        ("{notice}/{date}.{language}.{ext}", "shop/2024-05.de.html", ("shop", "2024-05", "de")),
        ("{notice}/{date}_*.{ext}", "a/b/2024-05-17_ff.html", ("a/b", "2024-05-17", None)),
        ("notice-{notice}.{ext}", "deep/notice-club.pdf", ("club", None, None)),
        ("{notice}/{date}.{language}.{ext}", "shop/2024-13.de.html", None),
    ],
)
def test_patterns(pattern: str, path: str, found: tuple[str | None, ...] | None) -> None:
    match = compile_pattern(pattern).search(path)
    assert (match and tuple(match.groupdict().get(n) for n in ("notice", "date", "language"))) == found


@pytest.mark.parametrize("pattern", ["{date}.{ext}", "{notice}{notice}", "{notice}/{other}"])
def test_wrong_patterns(pattern: str) -> None:
    with pytest.raises(BadInput, match="a pattern needs"):
        compile_pattern(pattern)


def test_manifest(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("path,notice,date\na/x.de.txt,Laden,17.5.2024\nb.en.txt,,\n", "utf-8")
    with pytest.raises(BadInput, match=r"line 2: '17\.5\.2024' is no date"):
        list(manifest(tmp_path / "m.csv"))
    (tmp_path / "m.csv").write_text("path,notice,date\na/x.de.txt,Laden,2024-05-17\nb.en.txt,,\n", "utf-8")
    assert [(i.key, i.date, i.language) for i in discover([str(tmp_path / "m.csv")])] == [("Laden", "2024-05-17", "de"), ("b", "", "en")]


@pytest.mark.parametrize("path", ["../secret.txt", "/etc/passwd", "", "a/../../b.txt", "a\0b.txt"])
def test_a_manifest_names_files_below_it_only(tmp_path: Path, path: str) -> None:
    (tmp_path / "m.csv").write_text(f"path\nok.txt\n{path},\n" if not path else f"path\n{path}\n", "utf-8")
    with pytest.raises(BadInput):
        list(manifest(tmp_path / "m.csv"))


def test_what_is_no_manifest(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadInput, match="not a CSV file in UTF-8"):
        list(manifest(tmp_path / "m.csv"))
    with pytest.raises(BadInput, match="no such file"):
        list(discover([str(tmp_path / "gone")]))


def test_dates() -> None:
    assert [iso_date(d) for d in ("20240517", "2024.05", "2024", "17.05.2024", "2024-13-45", "x")] == [
        "2024-05-17",
        "2024-05",
        "2024",
        "",
        "",
        "",
    ]


def test_a_wrong_line_of_a_manifest_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("path,date\na.txt,2024-13-45\n../b.txt,\nc.txt,2024-12\n", "utf-8")
    refused: list[BadInput] = []
    assert [Path(i.path).name for i in discover([str(tmp_path / "m.csv")], refuse=refused.append)] == ["c.txt"]
    assert [(Path(e.source).name, e.reason.split(":")[0]) for e in refused] == [("m.csv", "line 2"), ("m.csv", "line 3")]
    assert "'2024-13-45' is no date" in str(refused[0])
