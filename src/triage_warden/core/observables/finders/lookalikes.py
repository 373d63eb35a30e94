"""What has the shape of a domain and is none: files, code, fields of a schema."""

from triage_warden.core.observables.finders.vocabulary import words
from triage_warden.core.observables.psl import is_top_level

FILE_EXTENSIONS = words(
    """
    7z ace apk app appx asp aspx bak bas bat bin bmp bz2 c cab cer cfg chm class cmd conf config core cpl
    cpp crt crx cs css csv cxx dat db dbg deb der dex dll dmg dmp doc docb docm docx dot dotm dotx drv dylib
    elf eml emlx eps evtx exe fon gif go gz h hpp hta htm html icns ico img inf ini ipa iqy iso jar java
    jnlp jpeg jpg js jse json jsp jspx kext ko lib lnk log lua lzh m4a md mdb mht mhtml mkv mov mp3 mp4 msc
    msg msi msix msp mst o ocx odp ods odt one ost otf ova ovf p12 paf part pcap pcapng pdb pdf pem pfx php
    phtml pkg pl plist png pot potm potx pps ppsm ppsx ppt pptm pptx ps1 psd1 psm1 pst ps pub py pyc pyd pyw
    py3 rar rb rdp reg rpm rs rtf scf scpt scr sct settingcontent-ms sfx sh shs so sql sqlite svg swf sys
    tar tbz temp tgz tif tiff tmp toml ts ttf txt udl url vb vba vbe vbs vcf vhd vhdx vmdk vsix war wav wbk
    wim wiz wma wmv woff woff2 wps ws wsc wsf wsh xar xht xhtml xla xlam xls xlsb xlsm xlsx xlt xltm xml xps
    xsl xz yaml yar yara yml z zip zst
    """,
)
ALWAYS_FILES = frozenset({"cab", "java", "mov", "py", "sh", "zip"})
"""Extensions that are top-level domains as well, where two bare labels are far more often a file."""
_STEMS = words(
    """
    main index setup readme changelog changes license contributing install installer run test tests build
    config script lib mod module app server client util utils helper common core init start stop check
    update backup exploit poc malware sample payload dropper loader shell agent report notes summary
    security code todo authors faq
    """,
)
_CODE_HEADS = words(
    """
    this self window document os sys console math json module process request response args event obj object
    navigator location string array exports require java javax system microsoft windows android kotlin
    python node npm e i j k x y z a b c d f g h m n p q r s t u v w
    """,
)
_FIELD_HEADS = words(
    """
    host user process file agent event rule source destination client server network url dns log observer
    cloud container registry threat winlog data message email group service device decoder manager
    predecoder syscheck alert target actor orchestrator os entity tactic technique account trace transaction span role
    policy request response effective indicator package related tls
    http input ecs kubernetes organization vulnerability geo as hash dll parent session error faas package
    x509 metadata resource api app finding
    """,
)
_FIELD_TAILS = words(
    """
    id name domain ip port type email group host hosts network data network in is to my me my now link
    """,
)


def is_file(lower: str, written: str, *, certain: bool) -> bool:
    """Whether a dotted name is a file's; `certain` when it was defanged, begins with `www.` or has a path behind it."""
    stem, _, extension = lower.rpartition(".")
    if extension not in FILE_EXTENSIONS:
        return False
    if not is_top_level(extension):
        return True
    if certain:
        return False
    if extension in ALWAYS_FILES:
        return "." not in stem or "_" in stem or stem.rpartition(".")[2] in FILE_EXTENSIONS
    return "_" in stem or stem in _STEMS or written.rpartition(".")[0].isupper()


def is_code(name: str) -> bool:
    """Whether a dotted name under a real top-level domain is code or a field: `System.Net`, `self.id`, `host.name`."""
    first = name.partition(".")[0]
    last = name.rpartition(".")[2]
    if last.istitle() and last not in ("Com", "Org"):
        return True
    if first.lower() in _CODE_HEADS and (last.lower() not in ("com", "org", "net") or name[:1] != name[:1].lower()):
        return True
    *heads, tail = name.lower().split(".")
    return tail in _FIELD_TAILS and all(head in _FIELD_HEADS for head in heads)
