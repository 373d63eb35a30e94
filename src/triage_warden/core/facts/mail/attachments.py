"""What attachments are, against what they say they are."""

import re
from collections.abc import Iterator

from triage_warden.core.facts.mail.examined import Examined
from triage_warden.core.facts.mail.extensions import FORMATS, MACRO_DOCUMENTS, double_extension, extension
from triage_warden.core.facts.mail.finding import Finding, shown
from triage_warden.core.facts.mail.model import Attachment
from triage_warden.core.facts.mail.model import AttachmentTrait as Trait

_SAYS = (
    (Trait.PROGRAM, "mail.attachment_program", "is a program"),
    (Trait.SCRIPT, "mail.attachment_script", "is a script that runs when it is opened"),
    (Trait.SHORTCUT, "mail.attachment_shortcut", "is a shortcut that can run any command"),
    (Trait.HOLDS_PROGRAM, "mail.attachment_archive_program", "is an archive with a program, script or shortcut inside"),
    (Trait.DISK_IMAGE, "mail.attachment_disk_image", "is a disk image, whose contents escape the mark of the web"),
    (Trait.HOLDS_DISK_IMAGE, "mail.attachment_archive_disk_image", "is an archive with a disk image inside"),
    (Trait.HOLDS_ARCHIVE, "mail.attachment_archive_nested", "is an archive inside an archive"),
    (Trait.BOMB, "mail.attachment_bomb", "unpacks to a size that floods whatever unpacks it"),
    (Trait.MACROS_SUSPICIOUS, "mail.attachment_macros_suspicious", "has macros that start programs or fetch files"),
    (Trait.MACROS_AUTORUN, "mail.attachment_macros_autorun", "has macros that run by themselves"),
    (Trait.MACROS, "mail.attachment_macros", "has macros"),
    (
        Trait.REMOTE_TEMPLATE,
        "mail.attachment_remote_template",
        "fetches a template or object from outside when it is opened",
    ),
    (
        Trait.EQUATION_OBJECT,
        "mail.attachment_equation",
        "holds an equation-editor object, known for its exploit (CVE-2017-11882)",
    ),
    (Trait.EMBEDDED_OBJECT, "mail.attachment_embedded_object", "holds an embedded object"),
    (Trait.ONENOTE, "mail.attachment_onenote", "is a OneNote section, a wrapper for programs"),
    (
        Trait.HTML_SMUGGLING,
        "mail.attachment_html_smuggling",
        "is a page that builds a file in the browser (HTML smuggling)",
    ),
    (Trait.HTML_PASSWORD_FORM, "mail.attachment_html_password", "is a page that asks for a password"),
    (Trait.HTML_OBFUSCATED, "mail.attachment_html_obfuscated", "is a page whose script is obfuscated"),
    (Trait.HTML_REDIRECT, "mail.attachment_html_redirect", "is a page that sends the reader on at once"),
    (Trait.SVG_SCRIPT, "mail.attachment_svg_script", "is a drawing that runs a script"),
    (Trait.HTML, "mail.attachment_html", "is a web page"),
    (Trait.PDF_LAUNCH, "mail.attachment_pdf_launch", "is a PDF that starts a program"),
    (Trait.PDF_SCRIPT, "mail.attachment_pdf_script", "is a PDF with a script"),
    (Trait.PDF_EMBEDDED_FILE, "mail.attachment_pdf_file", "is a PDF with a file inside"),
    (Trait.PDF_LINK, "mail.attachment_pdf_link", "is a PDF with links"),
)
_PASSWORD_GIVEN = re.compile(
    r"(?:password|passwort|kennwort|mot de passe|contrasena|senha|palavra-passe|wachtwoord|passcode"
    r"|parola d'ordine|パスワード)"
    r"[^.\n]{0,30}?(?:[:=]|\bis\b|\bist\b|\best\b|\bes\b|lautet)\s*\S{3,}",
)


def attachments(case: Examined) -> Iterator[Finding]:
    """Say what each attachment's content shows; of one trait the first attachment speaks for all."""
    seen: set[str] = set()
    for each in case.mail.attachments:
        for kind, words in _of_one(each, case):
            if kind not in seen:
                seen.add(kind)
                yield _finding(kind, each, words)


def _of_one(each: Attachment, case: Examined) -> Iterator[tuple[str, str]]:
    yield from ((kind, words) for trait, kind, words in _SAYS if trait in each.traits)
    double = double_extension(each.name)
    if double:
        yield "mail.attachment_double_extension", f"hides its real ending behind another (.{double})"
    expected = FORMATS.get(extension(each.name))
    if expected and each.detected_type and each.detected_type not in expected:
        yield "mail.attachment_type_mismatch", f"is called .{extension(each.name)} but is {each.detected_type}"
    if extension(each.name) in MACRO_DOCUMENTS and Trait.MACROS not in each.traits:
        yield "mail.attachment_macro_name", "has an ending for documents with macros"
    if Trait.ENCRYPTED in each.traits:
        yield from _locked(case, each)
    if any(double_extension(member) for member in each.members):
        yield "mail.attachment_archive_double_extension", "holds a file that hides its real ending behind another"


def _locked(case: Examined, each: Attachment) -> Iterator[tuple[str, str]]:
    if Trait.ARCHIVE in each.traits and _PASSWORD_GIVEN.search(case.text):
        yield (
            "mail.attachment_encrypted_password_given",
            "is locked, and the mail gives the password: no scanner can look inside",
        )
    elif Trait.ARCHIVE in each.traits:
        yield "mail.attachment_encrypted_archive", "is a locked archive that no scanner can look into"
    else:
        yield "mail.attachment_encrypted_document", "is a locked document"


def _finding(kind: str, each: Attachment, words: str) -> Finding:
    name = shown(each.name, 60) or "without a name"
    return Finding(
        kind=kind,
        statement=f"The attachment {name} {words}.",
        rests_on=(f"attachment:{each.name}",),
        value={"name": each.name, "type": each.detected_type, "size": each.size, "sha256": each.sha256},
    )
