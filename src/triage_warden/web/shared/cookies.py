"""Our cookies: their names and what browsers may do with them."""

from dataclasses import dataclass
from datetime import timedelta

from litestar.datastructures import Cookie

_HOST = "__Host-"
"""Browsers take a cookie of such a name only over a safe connection, for this very host and from no other one."""


@dataclass(frozen=True, slots=True)
class Cookies:
    """Names and makes cookies. Not `safe` is for plain HTTP on one's own machine, where browsers take no `__Host-`."""

    safe: bool

    @property
    def session(self) -> str:
        """Return the name of the one that says who is signed in."""
        return self._named("tw_session")

    @property
    def visitor(self) -> str:
        """Return the name of the one that ties the forms of somebody who is not signed in to their browser."""
        return self._named("tw_visitor")

    @property
    def browser(self) -> str:
        """Return the name of the one by which a browser is known that somebody signed in from before."""
        return self._named("tw_browser")

    @property
    def provider(self) -> str:
        """Return the name of the one that remembers a sign-in at the identity provider until it comes back."""
        return self._named("tw_provider")

    def set(self, name: str, value: str, *, lasts: timedelta | None = None) -> Cookie:
        """Return a cookie that no script reads and no other site's form brings along."""
        return Cookie(
            key=name,
            value=value,
            path="/",
            httponly=True,
            secure=self.safe,
            samesite="lax",
            max_age=None if lasts is None else int(lasts.total_seconds()),
        )

    def forget(self, name: str) -> Cookie:
        """Return what makes the browser forget one."""
        return self.set(name, "", lasts=timedelta(0))

    def _named(self, name: str) -> str:
        return f"{_HOST}{name}" if self.safe else name
