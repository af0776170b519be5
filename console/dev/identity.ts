import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * An OpenID provider that lets anyone in at once, as the user in MOCK_USER (analyst, or officer who may see more). With
 * MOCK_ISSUER the login is a real Keycloak's instead.
 */
export const USER = process.env.MOCK_USER ?? "analyst";
const codes = new Map<string, string>();

export function identity(request: IncomingMessage, response: ServerResponse): boolean {
  const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
  const issuer = `${url.origin}/mock-idp`;
  if (!url.pathname.startsWith("/mock-idp/")) return false;
  const endpoint = url.pathname.slice("/mock-idp/".length);
  if (endpoint === ".well-known/openid-configuration") {
    json(response, {
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      end_session_endpoint: `${issuer}/logout`,
    });
  } else if (endpoint === "auth") {
    const code = Math.random().toString(36);
    codes.set(code, url.searchParams.get("nonce") ?? "");
    const state = url.searchParams.get("state") ?? "";
    redirect(response, `${url.searchParams.get("redirect_uri")}?${new URLSearchParams({ code, state })}`);
  } else if (endpoint === "logout") {
    redirect(response, url.origin);
  } else {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: issuer, aud: "console", sub: USER, iat: now, exp: now + 300 };
    const who = {
      preferred_username: USER,
      name: `${USER[0]?.toUpperCase()}${USER.slice(1)} Tarn`,
      groups: [`${USER}s`],
    };
    const token = `${encode({ alg: "none" })}.${encode({ ...claims, ...who })}.x`;
    json(response, {
      access_token: token,
      id_token: token,
      refresh_token: "r",
      token_type: "Bearer",
      expires_in: 300,
    });
  }
  return true;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function redirect(response: ServerResponse, to: string): void {
  response.writeHead(302, { location: to }).end();
}

function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
}
