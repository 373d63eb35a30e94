"""The observables of an EVE alert: its ends and what the protocol parsers saw."""

from collections.abc import Mapping

from triage_warden.connector_kit.fields import first_text, record, records, text, texts
from triage_warden.connector_kit.observed import Observed
from triage_warden.connectors.suricata.ends import Ends
from triage_warden.core.observables.model import ObservableType, Role


def gather(event: dict[str, object], ends: Ends, seen: Observed) -> None:
    """Take in addresses, names, links, files, mail parties and what the signature's text mentions."""
    seen.address(ends.client, ends.client_role)
    seen.address(ends.server, ends.server_role)
    _http(record(event, "http"), ends, seen)
    _names(event, ends, seen)
    for file in (*records(event, "fileinfo"), *records(event, "files")):
        _file(file, seen)
    if "smtp" in event or "email" in event:
        _mail(event, seen)
    for identifier in texts(event, "alert.metadata.cve"):
        seen.add(ObservableType.CVE, identifier.replace("_", "-"), Role.MENTIONED)
    seen.add(ObservableType.HOSTNAME, text(event, "host"), Role.REPORTER)
    seen.mentioned(text(event, "alert.signature"))


def _http(http: Mapping[str, object], ends: Ends, seen: Observed) -> None:
    host, path = text(http, "hostname"), text(http, "url")
    if host:
        seen.endpoint(host, ends.server_role, ObservableType.DOMAIN)
    if path.lower().startswith(("http://", "https://")):
        seen.add(ObservableType.URL, path, Role.ARTIFACT)
    elif host and path.startswith("/"):
        port = text(http, "http_port")
        authority = f"{host}:{port}" if port and ":" not in host and port != "80" else host
        seen.add(ObservableType.URL, f"http://{authority}{path}", Role.ARTIFACT)
    seen.add(ObservableType.USER_AGENT, text(http, "http_user_agent"), Role.ARTIFACT)
    seen.add(ObservableType.URL, text(http, "http_refer"), Role.MENTIONED)
    seen.add(ObservableType.URL, text(http, "redirect"), Role.MENTIONED)
    for forwarded in text(http, "xff").split(","):
        seen.address(forwarded, ends.client_role)


def _names(event: dict[str, object], ends: Ends, seen: Observed) -> None:
    """Take in names that were looked up or asked for; EVE's DNS records changed shape in versions 2 and 3."""
    dns = record(event, "dns")
    asked = [text(each, "rrname") for field in ("query", "queries") for each in records(dns, field)]
    for name in (*asked, text(dns, "rrname")):
        seen.add(ObservableType.DOMAIN, name.rstrip("."), Role.DESTINATION)
    for answer in (*records(dns, "answers"), *records(event, "dns.answer.answers")):
        seen.endpoint(text(answer, "rdata").rstrip("."), Role.MENTIONED, ObservableType.DOMAIN)
    seen.endpoint(first_text(event, "tls.sni", "quic.sni"), ends.server_role, ObservableType.DOMAIN)


def _file(file: Mapping[str, object], seen: Observed) -> None:
    name = text(file, "filename")
    slashed = "/" in name or "\\" in name
    seen.add(ObservableType.FILE_PATH if slashed else ObservableType.FILE_NAME, name, Role.ARTIFACT)
    for algorithm in ("sha256", "sha1", "md5"):
        seen.hash(text(file, algorithm))


def _mail(event: dict[str, object], seen: Observed) -> None:
    for sender in (text(event, "smtp.mail_from"), text(event, "email.from")):
        seen.add(ObservableType.EMAIL, _address(sender), Role.ACTOR)
    for recipient in (*texts(event, "smtp.rcpt_to"), *texts(event, "email.to")):
        seen.add(ObservableType.EMAIL, _address(recipient), Role.TARGET)
    for name in texts(event, "email.attachment"):
        seen.add(ObservableType.FILE_NAME, name, Role.ARTIFACT)
    for link in texts(event, "email.url"):
        seen.add(ObservableType.URL, link if "://" in link else f"http://{link}", Role.ARTIFACT)


def _address(written: str) -> str:
    """Return the bare address of `Name <address>`."""
    inside = written.rpartition("<")[2]
    return inside.partition(">")[0].strip()
