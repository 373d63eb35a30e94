"""Take the names of keys apart into words, and bring words that mean the same to one.

`srcIP`, `src_ip`, `Source-IP`, `source.ip`, `sourceip` and `SourceAddress` all are `source address`.
"""

import re
from functools import lru_cache
from typing import Final

LONGEST_KEY: Final = 96
"""Characters of a key that are read; the end of a longer one says what it holds, as in paths."""
_PARTS: Final = re.compile(
    r"[Mm][Dd]5|(?:SHA|Sha|sha)[-_]?\d{1,3}|(?:IP[vV]?[46]?|URL|ID|URI)s?(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+",
)
_SHORTEST_GLUED: Final = 5

_MEANINGS: Final = """
source: src source offender client initiator initiating originator originating orig attacker requester requestor saddr
destination: dst dest destination server target victim responder resp daddr dstn
address: ip ipaddr ipaddress addr address ipv4 ipv6 ips ipv addresses
port: port
host: host hostname computer machine workstation endpoint node fqdn vm hosts dvchost nodename computers
device: device dev dvc appliance devices
name: name names nm named
user: user username usr usrname account accountname acct principal upn users userid uname operator
user: samaccountname member
mail: email mail emailaddress emails smtp mailbox
id: id uid guid uuid identifier ids gid
rule: rule signature rulename policy sig acl rules detector usecase
alert: alert incident finding detection notable alarm offense threatevent detections alerts
threat: threat malware virus attack threats vulnerability
time: time timestamp datetime ts when at utc times eventtime
date: date day
create: created create creation creationtime
event: event evt
detect: detect detected detection seen observed found
occur: occurred occured occur occurrence raised triggered happened
generate: generated emitted logged recorded
start: start begin started began first
publish: publish published
identify: identify identified
report: report reported
submit: submit submitted
end: end stop finish ended last completed
receive: received receive receipt ingested ingest ingestion
update: updated update modified modification changed lastmodified
severity: severity sev criticality severities
level: level lvl loglevel
priority: priority pri prio urgency
risk: risk
score: score rating
title: title headline
summary: summary
description: description desc descr details detail
message: message msg logmessage
reason: reason cause
action: action act actiontaken disposition
outcome: outcome result verdict decision
status: status state
process: process proc exe image executable program binary
parent: parent pparent ppath pprocess creator
command: command cmd
line: line
file: file filename fname files attachment attachments
path: path filepath folder directory fullpath
hash: hash md5 sha1 sha256 sha512 sha224 sha384 sha digest hashes checksum filehash
url: url uri urls
link: link href links
request: request req http query
domain: domain dns sni site qname rrname
question: question
sender: sender mailfrom from
recipient: recipient recipients rcpt to rcptto receiver
subject: subject
agent: agent
technique: technique techniques subtechnique ttp
tactic: tactic tactics
mitre: mitre
category: category cat subcategory class classification
kind: type kind eventtype logtype subtype types
login: login logon signin
product: product
vendor: vendor manufacturer
operation: operation activity op
registry: registry reg
key: key
object: object obj
remote: remote peer
local: local
"""
_TOGETHER: Final = """
srcip source address
dstip destination address
sip source address
dip destination address
cip source address
srcport source port
dstport destination port
spt source port
dpt destination port
sport source port
dport destination port
suser source user name
duser destination user name
shost source host name
dhost destination host name
sproc source process name
dproc destination process
rhost source host
rip remote address
lip local address
ruser source user
dvchost device host name
devname device name
dvcname device name
hostname host name
computername host name
username user name
accountname user name
loginname user name
usrname user name
uname user name
samaccountname user name
upn user principal name
rulename rule name
filename file name
fname file name
filepath file path
fullpath file path
filehash file hash
emailaddress mail address
mailfrom mail sender
rcptto mail recipient
eventtime event time
rt device time
susr source user name
dusr destination user name
creationtime create time
datetime date time
lastmodified end update time
cmdline command line
commandline command line
exe process path
image process path
executable process path
saddr source address
daddr destination address
fqdn host name
nodename host name
eventtype event kind
logtype log kind
loglevel log level
actiontaken action taken
useragent user agent
rrname question name
qname question name
timestamp time stamp
userid user id
msgid message id
sessionid session id
sid rule sid
clientip source address
ipaddress address
ipaddr address
principal user principal
"""
_ALSO_KNOWN: Final = """
nat xlate translated observer sensor reporter collector forwarder forwarders forwarded gateway proxy relay geo geoip
country city zone interface intf mac netmask mask count total bytes size length duration version os group role session
tenant org organization organisation customer cloud region account type expire expires expiration expiry boot register
registered install installed password last next previous old new original raw full value text string data info log
display short long public private external internal primary application service protocol proto transport direction
matched match correlation search monitor analytic check taken mitigation blocked referrer referer caller actor
console permalink
html portal self doc documentation reference icon logo avatar schema certificate cert issuer serial ja3 ja3s imphash
ssdeep tlsh fingerprint company security header headers cookie forwarded body content stamp unique sam run owner asset
system instance resource confidence cvss risk signin origin network flow packet env environment location
"""


def _table() -> dict[str, tuple[str, ...]]:
    meanings: dict[str, tuple[str, ...]] = {word: (word,) for word in _ALSO_KNOWN.split()}
    for line in _MEANINGS.strip().splitlines():
        meaning, _, words = line.partition(":")
        meanings |= dict.fromkeys(words.split(), (meaning,))
    for line in _TOGETHER.strip().splitlines():
        word, *several = line.split()
        meanings[word] = tuple(several)
    return meanings


_TABLE: Final = _table()
_LONGEST_WORD: Final = max(map(len, _TABLE))
_NOUNS: Final = (
    "username",
    "hostname",
    "filename",
    "host",
    "user",
    "rule",
    "time",
    "addr",
    "port",
    "path",
    "file",
    "name",
    "url",
)


@lru_cache(maxsize=16_384)
def words_of(key: str) -> tuple[str, ...]:
    """Return the words of a key, each brought to one of its meaning; unknown words stay as they are."""
    found: list[str] = []
    for part in _PARTS.findall(key[-LONGEST_KEY:].partition("@")[0] or key[-LONGEST_KEY:]):
        found += _meaning(part.lower().replace("_", "").replace("-", ""))
    return tuple(found)


@lru_cache(maxsize=16_384)
def _meaning(word: str) -> tuple[str, ...]:
    if word in _TABLE:
        return _TABLE[word]
    if word.endswith("s") and word[:-1] in _TABLE:
        return _TABLE[word[:-1]]
    pieces = _pieces(word) if len(word) >= _SHORTEST_GLUED else ()
    return tuple(meaning for piece in pieces for meaning in _TABLE[piece]) or _prefixed(word)


def _prefixed(word: str) -> tuple[str, ...]:
    """Return a word that is a vendor's few letters before a noun (`pfhost`, `fwrule`) as the two."""
    noun = next((noun for noun in _NOUNS if word.endswith(noun) and len(noun) < len(word) <= len(noun) + 3), "")
    return (word.removesuffix(noun), *_TABLE[noun]) if noun else (word,)


def _pieces(word: str) -> tuple[str, ...]:
    """Return the fewest known words that a word is glued from; none where it is not."""
    best: list[tuple[str, ...] | None] = [(), *([None] * len(word))]
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST_WORD), end - 1):
            before, piece = best[start], word[start:end]
            if before is not None and piece in _TABLE:
                held = best[end]
                if held is None or len(held) > len(before) + 1:
                    best[end] = (*before, piece)
    return best[-1] or ()
