"""What a mail's attachments are worth."""

from typing import Final

from triage_warden.core.assessment.model import Category
from triage_warden.core.assessment.weights.model import Weight

_MALWARE: Final = {Category.MALWARE_DELIVERY: 1.0}
_PAGE: Final = {Category.PHISHING: 1.0}


def _file(log_odds: float, why: str, *techniques: str, category: dict[Category, float] | None = None) -> Weight:
    return Weight(
        log_odds=log_odds,
        why=why,
        group="attachment",
        category=category or _MALWARE,
        techniques=("T1566.001", *techniques),
    )


WEIGHTS: Final[dict[str, Weight]] = {
    "mail.attachment_program": _file(3.2, "Programs do not come by mail; every gateway refuses them.", "T1204.002"),
    "mail.attachment_script": _file(
        3.2, "Scripts that Windows runs on a double click do not come by mail.", "T1204.002", "T1059"
    ),
    "mail.attachment_shortcut": _file(
        3.4, "A shortcut is of no use on another machine, but to run a command there.", "T1204.002"
    ),
    "mail.attachment_archive_program": _file(3.0, "Programs are put into archives to get past gateways.", "T1204.002"),
    "mail.attachment_disk_image": _file(2.6, "Disk images strip the mark of the web from what they hold.", "T1553.005"),
    "mail.attachment_archive_disk_image": _file(2.8, "A disk image inside an archive hides twice.", "T1553.005"),
    "mail.attachment_archive_nested": _file(0.9, "Archives inside archives wear out scanners; backups do it, too."),
    "mail.attachment_bomb": _file(1.8, "What floods a scanner is made to blind it."),
    "mail.attachment_macros_suspicious": _file(3.0, "Macros that start programs are droppers.", "T1059.005"),
    "mail.attachment_macros_autorun": _file(
        2.2, "Macros that run by themselves want no reader's consent; some forms do.", "T1059.005"
    ),
    "mail.attachment_macros": _file(1.2, "Macros by mail are rare and mostly bad; accountants use them.", "T1059.005"),
    "mail.attachment_macro_name": _file(0.6, "An ending for macros without any is odd."),
    "mail.attachment_remote_template": _file(2.4, "What is fetched on opening was kept from the scanner.", "T1221"),
    "mail.attachment_equation": _file(
        3.4, "The equation editor left Office in 2018; what still calls it exploits it.", "T1203"
    ),
    "mail.attachment_embedded_object": _file(0.9, "Objects in documents carry files; spreadsheets in reports do, too."),
    "mail.attachment_onenote": _file(1.9, "Notebooks are shared by link; as attachments they carried malware."),
    "mail.attachment_html_smuggling": _file(
        3.3, "A page that builds a file in the browser evades every gateway.", "T1027.006"
    ),
    "mail.attachment_html_password": _file(
        3.0, "A page on the reader's own disk that asks for a password is a trap.", category=_PAGE
    ),
    "mail.attachment_html_obfuscated": _file(2.0, "Who hides a script has reason to.", "T1027"),
    "mail.attachment_html_redirect": _file(
        1.8, "A page whose only work is to lead elsewhere hides the link from filters.", category=_PAGE
    ),
    "mail.attachment_html": _file(
        0.9, "Web pages by mail are rare: some banks' secure mail, many traps.", category=_PAGE
    ),
    "mail.attachment_svg_script": _file(2.8, "A drawing has no use for a script.", "T1027", category=_PAGE),
    "mail.attachment_pdf_launch": _file(2.8, "A PDF has no business starting programs.", "T1204.002"),
    "mail.attachment_pdf_script": _file(1.0, "Forms use scripts; so do exploits."),
    "mail.attachment_pdf_file": _file(0.4, "Electronic invoices carry their data inside; droppers carry theirs."),
    "mail.attachment_pdf_link": _file(0.2, "Most PDFs link somewhere."),
    "mail.attachment_double_extension": _file(3.3, "A second ending is there to hide the first.", "T1036.007"),
    "mail.attachment_archive_double_extension": _file(3.0, "A second ending is there to hide the first.", "T1036.007"),
    "mail.attachment_type_mismatch": _file(
        1.5, "What is not what it is called was renamed to pass; programs misname files, too.", "T1036.008"
    ),
    "mail.attachment_encrypted_password_given": _file(
        2.0, "Lock and key in one mail protect from scanners only; some companies do it out of habit.", "T1027.013"
    ),
    "mail.attachment_encrypted_archive": _file(
        1.1, "No scanner can look inside; the careful lock files, too.", "T1027.013"
    ),
    "mail.attachment_encrypted_document": _file(0.5, "Payslips are locked as a rule."),
}
