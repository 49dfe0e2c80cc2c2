"""The doctor says what is so, and needs attention only where someone can do something."""

import json
from dataclasses import replace
from pathlib import Path

from app.data.address import DatabaseAddress
from app.data.database import Database
from app.learning.problems import Problem, Trouble
from app.services import doctor, languages
from app.system.paths import Paths
from migrations import NEWEST


def test_an_open_database_is_told_with_its_version_and_schema(database: Database, tmp_path: Path) -> None:
    report = doctor.examine(Paths(tmp_path), database, None, {"en": True, "es": True, "hi": True})
    assert report.opening is None
    assert report.server is not None
    assert int(report.server.split(".")[0]) >= 15
    assert (report.schema, report.schema_wanted) == (NEWEST, NEWEST)
    assert report.mode is doctor.Mode.EMBEDDED
    assert {one.language for one in report.languages} == {offer.language for offer in languages.offered()}


def test_a_database_that_did_not_open_needs_attention(tmp_path: Path) -> None:
    address = DatabaseAddress.parse("postgresql://ada:sesame@localhost/letters")
    report = doctor.examine(Paths(tmp_path), Problem(Trouble.DATABASE_UNREACHABLE), address)
    assert report.needs_attention
    assert report.attention[0] == Trouble.DATABASE_UNREACHABLE
    assert report.mode is doctor.Mode.ADDRESS
    assert "sesame" not in report.as_json()


def test_a_missing_font_needs_attention_and_an_unknown_one_does_not(tmp_path: Path) -> None:
    assert doctor.Attention.FONT_MISSING in doctor.examine(Paths(tmp_path), None, None, {"hi": False}).attention
    assert doctor.Attention.FONT_MISSING not in doctor.examine(Paths(tmp_path), None, None, {"hi": None}).attention


def test_looking_makes_no_folder(tmp_path: Path) -> None:
    doctor.examine(Paths(tmp_path / "home"), None)
    assert not (tmp_path / "home").exists()


def test_a_home_that_is_a_file_needs_attention(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("not a folder")
    report = doctor.examine(Paths(tmp_path / "home"), None)
    assert not report.home_writable
    assert doctor.Attention.FOLDER_NOT_WRITABLE in report.attention


def test_a_nearly_full_disk_needs_attention(tmp_path: Path) -> None:
    report = doctor.examine(Paths(tmp_path), None)
    assert report.free is not None
    assert doctor.Attention.DISK_NEARLY_FULL in doctor.attention_of(None, True, doctor.LITTLE_ROOM - 1, report.languages, False)
    assert doctor.Attention.DISK_NEARLY_FULL not in doctor.attention_of(None, True, doctor.LITTLE_ROOM, report.languages, False)


def test_the_last_errors_are_there_newest_first(tmp_path: Path) -> None:
    paths = Paths(tmp_path)
    paths.logs.mkdir()
    lines = [f"2026-03-0{day}T10:00:00+0000 ERROR app: number {day}" for day in range(1, 8)]
    (paths.logs / "lettergrove.log").write_text("\n".join(lines))
    errors = doctor.examine(paths, None).last_errors
    assert len(errors) == doctor.ERRORS_SHOWN
    assert "number 7" in errors[0]


def test_the_json_keeps_its_keys(tmp_path: Path) -> None:
    told = json.loads(replace(doctor.examine(Paths(tmp_path), None), attention=()).as_json())
    assert list(told) == [
        "program", "python", "system", "mode", "address", "server", "schema", "schema_wanted", "home", "home_writable", "free", "used",
        "languages", "sound", "secrets", "last_errors", "opening", "opening_facts", "attention",
    ]  # fmt: skip
    assert list(told["languages"][0]) == ["language", "font", "voice", "font_packages"]
