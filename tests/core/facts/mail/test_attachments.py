"""Facts about attachments."""

# ruff: noqa: RUF001  # look-alike letters are what this is about

import pytest

from kit.mails import a_mail, a_zip, facts_of, found, kinds

PDF = b"%PDF-1.4"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.exe", b"MZ", "mail.attachment_program"),
        ("a.js", b"x", "mail.attachment_script"),
        ("a.lnk", b"L\x00\x00\x00\x01\x14\x02\x00", "mail.attachment_shortcut"),
        ("a.zip", a_zip(("x.vbs", b"")), "mail.attachment_archive_program"),
        ("a.iso", b"x", "mail.attachment_disk_image"),
        ("a.zip", a_zip(("x.img", b"")), "mail.attachment_archive_disk_image"),
        ("a.zip", a_zip(("x.rar", b"")), "mail.attachment_archive_nested"),
        ("a.zip", a_zip(("x.pdf.exe", b"")), "mail.attachment_archive_double_extension"),
        ("a.pdf.exe", b"MZ", "mail.attachment_double_extension"),
        ("a.pdf", b"MZ", "mail.attachment_type_mismatch"),
        ("a.xlsm", a_zip(("[Content_Types].xml", b"")), "mail.attachment_macro_name"),
        ("a.zip", a_zip(("x", b""), encrypted=True), "mail.attachment_encrypted_archive"),
        ("a.html", b"<input type=password>", "mail.attachment_html_password"),
        ("a.html", b"<script>new Blob([atob(x)]);URL.createObjectURL(b)</script>", "mail.attachment_html_smuggling"),
        ("a.html", b"<p>x</p>", "mail.attachment_html"),
        ("a.svg", b"<svg onload=x()>", "mail.attachment_svg_script"),
        ("a.pdf", PDF + b" /Launch", "mail.attachment_pdf_launch"),
        ("a.rtf", b"{\\rtf1 equation.3}", "mail.attachment_equation"),
    ],
)
def test_what_an_attachment_shows_is_said(name: str, content: bytes, kind: str) -> None:
    """With the name, the format and the hash for machines."""
    finding = found(a_mail("x", attachments=((name, "application/octet-stream", content),)))[kind]
    assert finding.value["name"] == name
    assert finding.rests_on == (f"attachment:{name}",)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("photo.jpg", b"\xff\xd8\xff"),
        ("fix.patch", b"--- a"),
        ("v1.2.tar.gz", b"\x1f\x8b"),
        ("a.txt", b"hello"),
        ("my.report.pdf", PDF),
    ],
)
def test_ordinary_attachments_say_nothing(name: str, content: bytes) -> None:
    """Documents, pictures, patches."""
    assert not {
        kind
        for kind in kinds(a_mail("x", attachments=((name, "application/octet-stream", content),)))
        if "attachment" in kind
    }


@pytest.mark.parametrize(
    "text",
    ["Password: 4711", "Das Passwort lautet 4711", "Le mot de passe est 4711", "Senha: 4711", "パスワード：4711"],
)
def test_lock_and_key_in_one_mail_are_said(text: str) -> None:
    """In whatever language the key is given."""
    mail = a_mail(text, attachments=(("a.zip", "application/zip", a_zip(("x", b""), encrypted=True)),))
    assert "mail.attachment_encrypted_password_given" in kinds(mail)


def test_a_name_full_of_markup_cannot_speak() -> None:
    """Names are quoted short and without markup."""
    mail = a_mail("x", attachments=(("<b>" + "a" * 300 + ".exe", "application/octet-stream", b"MZ"),))
    statements = [fact.statement for fact in facts_of(mail)]
    assert all("<" not in statement and len(statement) < 400 for statement in statements)
