"""What the answers of a hub have to be. Whatever else arrives, such as the JSON of a network's sign-in page, is no answer."""

import json
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from app.learning.people import Role
from app.learning.problems import Problem, Trouble
from app.sync.protocol import Function

_Kinds = tuple[type, ...]
_NUMBER, _TEXT, _LIST, _OBJECT = (int,), (str,), (list,), (dict,)
_SHAPES: Final[Mapping[Function, Mapping[str, _Kinds]]] = {
    Function.ENROL: {"role": (Role,), "token": (UUID,), "genesis": _TEXT},
    Function.HELLO: {"head": _NUMBER},
    Function.PUSH: {
        "head": _NUMBER, "chain": _TEXT, "before": (int, type(None)), "token": (UUID,), "refused": _LIST, "conflicts": _LIST,
    },
    Function.PULL: {"rows": _OBJECT, "erased": _LIST, "cursor": _NUMBER, "more": (bool,), "head": _NUMBER, "chain": _TEXT},
    Function.DIGEST: {"head": _NUMBER},
    Function.ADMIN: {},
}  # fmt: skip


def read(function: Function, text: str, **more: _Kinds) -> dict[str, Any]:
    """The answer of a function, with all that one needs of it, and with `more` where it is asked for something of its own.

    Raises Problem HUB_ANSWER_BROKEN.
    """
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict):
        raise Problem(Trouble.HUB_ANSWER_BROKEN, host="", reason="json")
    for name, kinds in {**_SHAPES[function], **more}.items():
        if not _is(answer.get(name), kinds):
            raise Problem(Trouble.HUB_ANSWER_BROKEN, host="", reason=name)
    return answer


def _is(value: object, kinds: _Kinds) -> bool:
    """Whether a value is of one of these kinds: exactly, because true is no number. Ids and roles travel as text."""
    if kinds[0] not in (UUID, Role):
        return type(value) in kinds
    try:
        return bool(kinds[0](str(value)))
    except (ValueError, AttributeError):
        return False
