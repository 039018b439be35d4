"""Which kind of help somebody means who writes its name, its code or its paragraph."""

import re
from dataclasses import dataclass

from kompas.norms import Vocabulary

_SPACES = re.compile(r"\s+")
_SERVICE_ACT = re.compile(r"^(?:servicelovens?|lov om social service|sel\.?)(?=[ §0-9]|$)")
_SUBSECTION = re.compile(r" ?,? ?\b(stk|nr)\.? ?(?=[0-9])")
_PARAGRAPH = re.compile(r"[ §]{0,4}([0-9]{1,6}(?: ?[a-z](?![a-z]))?)")


@dataclass(frozen=True, slots=True)
class Named:
    """The services that are meant: one, or `several` between which the words do not choose.

    Neither where the norms know no such help.
    """

    one: str | None = None
    several: tuple[str, ...] = ()


def service_named(typed: str, words: Vocabulary) -> Named:
    """The service of a name, a code or a paragraph. A paragraph without its act is of serviceloven.

    A part of a paragraph is of the whole (`§ 107, stk. 2` of `§ 107`), but the whole is not of its
    part: who writes `§ 105` may mean what is not coded.
    """
    asked = _SPACES.sub(" ", typed.strip().casefold())
    for name, service in words.services.items():
        if asked in (name, service.text.casefold()):
            return Named(name)
    basis = basis_of(asked)
    by_basis = {
        name: [basis_of(one.casefold()) for one in service.legal_basis]
        for name, service in words.services.items()
    }
    exact = [name for name, of in by_basis.items() if basis in of]
    if not exact:
        exact = [name for name, of in by_basis.items() if any(f"{b}," in basis for b in of)]
    if len(exact) == 1:
        return Named(exact[0])
    wider = [n for n, of in by_basis.items() if any(b.startswith(f"{basis},") for b in of)]
    return Named(several=tuple(exact or wider))


def basis_of(text: str) -> str:
    """A paragraph in one form: `§104` and `SEL § 104` are `serviceloven § 104`."""
    plain = _SPACES.sub(" ", text.strip().casefold())
    plain = _SERVICE_ACT.sub("serviceloven ", plain)
    if plain[:1] in "§0123456789":
        plain = f"serviceloven {plain}"
    plain = _PARAGRAPH.sub(lambda found: f" § {found[1]}", plain, count=1)
    return _SPACES.sub(" ", _SUBSECTION.sub(r", \1. ", plain)).strip(" .")
