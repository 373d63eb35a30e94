"""Suricata EVE alerts of about 3 KB, all different, the same ones every time."""

import base64
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

import msgspec

_RULES: Final = 400
_CLIENTS: Final = 3_000
_SITES: Final = 6_000
_AGENTS: Final = 60
_WORDS: Final = ("update", "asset", "login", "static", "report", "image", "invoice", "feed", "session", "beacon")


def events(count: int, at: datetime, *, first: int = 0) -> Iterator[bytes]:
    """Yield alerts `first` to `first + count`, the last of them of the time `at`.

    3,000 clients of one company ask 6,000 sites; 400 rules fire. No two events have rule, client and server in
    common, so each is a finding of its own. A third is what the sensor copied of the packet.
    """
    for number in range(first, first + count):
        yield msgspec.json.encode(_event(number, at - timedelta(milliseconds=(first + count - number) * 20)))


def _event(number: int, at: datetime) -> dict[str, object]:
    dice = random.Random(number)  # noqa: S311  # the same events every time
    rule, client = dice.randrange(_RULES), number % _CLIENTS
    site = (number // _CLIENTS * 7 + dice.randrange(_SITES)) % _SITES
    host = f"{_WORDS[site % 10]}-{site:04d}.example.{('com', 'net', 'org')[site % 3]}"
    path = f"/{dice.choice(_WORDS)}/{dice.getrandbits(48):012x}?id={number}&session={dice.getrandbits(64):016x}"
    port = 49152 + dice.randrange(16000)
    request = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: {_agent(dice)}\r\nAccept: */*\r\n\r\n"
    return {
        "timestamp": at.strftime("%Y-%m-%dT%H:%M:%S.%f+0000"),
        "flow_id": 2_000_000_000_000_000 + number,
        "in_iface": "bond0",
        "event_type": "alert",
        "src_ip": f"10.{20 + client // 250}.{client % 250}.{10 + number // _CLIENTS % 200}",
        "src_port": port,
        "dest_ip": f"{(198, 203)[site & 1]}.{(51, 0)[site & 1]}.{(100, 113)[site & 1]}.{site % 250 + 1}",
        "dest_port": 80,
        "proto": "TCP",
        "pkt_src": "wire/pcap",
        "tx_id": number % 7,
        "community_id": f"1:{base64.b64encode(dice.randbytes(20)).decode()}",
        "alert": _alert(rule, number),
        "http": _http(host, path, dice),
        "files": [_file(path, dice)],
        "app_proto": "http",
        "direction": "to_server",
        "flow": {
            "pkts_toserver": dice.randrange(4, 60),
            "pkts_toclient": dice.randrange(4, 60),
            "bytes_toserver": dice.randrange(400, 9000),
            "bytes_toclient": dice.randrange(400, 90000),
            "start": at.strftime("%Y-%m-%dT%H:%M:%S.%f+0000"),
            "src_ip": f"10.{20 + client // 250}.{client % 250}.{10 + number // _CLIENTS % 200}",
        },
        "payload": base64.b64encode(request.encode() + dice.randbytes(280)).decode(),
        "payload_printable": request,
        "stream": 1,
        "packet": base64.b64encode(dice.randbytes(54)).decode(),
        "packet_info": {"linktype": 1},
        "host": f"sensor-{number % 4}",
    }


def _alert(rule: int, number: int) -> dict[str, object]:
    return {
        "action": "allowed",
        "gid": 1,
        "signature_id": 9_200_000 + rule,
        "rev": 1 + rule % 5,
        "signature": f"BENCH {_WORDS[rule % 10]} request of a kind that was seen before ({rule}.{number // 1_200_000})",
        "category": ("Potentially Bad Traffic", "A Network Trojan was detected", "Misc activity")[rule % 3],
        "severity": 1 + rule % 3,
        "metadata": {
            "affected_product": ["Windows_XP_Vista_7_8_10_Server_32_64_Bit"],
            "attack_target": ["Client_Endpoint"],
            "confidence": [("High", "Medium", "Low")[rule % 3]],
            "created_at": ["2025_11_04"],
            "deployment": ["Perimeter"],
            "mitre_tactic_id": ["TA0011"],
            "mitre_tactic_name": ["Command_And_Control"],
            "mitre_technique_id": ["T1071"],
            "mitre_technique_name": ["Application_Layer_Protocol"],
            "signature_severity": [("Critical", "Major", "Minor")[rule % 3]],
            "updated_at": ["2025_12_12"],
        },
    }


def _http(host: str, path: str, dice: random.Random) -> dict[str, object]:
    return {
        "hostname": host,
        "url": path,
        "http_user_agent": _agent(dice),
        "http_content_type": "application/octet-stream",
        "http_method": "GET",
        "protocol": "HTTP/1.1",
        "status": 200,
        "length": dice.randrange(100, 90000),
        "http_response_body": base64.b64encode(dice.randbytes(260)).decode(),
    }


def _file(path: str, dice: random.Random) -> dict[str, object]:
    return {
        "filename": path.partition("?")[0],
        "gaps": False,
        "state": "CLOSED",
        "stored": False,
        "size": dice.randrange(100, 90000),
        "sha256": f"{dice.getrandbits(256):064x}",
        "tx_id": 0,
    }


def _agent(dice: random.Random) -> str:
    agent = dice.randrange(_AGENTS)
    return f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Example/{agent}.0"
