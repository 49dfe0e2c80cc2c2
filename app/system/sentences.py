"""Sentences: what a person is told about each trouble, in plain English.

The window translates them (`app.ui.words`), the commands print them. Each has a sentence, what helps, and the remedy a button can offer;
a test holds that none is missing. Facts of the problem fill the `{braces}`.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from app.learning.problems import Problem, Trouble


class Remedy(StrEnum):
    """What a person can do about a problem; the window knows how."""

    TRY_AGAIN = "try-again"
    COPY_DETAILS = "copy-details"
    OPEN_FOLDER = "open-folder"
    QUIT = "quit"
    DISMISS = "dismiss"


_SAFE = "Nothing is lost."
_NOT_INSTALLED = "Nothing was installed."
SENTENCES: Mapping[Trouble, tuple[str, str, Remedy]] = {
    Trouble.DATABASE_ADDRESS_WRONG: (
        "The address of the database cannot be read.",
        "It should look like postgresql://name@server/database.",
        Remedy.QUIT,
    ),
    Trouble.DATABASE_UNREACHABLE: (
        "The database does not answer.",
        f"Check that the server is on and the network is there. {_SAFE}",
        Remedy.TRY_AGAIN,
    ),
    Trouble.DATABASE_MISSING: (
        "The server has no database of this name.",
        "Check the end of the address, or ask whoever looks after the server to make it.",
        Remedy.TRY_AGAIN,
    ),
    Trouble.DATABASE_REFUSED_PASSWORD: (
        "The database refused the name or the password.",
        "Check both with whoever looks after the server.",
        Remedy.TRY_AGAIN,
    ),
    Trouble.DATABASE_WITHOUT_RIGHTS: (
        "This database account may not do what Lettergrove needs.",
        "Ask whoever looks after the server to let it create tables.",
        Remedy.TRY_AGAIN,
    ),
    Trouble.DATABASE_NOT_SECURE: (
        "The way to this server is not protected.",
        "Ask for a server certificate, or use sslmode=verify-full.",
        Remedy.QUIT,
    ),
    Trouble.DATABASE_TOO_OLD: ("This server has PostgreSQL {major}.", "Lettergrove needs version {oldest} or later.", Remedy.QUIT),
    Trouble.BACKUP_TOOL_MISSING: (
        "A backup is due, and no pg_dump of PostgreSQL {major} or later was found on this computer.",
        f"Install PostgreSQL's client programs, then try again. {_SAFE}",
        Remedy.TRY_AGAIN,
    ),
    Trouble.SCHEMA_NEWER: ("A newer Lettergrove has used these data.", f"Update the program on this computer. {_SAFE}", Remedy.QUIT),
    Trouble.CLUSTER_NEWER: ("A newer Lettergrove made this data folder.", f"Update the program on this computer. {_SAFE}", Remedy.QUIT),
    Trouble.CLUSTER_OLDER: (
        "These data were kept by PostgreSQL {major}, which is not on this computer any more.",
        f"Install PostgreSQL {{major}}, then try again; the data are brought up to date by themselves. {_SAFE}",
        Remedy.TRY_AGAIN,
    ),
    Trouble.CLUSTER_BUSY: (
        "Lettergrove is still making its database ready in another process.",
        f"Wait a little, then try again. {_SAFE}",
        Remedy.TRY_AGAIN,
    ),
    Trouble.CLUSTER_FAILED: (
        "The database on this computer did not start.",
        f"Restarting the computer often helps. {_SAFE}",
        Remedy.TRY_AGAIN,
    ),
    Trouble.CLUSTER_IN_USE: ("Another program holds the data folder.", f"Close it, then try again. {_SAFE}", Remedy.TRY_AGAIN),
    Trouble.DISK_FULL: ("The disk is full.", f"Free some space, then try again. {_SAFE}", Remedy.TRY_AGAIN),
    Trouble.FOLDER_NOT_WRITABLE: (
        "Lettergrove may not write to its data folder.",
        "Give your account the right to write there.",
        Remedy.TRY_AGAIN,
    ),
    Trouble.NAME_EMPTY: ("A name is missing.", "Type at least one letter.", Remedy.DISMISS),
    Trouble.NAME_TOO_LONG: ("This name is too long.", "Up to {longest} letters fit.", Remedy.DISMISS),
    Trouble.NAME_NOT_TEXT: ("This name has signs that cannot be shown.", "Type it again with letters only.", Remedy.DISMISS),
    Trouble.BORN_IN_FUTURE: ("This birth month is still to come.", "Choose an earlier one.", Remedy.DISMISS),
    Trouble.PASSWORD_WRONG: ("That is not the password.", "Try it once more.", Remedy.DISMISS),
    Trouble.PASSWORD_TOO_SHORT: ("This password is too short.", "Use at least {shortest} signs; a short sentence is good.", Remedy.DISMISS),
    Trouble.LOCKED_OUT: ("Too many wrong passwords.", "Try again at {until}.", Remedy.DISMISS),
    Trouble.NOT_ALLOWED: ("Your role does not allow this.", "Ask an owner of this space.", Remedy.DISMISS),
    Trouble.LAST_OWNER: ("A space needs one owner.", "Make someone else an owner first.", Remedy.DISMISS),
    Trouble.SECRETS_USED_UP: (
        "Every picture password of this space is taken.",
        "Make a second space for the next children.",
        Remedy.DISMISS,
    ),
    Trouble.NOT_FOUND: ("This is no longer there.", "Someone may have removed it meanwhile.", Remedy.DISMISS),
    Trouble.LANGUAGE_UNKNOWN: (
        "The letters of this language are not on this computer.",
        f"Install their pack here, or choose another language. {_SAFE}",
        Remedy.DISMISS,
    ),
    Trouble.PACK_BROKEN: ("The letters of this language cannot be read.", "Install Lettergrove again.", Remedy.COPY_DETAILS),
    Trouble.PACK_REFUSED: ("This pack cannot be used.", f"{_NOT_INSTALLED} Ask whoever made it for another.", Remedy.DISMISS),
    Trouble.PACK_NOT_FETCHED: (
        "The pack could not be fetched: {reason}.",
        "Check the address and the network, then try again; what has arrived is kept.",
        Remedy.TRY_AGAIN,
    ),
    Trouble.PACK_CANCELLED: ("The pack was not fetched to its end.", "What has arrived is kept for the next time.", Remedy.DISMISS),
    Trouble.RESOURCE_BROKEN: ("A file of the program is damaged.", f"Install Lettergrove again. {_SAFE}", Remedy.COPY_DETAILS),
    Trouble.SETTINGS_BROKEN: (
        "The settings of this computer could not be read.",
        "They start anew; the old file is kept beside them.",
        Remedy.DISMISS,
    ),
    Trouble.NO_SOUND: (
        "No sound device was found.",
        "Playing goes on; what would have to be heard is shown, and does not count as known by ear.",
        Remedy.DISMISS,
    ),
    Trouble.NO_VOICE: ("There is no voice for this language.", "Playing goes on; letters are shown instead.", Remedy.DISMISS),
    Trouble.SETTING_WRONG: ("This setting cannot have that value.", "Choose one of those that are offered.", Remedy.DISMISS),
    Trouble.SPACE_FOUNDED: (
        "Someone has made a beginning here at the same time.",
        "Close Lettergrove and open it again to go on there.",
        Remedy.QUIT,
    ),
    Trouble.SPACE_HAS_CHILDREN: (
        "There are children here already.",
        "Plant the demo in an empty place, or add --among-others.",
        Remedy.DISMISS,
    ),
    Trouble.UNEXPECTED: ("Something unexpected happened.", f"It was written to the log. {_SAFE}", Remedy.COPY_DETAILS),
}


# Why a pack from outside was refused, by the `reason` of PACK_REFUSED.
PACK_REFUSALS: Mapping[str, str] = {
    "not-a-pack": "This file is no pack of letters.",
    "format-newer": "This pack is made for a newer Lettergrove.",
    "too-large": "This pack is too large: {file}.",
    "too-many-files": "This pack holds too many files.",
    "packed-too-well": "This pack would unpack to far more than it holds: {file}.",
    "size-wrong": "A file of this pack has another size than the pack says: {file}.",
    "hash-wrong": "A file of this pack was changed after the pack was made: {file}.",
    "damaged": "A file of this pack is damaged: {file}.",
    "path-unsafe": "A file of this pack would lie outside its folder: {file}.",
    "link": "This pack holds a link instead of a file: {file}.",
    "encrypted": "This pack is locked with a password.",
    "kind-unknown": "This pack holds something that is no letters, picture or sound: {file}.",
    "file-twice": "A file stands in this pack twice: {file}.",
    "file-missing": "A file is missing in this pack: {file}.",
    "file-not-named": "This pack holds a file that it does not name: {file}.",
    "nothing-in-it": "There are no letters, words or sounds in this pack.",
    "text-broken": "{file} of this pack cannot be read ({where}: {fault}).",
    "other-language": "{file} of this pack is of another language than the pack.",
    "language-there": "The letters of {file} are here already; a pack can add to them, not replace them.",
    "language-missing": "This pack adds to letters that are not here: {file}.",
    "picture-missing": "A picture is missing in this pack: {file}.",
    "picture-wrong": "A picture of this pack cannot be used: {file}.",
    "sound-missing": "A sound is missing in this pack: {file}.",
    "sound-wrong": "A sound of this pack cannot be used: {file}.",
    "no-voice": "No voice here speaks this language, and the pack has no sound for {file}.",
    "signature-wrong": "The signature of this pack does not fit it.",
    "other-signer": "This pack is not from whoever made the one that is installed. Remove that one first, if you trust this one.",
    "older": "A newer version of this pack is installed.",
}


def texts_of(problem: Problem) -> tuple[str, str, Remedy]:
    """The sentence of a problem, what helps, and the remedy, the facts not yet filled in."""
    text, help_, remedy = SENTENCES[problem.trouble]
    if problem.trouble is Trouble.PACK_REFUSED:
        text = PACK_REFUSALS.get(str(problem.facts.get("reason")), text)
    return text, help_, remedy


def filled(text: str, problem: Problem) -> str:
    """`text` with the problem's facts in its braces, times in this computer's zone; what stands behind an unknown fact is left out."""
    facts = {name: f"{fact.astimezone():%H:%M}" if isinstance(fact, datetime) else str(fact) for name, fact in problem.facts.items()}
    try:
        return text.format(**facts)
    except (KeyError, IndexError, ValueError):
        return text.partition("{")[0].rstrip()


def plain_sentence(problem: Problem) -> str:
    """The sentence and what helps, in English, for a command."""
    text, help_, _ = texts_of(problem)
    return f"{filled(text, problem)} {filled(help_, problem)}".rstrip()
