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
    Trouble.DATABASE_IS_HUB: (
        "This database is a shared server that other computers send to; nobody works in it directly.",
        "Link to it instead: ask for an invitation, start Lettergrove without this address, and join in Sync, or with lettergrove link.",
        Remedy.QUIT,
    ),
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
    Trouble.HUB_ADDRESS_WRONG: (
        "The address of the shared server cannot be read.",
        "It should look like https://server or postgresql://server/database.",
        Remedy.DISMISS,
    ),
    Trouble.HUB_ADDRESS_MISSING: (
        "A code alone does not say which server it belongs to.",
        "Give the server's address too, or the whole link of the invitation.",
        Remedy.DISMISS,
    ),
    Trouble.HUB_UNREACHABLE: (
        "The shared server at {host} does not answer.",
        f"Playing goes on; what happened here is sent as soon as it answers. {_SAFE}",
        Remedy.TRY_AGAIN,
    ),
    Trouble.HUB_NOT_TRUSTED: (
        "The computer at {host} cannot prove that it is the shared server.",
        f"Nothing was sent to it. Ask whoever looks after the server for a new invitation. {_SAFE}",
        Remedy.COPY_DETAILS,
    ),
    Trouble.HUB_NOT_SECURE: (
        "The way to this shared server is not protected.",
        "Use an address that begins with https://.",
        Remedy.DISMISS,
    ),
    Trouble.HUB_WITHOUT_RIGHTS: (
        "This account may not do that on the shared server.",
        "The account that made it looks after it, and has to be allowed to make roles and schemas; computers and gateways have others.",
        Remedy.DISMISS,
    ),
    Trouble.COMPUTER_UNKNOWN: (
        "No computer has an id that begins so, or more than one has.",
        "server status lists them; type more of the id.",
        Remedy.DISMISS,
    ),
    Trouble.SPACE_UNKNOWN: (
        "There is no space of this id, or more than one of this name.",
        "server spaces lists them; use the id.",
        Remedy.DISMISS,
    ),
    Trouble.HUB_WRONG: (
        "What answers at {host} is not a shared server of Lettergrove.",
        f"Check the address; a sign-in page of the network can be in between. {_SAFE}",
        Remedy.TRY_AGAIN,
    ),
    Trouble.HUB_BUSY: ("The shared server has too much to do just now.", f"It is tried again by itself. {_SAFE}", Remedy.TRY_AGAIN),
    Trouble.HUB_FULL: (
        "The disk of the shared server is full.",
        f"Tell whoever looks after it to make room. Playing goes on, and it is tried again by itself. {_SAFE}",
        Remedy.COPY_DETAILS,
    ),
    Trouble.HUB_ANSWER_BROKEN: (
        "The answer of the shared server cannot be read.",
        f"It is asked again by itself. {_SAFE}",
        Remedy.TRY_AGAIN,
    ),
    Trouble.HUB_FAILED: (
        "The shared server could not do what it was asked for.",
        f"Tell whoever looks after it; it is tried again by itself. {_SAFE}",
        Remedy.COPY_DETAILS,
    ),
    Trouble.HUB_TOO_OLD: (
        "The shared server has an older Lettergrove, which does not understand this one.",
        f"Ask whoever looks after it to update it; playing goes on. {_SAFE}",
        Remedy.TRY_AGAIN,
    ),
    Trouble.PROGRAM_TOO_OLD: (
        "The shared server has a newer Lettergrove.",
        f"Update the program on this computer; playing goes on. {_SAFE}",
        Remedy.TRY_AGAIN,
    ),
    Trouble.LINK_ENDED: (
        "The shared server does not let this computer in any more.",
        f"Ask for a new invitation, and join with it. {_SAFE}",
        Remedy.DISMISS,
    ),
    Trouble.LINK_NOT_ALLOWED: (
        "The shared server does not let this computer do that.",
        "Ask whoever looks after the server.",
        Remedy.DISMISS,
    ),
    Trouble.CLOCK_WRONG: (
        "The clock of this computer is wrong.",
        f"Set its date and time. {_SAFE}",
        Remedy.TRY_AGAIN,
    ),
    Trouble.SYNC_ELSEWHERE: (
        "Another window on this computer is syncing just now.",
        f"Wait until it is done. {_SAFE}",
        Remedy.TRY_AGAIN,
    ),
    Trouble.ALREADY_LINKED: (
        "This computer belongs to a shared space already.",
        "To join another one, unlink it first; what is here stays here.",
        Remedy.DISMISS,
    ),
    Trouble.NOT_LINKED: ("This computer is not linked to a shared server.", "Join one with an invitation.", Remedy.DISMISS),
    Trouble.JOIN_NEEDS_ROLE: (
        "This invitation lets a computer in that has no children of its own yet.",
        f"Ask for one for a teacher or an owner. {_SAFE}",
        Remedy.DISMISS,
    ),
    Trouble.CODE_MISTYPED: ("This code has a typing mistake.", "Compare it with the invitation, sign by sign.", Remedy.DISMISS),
    Trouble.CODE_UNKNOWN: (
        "The shared server does not know this code.",
        "Check that the code and the server belong together, or ask for a new invitation.",
        Remedy.DISMISS,
    ),
    Trouble.CODE_USED: (
        "This code has been used already.",
        "Each computer needs an invitation of its own: ask for a new one.",
        Remedy.DISMISS,
    ),
    Trouble.CODE_EXPIRED: ("The time of this code is over.", "Ask for a new invitation.", Remedy.DISMISS),
    Trouble.CARRY_NO_FILE_OF_OURS: (
        "This is not a file that carries changes.",
        "Choose one that was written on another computer in Sync, or with carry out.",
        Remedy.DISMISS,
    ),
    Trouble.CARRY_PASSPHRASE_WRONG: ("This passphrase does not open the file.", "Try it once more.", Remedy.DISMISS),
    Trouble.CARRY_BROKEN: (
        "This file is damaged or not whole.",
        f"Nothing of it was taken. Copy it again, or make it again on the other computer. {_SAFE}",
        Remedy.DISMISS,
    ),
    Trouble.CARRY_OTHER_SPACE: (
        "This file is of another space: {name}.",
        "To join that space with what is here, say so: carry in --join.",
        Remedy.DISMISS,
    ),
    Trouble.FILE_NOT_WRITABLE: ("The file cannot be written.", "Check its folder, and whether you may write there.", Remedy.DISMISS),
    Trouble.FILE_NOT_READABLE: ("The file cannot be read.", "Check where it is, and whether you may read it.", Remedy.DISMISS),
    Trouble.HUB_UNKNOWN: (
        "No shared server is looked after from here yet.",
        "Make one with: lettergrove server init postgresql://name@server/database. Or name it with --hub.",
        Remedy.DISMISS,
    ),
    Trouble.HUB_PLACE_TAKEN: (
        "This database already holds a Lettergrove that is worked on directly.",
        "Make an empty database for the shared server; this one can be linked to it.",
        Remedy.DISMISS,
    ),
    Trouble.NO_HUB_THERE: (
        "This database is not a shared server yet.",
        "Make it one with: lettergrove server init, and its address.",
        Remedy.DISMISS,
    ),
    Trouble.PORT_TAKEN: (
        "The gateway cannot listen on port {port} of this computer.",
        "Another program may hold it: choose another with --port.",
        Remedy.DISMISS,
    ),
    Trouble.CERTIFICATE_WRONG: (
        "The certificate cannot be used.",
        "Give a file with the whole chain and the key that belongs to it, both as PEM.",
        Remedy.DISMISS,
    ),
    Trouble.GATEWAY_MISSING: (
        "The part that serves other computers is not installed.",
        "In the source folder, type: pip install .[gateway], then try again.",
        Remedy.DISMISS,
    ),
    Trouble.LANGUAGE_UNKNOWN: ("Lettergrove does not have this language yet.", "Choose another one.", Remedy.DISMISS),
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
    Trouble.TREE_CLOSES_CIRCLE: (
        "These skills would wait for one another: {circle}.",
        "Take away one of the arrows between them.",
        Remedy.DISMISS,
    ),
    Trouble.TREE_WRONG: ("The skill tree cannot be like that: {reason}.", "Change it, then try again.", Remedy.DISMISS),
    Trouble.TREE_CHANGED: (
        "Someone else has changed this skill tree meanwhile.",
        f"Look at it as it is now, then try again. {_SAFE}",
        Remedy.TRY_AGAIN,
    ),
    Trouble.TREE_PUBLISHED: ("Children learn by this skill tree.", "Change its draft, then publish that.", Remedy.DISMISS),
    Trouble.TREE_FILE_WRONG: (
        "This file is no skill tree that can be read: {place}: {reason}.",
        f"Mend it there, or choose another file. {_SAFE}",
        Remedy.DISMISS,
    ),
    Trouble.SKILL_LOCKED: ("This skill is still locked.", "Let the child learn what comes before it, or skip that.", Remedy.DISMISS),
    Trouble.SKILL_IS_PLAYED: ("This skill grows by playing.", "Let the child play, or skip it.", Remedy.DISMISS),
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
    Trouble.NO_MICROPHONE: (
        "No microphone can be used.",
        "Plug one in, or let Lettergrove use it in the settings of this computer. A sound file can be imported instead.",
        Remedy.TRY_AGAIN,
    ),
    Trouble.NOTHING_HEARD: (
        "Nothing was heard.",
        "Check that the microphone is not muted and that Lettergrove may use it, come closer, and say it once more.",
        Remedy.DISMISS,
    ),
    Trouble.SOUND_FILE_WRONG: ("This is not a sound that can be read.", "Choose a wav, mp3, flac or ogg file.", Remedy.DISMISS),
    Trouble.SOUND_FILE_TOO_LONG: ("This sound is too long.", "Choose one with a single letter or word, of {longest} seconds at most.",
                                  Remedy.DISMISS),
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
    "kind-unknown": "This pack holds something that is no letters, picture, sound or tree: {file}.",
    "file-twice": "A file stands in this pack twice: {file}.",
    "file-missing": "A file is missing in this pack: {file}.",
    "file-not-named": "This pack holds a file that it does not name: {file}.",
    "nothing-in-it": "There are no letters, words, sounds or skill trees in this pack.",
    "text-broken": "{file} of this pack cannot be read ({where}: {fault}).",
    "tree-twice": "A skill tree stands in this pack twice: {file}.",
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
