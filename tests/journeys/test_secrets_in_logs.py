"""No secret of a person is in the log, however they sign in and whatever goes wrong."""

import base64
import re

import httpx

from kit.forms import BROWSER
from kit.process import a_data_folder, serving
from triage_warden.kernel.clock import SystemClock
from triage_warden.security.one_time_codes import STEP_SECONDS, code_at

PASSWORD = "violet anchor timpani rubble"
NEW_PASSWORD = "walrus lantern quartz mitten"
WRONG = "a password that was typed wrong"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def test_a_whole_journey_leaves_no_secret_in_the_log_and_none_on_later_pages() -> None:  # noqa: PLR0915  # one journey
    """Passwords, the second factor's secret and codes, recovery codes, session tokens, tokens of forms, an API key."""
    secrets: set[str] = {PASSWORD, NEW_PASSWORD, WRONG}
    with a_data_folder() as folder:
        environment = {"TW_ADMIN_PASSWORD": PASSWORD, "TW_LOG_LEVEL": "debug"}
        with serving(folder, environment=environment) as running, httpx.Client(base_url=running.url) as browser:
            browser.headers.update(BROWSER)

            def send(page: str, action: str, **fields: str) -> httpx.Response:
                found = TOKEN.search(browser.get(page, follow_redirects=True).text)
                assert found
                answer = browser.post(action, data={"csrf_token": found[1], **fields}, follow_redirects=False)
                secrets.update({found[1], *fields.values(), *(each.value or "" for each in browser.cookies.jar)})
                return answer

            send("/login", "/login", name=WRONG, password="x")
            send("/login", "/login", name="admin", password=WRONG)
            assert send("/login", "/login", name="admin", password=PASSWORD).status_code == 303
            begin = send("/profile", "/profile/second-factor/begin", current_password=PASSWORD)
            assert begin.status_code == 303
            page = browser.get("/profile/second-factor").text
            spelled = re.findall(r'<code class="secret">([A-Z2-7]+)</code>', page)[0]
            code = code_now(spelled)
            done = send("/profile/second-factor", "/profile/second-factor/confirm", code=code)
            secrets.update({spelled, *re.findall(r"<li><code>([a-z2-7-]+)</code>", done.text)})
            fields = {"current_password": PASSWORD, "new_password": NEW_PASSWORD, "repeated": NEW_PASSWORD}
            assert send("/profile", "/profile/password", **fields).status_code == 303
            given = send("/users", "/users", name="bea", role="analyst")
            secrets.update(re.findall(r'<code class="secret">([a-z2-7-]+)</code>', given.text))
            made = send("/api-keys", "/api-keys", name="edge", role="analyst", reach="role", expires_in_days="30")
            (key,) = re.findall(r'<code class="secret">(tw_[a-z2-7_]+)</code>', made.text)
            secrets.add(key.rpartition("_")[2])
            me = httpx.get(f"{running.url}/api/v1/auth/me", headers={"authorization": f"Bearer {key}"})
            assert (me.status_code, me.json()["name"]) == (200, "edge")
            pages = [browser.get(path).text for path in ("/profile", "/users", "/api-keys", "/audit")]
            assert send("/profile", "/logout").status_code == 303
        log = folder.with_suffix(".log").read_text(encoding="utf-8")
    hidden = {each for each in secrets if len(each) > 5} - {"analyst"}  # a name of a role, sent as a field
    assert len(hidden) > 20
    assert [each for each in hidden if each in log] == []
    shown = {each for each in hidden if any(each in page for page in pages)}
    assert all(TOKEN.search(f'name="csrf_token" value="{each}"') and len(each) == 43 for each in shown)


def code_now(spelled: str) -> str:
    """Return the code that a device with this secret shows now."""
    step = int(SystemClock().now().timestamp()) // STEP_SECONDS
    return code_at(step, base64.b32decode(spelled))
