"""Words: what a person reads in the window.

`tr` marks every text that a person reads, so that the interface can be translated.
"""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.learning.problems import Problem
from app.system.sentences import Remedy, filled, texts_of


def tr(text: str, **facts: object) -> str:
    """The text in the interface's language, with `{facts}` filled in."""
    translated = QCoreApplication.translate("lettergrove", text)
    return translated.format(**facts) if facts else translated


@dataclass(frozen=True, slots=True)
class Sentence:
    """What to say about a problem: one plain sentence, what helps, and the name of the button that does it."""

    text: str
    help: str
    remedy: Remedy

    @property
    def button(self) -> str:
        """The words on the button."""
        return {
            Remedy.TRY_AGAIN: tr("Try again"),
            Remedy.COPY_DETAILS: tr("Copy details"),
            Remedy.OPEN_FOLDER: tr("Open the folder"),
            Remedy.QUIT: tr("Close Lettergrove"),
            Remedy.DISMISS: tr("All right"),
        }[self.remedy]


def sentence_of(problem: Problem) -> Sentence:
    """The sentence, the help and the remedy of a problem, its facts filled in."""
    text, help_, remedy = texts_of(problem)
    return Sentence(filled(tr(text), problem), filled(tr(help_), problem), remedy)
