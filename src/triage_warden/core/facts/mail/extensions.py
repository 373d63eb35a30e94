"""What a file name's ending makes a desktop do when it is opened."""

from typing import Final

_PROGRAMS_TEXT = """
exe scr com pif cpl msi msix appx appinstaller jar apk dll sys xll dmg pkg deb rpm application gadget msp mst
"""
PROGRAMS: Final = frozenset(_PROGRAMS_TEXT.split())
_SCRIPTS_TEXT = """
js jse vbs vbe wsf wsh wsc hta bat cmd ps1 psm1 sct vb reg msc chm iqy slk library-ms search-ms
settingcontent-ms inf scf jnlp command
"""
SCRIPTS: Final = frozenset(_SCRIPTS_TEXT.split())
DISK_IMAGES: Final = frozenset({"iso", "img", "vhd", "vhdx", "udf"})
_ARCHIVES_TEXT = """
zip rar 7z gz tgz tar bz2 xz cab ace arj lzh lha z uue r00 r01 zst
"""
ARCHIVES: Final = frozenset(_ARCHIVES_TEXT.split())
_DOCUMENTS_TEXT = """
pdf doc docx docm dot dotm xls xlsx xlsm xlsb xlt xltm ppt pptx pptm rtf odt ods odp one htm html shtml svg
xhtml mht
"""
DOCUMENTS: Final = frozenset(_DOCUMENTS_TEXT.split())
MACRO_DOCUMENTS: Final = frozenset({"docm", "dotm", "xlsm", "xlsb", "xltm", "pptm", "ppam", "xlam"})
PICTURES: Final = frozenset({"png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp", "heic"})
TEXTS: Final = frozenset({"txt", "csv", "log", "md", "ics", "vcf", "eml", "msg"})

DECOYS: Final = DOCUMENTS | PICTURES | TEXTS | {"mp3", "mp4", "wav"}
"""Endings that a double extension pretends to be."""

FORMATS: Final[dict[str, frozenset[str]]] = {
    "pdf": frozenset({"pdf"}),
    "docx": frozenset({"ooxml", "ole"}),
    "xlsx": frozenset({"ooxml", "ole"}),
    "pptx": frozenset({"ooxml", "ole"}),
    "doc": frozenset({"ole", "rtf", "ooxml", "html", "xml"}),
    "xls": frozenset({"ole", "ooxml", "html", "xml"}),
    "ppt": frozenset({"ole", "ooxml"}),
    "zip": frozenset({"zip", "ooxml", "jar", "odf", "apk"}),
    "png": frozenset({"png", "jpeg", "gif", "webp", "bmp"}),
    "jpg": frozenset({"png", "jpeg", "gif", "webp", "bmp"}),
    "jpeg": frozenset({"png", "jpeg", "gif", "webp", "bmp"}),
    "gif": frozenset({"png", "jpeg", "gif", "webp", "bmp"}),
}
"""Formats that a file of that ending may have; pictures are often saved under each other's names."""


_NAME_AND_TWO_ENDINGS: Final = 3


def extension(name: str) -> str:
    """Return the ending in lower case without the dot; trailing dots and spaces, which Windows drops, do not count."""
    cleaned = name.strip().rstrip(". ")
    return cleaned.rpartition(".")[2].strip().lower() if "." in cleaned else ""


def double_extension(name: str) -> str:
    """Return `pdf.exe` of `invoice.pdf.exe`, or an empty string."""
    parts = [part.strip().lower() for part in name.strip().rstrip(". ").split(".")]
    if len(parts) < _NAME_AND_TWO_ENDINGS or parts[-1] not in PROGRAMS | SCRIPTS | {
        "lnk",
        "url",
        "html",
        "htm",
        "shtml",
    }:
        return ""
    return f"{parts[-2]}.{parts[-1]}" if parts[-2] in DECOYS else ""
