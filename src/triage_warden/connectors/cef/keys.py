"""CEF's full names for its keys; some devices write them instead of the short ones."""

from typing import Final

_SHORT: Final = {
    "deviceAction": "act",
    "deviceAddress": "dvc",
    "deviceHostName": "dvchost",
    "deviceEventCategory": "cat",
    "destinationAddress": "dst",
    "destinationHostName": "dhost",
    "destinationMacAddress": "dmac",
    "destinationNtDomain": "dntdom",
    "destinationPort": "dpt",
    "destinationProcessName": "dproc",
    "destinationUserName": "duser",
    "sourceAddress": "src",
    "sourceHostName": "shost",
    "sourceMacAddress": "smac",
    "sourceNtDomain": "sntdom",
    "sourcePort": "spt",
    "sourceProcessName": "sproc",
    "sourceUserName": "suser",
    "fileName": "fname",
    "requestUrl": "request",
    "requestURL": "request",
    "message": "msg",
    "deviceReceiptTime": "rt",
    "receiptTime": "rt",
    "startTime": "start",
    "endTime": "end",
    "src_ip": "src",
    "dst_ip": "dst",
    "src_mac": "smac",
    "dst_mac": "dmac",
    "usrName": "duser",
    "susr": "suser",
}


def short_keys(fields: dict[str, str]) -> dict[str, str]:
    """Return the fields under their short names; where both are there, the short one counts."""
    renamed = {_SHORT[key]: value for key, value in fields.items() if key in _SHORT}
    return renamed | {key: value for key, value in fields.items() if key not in _SHORT}
