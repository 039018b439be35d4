"""Who gets a citizen's letters on a day, and how the letter names the citizen. Pure.

What each kind of representative may do stands in `norms/national/representatives.toml`.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from kompas.casework.address import Reader
from kompas.casework.decision import Citizen
from kompas.casework.taken_decision import Recipient
from kompas.norms.derivations import age_years
from kompas.norms.vocabulary import GetsLetters, RepresentativeKind
from kompas.persons.person import OnDay, Representative

Kinds = Mapping[str, RepresentativeKind]


def recipients_of(now: OnDay, kinds: Kinds, day: date) -> tuple[Recipient, ...]:
    """Who gets the letters: the citizen first, unless somebody gets them instead; each once."""
    others = [one for one in acting_for(now, kinds, day) if _gets(one, kinds)]
    instead = any(kinds[one.kind].letters is GetsLetters.INSTEAD for one in others)
    citizen = () if instead else (Recipient(name=now.name, address_lines=now.address_lines),)
    found = (
        Recipient(name=one.name, address_lines=one.address_lines, kind=one.kind) for one in others
    )
    return tuple(dict.fromkeys((*citizen, *found)))


def acting_for(now: OnDay, kinds: Kinds, day: date) -> Iterator[Representative]:
    """Who acts for the citizen, but for those whose time is over at the citizen's age."""
    for one in now.representatives:
        kind = kinds.get(one.kind)
        if kind is not None and not _too_old(now, kind, day):
            yield one


def _too_old(now: OnDay, kind: RepresentativeKind, day: date) -> bool:
    born = now.birth_date
    if kind.until_age_years is None or born is None or born > day:
        return False
    return age_years(born, day) >= kind.until_age_years


def _gets(one: Representative, kinds: Kinds) -> bool:
    return one.letters or kinds[one.kind].letters is not GetsLetters.AGREED


def citizen_of(now: OnDay, kinds: Kinds, day: date) -> Citizen:
    """The citizen as a decision of a day names them.

    A protected address stands in none whose letter somebody else gets too; the citizen's own copy
    has it (`recipients_of`).
    """
    alone = all(one.kind is None for one in recipients_of(now, kinds, day))
    acting = [f"{one.name} ({kinds[one.kind].text})" for one in acting_for(now, kinds, day)]
    return Citizen(
        name=now.name,
        address_lines=now.address_for(Reader.OWN if alone else Reader.ANOTHER),
        cpr=now.cpr,
        representative=" og ".join(acting) or None,
    )
