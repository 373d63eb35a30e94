"""Brands that are impersonated most, and the domains that are really theirs."""

import re
from functools import cache
from typing import Final

import msgspec

from triage_warden.core.facts.mail.brand_table import TABLE
from triage_warden.core.facts.mail.folding import folded, skeleton

_SERVICE_WORDS_TEXT = """
paquete encomenda colis pacco spedizione sendung lieferung pedido commande bestellung kontakt contact contato
de del della des du la le el los den der die das dem und e y et votre vos su sua suo our your
account accounts alert alerts service services support team security billing customer care help helpdesk
delivery notification notifications notice no reply noreply online bank banking center centre department info
update updates verification message id express tracking package parcel rewards reward inc com de del della des
du la le el los den der die das dem und e y et votre vos su sua suo your our the via my by and for from new
your official mail app pay wallet storage cloud kundenservice kundendienst sicherheit konto paket team
zustellung service client clientes cliente soporte suporte servicio servizio assistenza atencion seguimiento
entrega suivi livraison compte seguridad seguranca aviso notificacion notificacao klantenservice pakket store
shop prime premium one drive plus tv music 365 invoice payment payments refund order orders survey
"""
SERVICE_WORDS: Final = frozenset(_SERVICE_WORDS_TEXT.split())
"""Words that go with a brand in the name of a service. A brand's name that is also a common word needs them."""


MIN_LABEL = 4

_SEPARATORS = re.compile(r"[._|,;:\"'()\[\]®™]+(?=\s|$|\w)")


class Brand(msgspec.Struct, frozen=True, kw_only=True):
    """A brand: how people call it, its registered domains, and whether its name is also a word or a person's name."""

    name: str
    aliases: tuple[str, ...]
    domains: frozenset[str]
    common_word: bool = False


def owner_of(domain: str) -> Brand | None:
    """Return the brand that a registered domain belongs to."""
    return next(iter(_by_domain().get(domain, ())), None)


def family(domain: str) -> frozenset[str]:
    """Return every registered domain of the brands that share this one; empty for nobody's."""
    return frozenset(each for brand in _by_domain().get(domain, ()) for each in brand.domains)


def named_in(text: str) -> Brand | None:
    """Return the brand that a display name speaks for; `Chase Miller` is a person, `Chase Support` is not."""
    plain = _SEPARATORS.sub(" ", folded(text))
    variants = (plain, plain.replace("0", "o").replace("1", "l"))
    for pattern, by_alias in (_aliases(common=False), _aliases(common=True)):
        for variant in variants:
            match = pattern.search(variant)
            if match:
                brand = by_alias[match.group(1)]
                if not brand.common_word or _only_service_words(variant.replace(match.group(1), " ")):
                    return brand
    return None


def said_in(text: str) -> list[Brand]:
    """Return the brands with a name of their own that a folded text mentions, most often first."""
    pattern, by_alias = _aliases(common=False)
    counts: dict[str, int] = {}
    for match in pattern.finditer(text):
        name = by_alias[match.group(1)].name
        counts[name] = counts.get(name, 0) + 1
    return [_by_name()[name] for name in sorted(counts, key=lambda name: (-counts[name], name))]


@cache
def labels() -> dict[str, Brand]:
    """Return the brands by the label of their domains that carries the name (`paypal`), short ones left out."""
    found: dict[str, Brand] = {}
    for brand in all_brands():
        own = {domain.partition(".")[0] for domain in brand.domains} & {
            alias.replace(" ", "").replace("-", "") for alias in brand.aliases
        }
        found.update({label: brand for label in own if len(label) >= MIN_LABEL})
    return found


@cache
def skeletons() -> dict[str, tuple[str, Brand]]:
    """Return the brand labels by what the eye makes of them."""
    return {skeleton(label): (label, brand) for label, brand in labels().items()}


@cache
def all_brands() -> tuple[Brand, ...]:
    """Return the table as brands."""
    return tuple(_brand(line) for line in TABLE.strip().splitlines() if line.strip())


def _brand(line: str) -> Brand:
    names, _, domains = line.partition(":")
    aliases = tuple(alias.strip() for alias in names.strip().rstrip("*").split(","))
    return Brand(
        name=aliases[0],
        aliases=tuple(alias.lower() for alias in aliases),
        domains=frozenset(domains.split()),
        common_word=names.strip().endswith("*"),
    )


@cache
def _by_domain() -> dict[str, tuple[Brand, ...]]:
    found: dict[str, tuple[Brand, ...]] = {}
    for brand in all_brands():
        for domain in brand.domains:
            found[domain] = (*found.get(domain, ()), brand)
    return found


@cache
def _by_name() -> dict[str, Brand]:
    return {brand.name: brand for brand in all_brands()}


@cache
def _aliases(*, common: bool) -> tuple[re.Pattern[str], dict[str, Brand]]:
    by_alias = {
        folded(alias): brand for brand in all_brands() if brand.common_word is common for alias in brand.aliases
    }
    longest_first = sorted(by_alias, key=len, reverse=True)
    return re.compile(rf"(?<![\w@.-])({'|'.join(map(re.escape, longest_first))})(?![\w@-])"), by_alias


def _only_service_words(rest: str) -> bool:
    return all(word in SERVICE_WORDS or word.isdigit() for word in re.findall(r"\w+", rest))
