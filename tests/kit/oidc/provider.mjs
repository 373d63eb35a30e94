// A real OpenID provider for tests: anybody signs in under any name; groups by name.
// Arguments: port, address of our installation, client secret.
import { Provider } from "oidc-provider";

const [port, ours, secret] = process.argv.slice(2);
const issuer = `http://localhost:${port}`;
const groups = { ana: ["soc-analysts"], lea: ["soc-analysts", "soc-leads"], guest: ["visitors"] };

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "triage-warden",
      client_secret: secret,
      redirect_uris: [`${ours}/login/oidc/callback`],
      response_types: ["code"],
      grant_types: ["authorization_code"],
      backchannel_logout_uri: `${ours}/login/oidc/backchannel-logout`,
      backchannel_logout_session_required: true,
    },
  ],
  claims: { openid: ["sub"], profile: ["name", "preferred_username"], email: ["email"], groups: ["groups"] },
  scopes: ["openid", "profile", "email", "groups"],
  features: { backchannelLogout: { enabled: true } },
  fetch: (url, { dispatcher, ...options }) => globalThis.fetch(url, options), // not by its own agent, which does not run on every node
  pkce: { required: () => true },
  cookies: { keys: ["of the tests"] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({
      sub: `subject-of-${id}`,
      name: `${id} Example`,
      preferred_username: id,
      email: `${id}@example.com`,
      groups: groups[id] ?? [],
    }),
  }),
});
provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
