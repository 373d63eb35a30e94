import pytest

from triage_warden.connectors.sentinel.accounts import account_names

GUID = "00000000-0000-4000-8000-0000000000b1"
SID = "S-1-5-21-1000000000-2000000000-3000000000-1104"


@pytest.mark.parametrize(
    ("account", "names"),
    [
        ({"UserPrincipalName": "A.User@Example.com", "Name": "a.user"}, ["a.user@example.com"]),
        ({"Name": "a.user", "UPNSuffix": "example.com"}, ["a.user@example.com"]),
        ({"Name": "A User", "AccountName": "a.user", "UPNSuffix": "example.com"}, ["a.user@example.com"]),
        ({"Name": "a.user@example.com"}, ["a.user@example.com"]),
        ({"Name": "a.user", "NTDomain": "corp.example.com"}, ["a.user@corp.example.com"]),
        ({"Name": "a.user", "NTDomain": "CORP"}, ["corp\\a.user"]),
        ({"AadUserId": GUID.upper()}, [f"aad:{GUID}"]),
        ({"Sid": SID}, [f"sid:{SID.lower()}"]),
        ({"Name": "A User", "AadUserId": GUID}, [f"aad:{GUID}"]),
        ({"UserPrincipalName": "u@example.com", "AadUserId": GUID}, ["u@example.com", f"aad:{GUID}"]),
        ({"Name": "admin"}, []),
        ({"Name": "SYSTEM", "NTDomain": "NT AUTHORITY", "Sid": "S-1-5-18"}, []),
        ({"Sid": "S-1-5-18"}, []),
        ({"Sid": "S-1-5-32-544"}, []),
        ({"AadUserId": "00000000-0000-0000-0000-000000000000"}, []),
        ({"Name": 7, "Sid": [], "AadUserId": {}}, []),
    ],
)
def test_an_account_has_the_names_that_are_its_alone(account: dict[str, object], names: list[str]) -> None:
    """So alerts meet on whichever name both know, and never on one that every machine has."""
    assert account_names(account) == names
