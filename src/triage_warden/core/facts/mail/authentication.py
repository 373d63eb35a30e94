"""What the receiving boundary's checks say about who sent it (RFC 7208, 6376, 7489, 8617)."""

from collections.abc import Iterator

from triage_warden.core.facts.mail.examined import Examined, trusted_results
from triage_warden.core.facts.mail.finding import Finding, shown
from triage_warden.core.facts.mail.model import AuthResult, SignatureOutcome
from triage_warden.core.facts.mail.naming import organisation

_RESULTS = ("header:Authentication-Results",)
_NOTHING = frozenset({"none", "neutral", "permerror", "temperror", ""})


def authentication(case: Examined) -> Iterator[Finding]:
    """Say what the boundary checked and what came of it; nothing where no boundary's results are there."""
    results = trusted_results(case.mail)
    if not results:
        yield from _unknown(case)
    elif case.proven:
        yield Finding(
            kind="mail.dmarc_pass_aligned",
            statement=f"The receiving server confirms the sender's domain {shown(case.sender)}: {case.proven}.",
            rests_on=(*_RESULTS, "header:From"),
            value={"domain": case.sender},
        )
    else:
        yield from _not_proven(case, results)
    yield from _composite(results)


def signatures(case: Examined) -> Iterator[Finding]:
    """Say what can be told of the mail's DKIM signatures without, and where keys were looked up with, DNS."""
    for each in case.mail.dkim:
        value: dict[str, str | int | float | bool] = {"domain": each.domain, "selector": each.selector}
        rests_on = ("header:DKIM-Signature", "body")
        if each.body_hash is SignatureOutcome.BROKEN:
            text = f"The body is not the one that {shown(each.domain)} signed: its DKIM body hash differs."
            yield Finding(kind="mail.dkim_body_changed", statement=text, rests_on=rests_on, value=value)
        if each.signature is SignatureOutcome.HOLDS:
            text = f"The DKIM signature of {shown(each.domain)} holds against its published key."
            yield Finding(kind="mail.dkim_verified", statement=text, rests_on=rests_on, value=value)
        elif each.signature is SignatureOutcome.BROKEN:
            text = f"The DKIM signature of {shown(each.domain)} does not hold against its published key."
            yield Finding(kind="mail.dkim_forged", statement=text, rests_on=rests_on, value=value)


def forwarding(case: Examined) -> Iterator[Finding]:
    """Say whether the boundary accepts the chain of forwarders' seals."""
    if case.mail.arc_result == "pass" and case.mail.arc_instances:
        yield Finding(
            kind="mail.arc_pass",
            statement=f"The receiving server accepts the ARC chain of {case.mail.arc_instances} forwarder(s).",
            rests_on=(*_RESULTS, "header:ARC-Seal"),
            value={"instances": case.mail.arc_instances},
        )


def _unknown(case: Examined) -> Iterator[Finding]:
    if case.mail.authentication:
        text = "The mail carries Authentication-Results that nothing ties to the receiving server: they do not count."
        yield Finding(kind="mail.authentication_untrusted", statement=text, rests_on=_RESULTS)
    else:
        text = "The mail carries no authentication results, so nothing is known of whether its sender is genuine."
        yield Finding(kind="mail.authentication_absent", statement=text, rests_on=("headers",))


def _not_proven(case: Examined, results: dict[str, list[AuthResult]]) -> Iterator[Finding]:
    domain = shown(case.sender_host) or "none"
    indirect = case.is_list or case.mail.arc_result == "pass"
    if _has(results, "dmarc", "fail"):
        kind = "mail.dmarc_fail_indirect" if indirect else "mail.dmarc_fail"
        text = f"DMARC fails for the sender's domain {domain}" + (
            ", as it often does through a list." if indirect else "."
        )
        yield Finding(
            kind=kind, statement=text, rests_on=(*_RESULTS, "header:From"), value={"domain": case.sender_host}
        )
    yield from _spf(case, results)
    if _has(results, "dkim", "fail") and not indirect:
        text = "The receiving server finds no DKIM signature that holds, and at least one that does not."
        yield Finding(kind="mail.dkim_fail", statement=text, rests_on=_RESULTS)
    yield from _by_another(case, results) if _passes(results) else _by_nobody(case, results)


def _spf(case: Examined, results: dict[str, list[AuthResult]]) -> Iterator[Finding]:
    for outcome in ("fail", "softfail"):
        each = next((one for one in results.get("spf", ()) if one.result == outcome), None)
        if each is not None:
            envelope = shown(each.properties.get("smtp.mailfrom", "the envelope sender"))
            address = case.mail.sender_ip or "the sending address"
            text = f"SPF says {outcome}: {envelope} does not allow {address} to send its mail."
            yield Finding(
                kind=f"mail.spf_{outcome}", statement=text, rests_on=_RESULTS, value={"ip": case.mail.sender_ip}
            )


def _by_nobody(case: Examined, results: dict[str, list[AuthResult]]) -> Iterator[Finding]:
    if all(each.result in _NOTHING for method in ("spf", "dkim", "dmarc") for each in results.get(method, ())):
        whom = shown(case.sender_host) or "the sender"
        text = f"Nothing vouches for {whom}: the receiving server finds neither SPF, DKIM nor DMARC."
        yield Finding(kind="mail.unauthenticated", statement=text, rests_on=(*_RESULTS, "header:From"))


def _by_another(case: Examined, results: dict[str, list[AuthResult]]) -> Iterator[Finding]:
    others = sorted({owner for owner in map(organisation, _passes(results)) if owner and owner != case.sender})
    if others and not case.is_list:
        names = shown(", ".join(others))
        text = (
            f"The mail is authenticated for {names}, not for the sender's domain {shown(case.sender_host) or '(none)'}."
        )
        rests_on = (*_RESULTS, "header:From")
        yield Finding(
            kind="mail.authenticated_for_another",
            statement=text,
            rests_on=rests_on,
            value={"domains": ", ".join(others)},
        )


def _composite(results: dict[str, list[AuthResult]]) -> Iterator[Finding]:
    if _has(results, "compauth", "fail"):
        text = "Microsoft's composite authentication judges the sender to be forged (compauth=fail)."
        yield Finding(kind="mail.compauth_fail", statement=text, rests_on=_RESULTS)


def _has(results: dict[str, list[AuthResult]], method: str, outcome: str) -> bool:
    return any(each.result == outcome for each in results.get(method, ()))


def _passes(results: dict[str, list[AuthResult]]) -> list[str]:
    """Return the domains for which SPF or DKIM passes."""
    names = {"spf": ("smtp.mailfrom", "smtp.helo"), "dkim": ("header.d", "header.i")}
    return [
        next((each.properties[key] for key in keys if each.properties.get(key)), "").rpartition("@")[2]
        for method, keys in names.items()
        for each in results.get(method, ())
        if each.result == "pass"
    ]
