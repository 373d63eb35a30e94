"""How people sign in, and for how long."""

from dataclasses import dataclass, field

from triage_warden.core.identity.people.demand import Demand
from triage_warden.wiring.setting import About


@dataclass(frozen=True, kw_only=True)
class SigningInSettings:
    """How people sign in, and for how long."""

    admin_password: str | None = field(
        default=None,
        repr=False,
        metadata={
            "about": About(
                "Password of `admin`, who is added at the first start and never again; demanded in production. In "
                "development one is made and shown once, and must be changed.",
            ),
        },
    )
    session_idle_minutes: int = field(
        default=60,
        metadata={"about": About("A session that nobody uses for so many minutes ends.", least=1, most=43_200)},
    )
    session_hours: int = field(
        default=12,
        metadata={"about": About("A session ends after so many hours, however busy it is.", least=1, most=720)},
    )
    temporary_password_hours: int = field(
        default=72,
        metadata={
            "about": About(
                "A temporary password (of somebody new, or after a reset) is over after so many hours, used or not.",
                least=1,
                most=720,
            ),
        },
    )
    password_words: tuple[str, ...] = field(
        default=(),
        metadata={
            "about": About(
                "Words that somebody who attacks this organisation would try in a password: its names, products, "
                "places. A password that leans on them is refused; the product's own words and the person's names are "
                "known anyway.",
            ),
        },
    )
    require_second_factor: Demand = field(
        default=Demand.NONE,
        metadata={
            "about": About(
                "Who must have a second factor: nobody, administrators, managers and administrators, or everyone. Who "
                "has none puts one on at the next sign-in, before anything else; people of the identity provider are "
                "its affair.",
            ),
        },
    )
