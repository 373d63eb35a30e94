from triage_warden.connector_kit.formats.labelled import read_bracketed, read_labelled


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


def test_the_first_label_of_a_line_may_stand_behind_what_kind_of_line_it_is() -> None:
    """As appliances write it before a list of labels; semicolons separate as well, with or without a blank."""
    expected = {"User": "j.doe", "Source IP": "192.0.2.1", "Action": "Login Fail"}
    assert read_labelled("conn log: User: j.doe, Source IP: 192.0.2.1, Action: Login Fail") == expected
    assert read_labelled("User: j.doe;Source IP: 192.0.2.1;Action: Login Fail") == expected


def test_names_and_values_in_brackets_are_read() -> None:
    """With quotes or a colon; of equal names the first counts, and two brackets are no list."""
    text = '[client 192.0.2.1] denied [id "7"] [msg "SQL injection"] [severity "CRITICAL"] [id "8"]'
    assert read_bracketed(text) == {"id": "7", "msg": "SQL injection", "severity": "CRITICAL"}
    failed = "Login failed [user: root] [Source: 192.0.2.1] [Reason: wrong password] at noon"
    assert read_bracketed(failed) == {"user": "root", "Source": "192.0.2.1", "Reason": "wrong password"}
    assert read_bracketed('[a "1"] and [b "2"]') == {}
