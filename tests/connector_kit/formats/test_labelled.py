from triage_warden.connector_kit.formats.labelled import read_labelled


def test_labels_on_lines_and_between_commas_are_read() -> None:
    """Rendered messages have lines, reports have commas."""
    lines = "An account was logged on.\r\n\r\nAccount Name:\t\tj.doe\r\nLogon Type:\t3\r\nSource Address: 192.0.2.1"
    assert read_labelled(lines) == {"Account Name": "j.doe", "Logon Type": "3", "Source Address": "192.0.2.1"}
    row = "Scan ID: 1,Begin: 2026-03-02 10:00:00,Started,User1: j.doe,User2: ,Computer: WS-1"
    assert read_labelled(row) == {"Scan ID": "1", "Begin": "2026-03-02 10:00:00", "User1": "j.doe", "Computer": "WS-1"}


def test_prose_with_a_colon_is_no_list_of_labels() -> None:
    """Two are no list, and a sentence is no label."""
    assert read_labelled("Error: it failed. Reason: none") == {}
    assert read_labelled("see https://example.com/a: b, and then: c, or else: d") == {}
