"""The doctor's report in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from app.services.doctor import Mode
from app.ui.words import tr

if TYPE_CHECKING:
    from app.services.doctor import LanguageHealth, Report


def lines_of(report: Report) -> tuple[tuple[str, str], ...]:
    """What there is to say: a name and its value each."""
    place = tr("its own, in {folder}", folder=report.home) if report.mode is Mode.EMBEDDED else str(report.address)
    return (
        (tr("Lettergrove"), report.program),
        (tr("System"), report.system),
        (tr("Python"), report.python),
        (tr("Database"), tr("{place}; PostgreSQL {version}", place=place, version=report.server or tr("unknown"))),
        (tr("Schema"), report.schema if report.schema == report.schema_wanted else f"{report.schema} ({report.schema_wanted})"),
        (tr("Disk"), tr("{used} used, {free} free", used=_size(report.used), free=_size(report.free))),
        (tr("Sound"), tr("there is a device") if report.sound else tr("no device; everything can be played silently")),
        (tr("Passwords kept in"), report.secrets),
        *((tr("Letters of {tag}", tag=one.language), _health(one)) for one in report.languages),
        (tr("Needs attention"), ", ".join(report.attention) or tr("nothing")),
    )


def as_text(report: Report) -> str:
    """The report to paste into a letter."""
    return "\n".join(f"{name}: {value}" for name, value in (*lines_of(report), *((tr("Problem"), one) for one in report.last_errors)))


def _size(count: int | None) -> str:
    return tr("unknown") if count is None else QLocale().formattedDataSize(count)


def _health(one: LanguageHealth) -> str:
    words = {True: tr("there"), False: tr("missing"), None: tr("unknown")}
    return tr("font {font}, voice {voice}", font=words[one.font], voice=words[one.voice])
