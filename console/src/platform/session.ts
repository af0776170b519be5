import { UserManager, WebStorageStateStore } from "oidc-client-ts";
import type { Config } from "./contracts";

export interface Account {
  name: string;
  user: string;
  groups: string[];
}

/** Who is signed in, and the token that says so; renewed before it ends. */
export interface Session {
  account: Account;
  token(): Promise<string>;
  signIn(): Promise<never>;
  signOut(): Promise<void>;
}

/**
 * Signs in with PKCE, or comes back from doing so. Tokens live in sessionStorage: gone with the tab, and a reload
 * needs no second login. The page asked for travels in the request's state.
 */
export async function openSession(config: Config): Promise<Session> {
  const home = `${location.origin}/`;
  const manager = new UserManager({
    authority: config.issuer,
    client_id: config.clientId,
    redirect_uri: home,
    post_logout_redirect_uri: home,
    scope: "openid profile",
    automaticSilentRenew: true,
    userStore: new WebStorageStateStore({ store: sessionStorage }),
  });

  const signIn = async (): Promise<never> => {
    await manager.signinRedirect({ state: location.hash });
    return new Promise<never>(() => {}); // the browser is leaving
  };

  const returned = new URLSearchParams(location.search);
  if (returned.has("state") && (returned.has("code") || returned.has("error"))) {
    // A stale or foreign answer (back button, second tab) is no reason to stop: sign in afresh.
    const user = await manager.signinCallback().catch(() => undefined);
    history.replaceState(null, "", home + (typeof user?.state === "string" ? user.state : ""));
  }

  const renewed = async () => {
    const user = await manager.getUser();
    if (user !== null && !user.expired) return user;
    return user?.refresh_token === undefined ? null : manager.signinSilent().catch(() => null);
  };
  const user = (await renewed()) ?? (await signIn());
  manager.events.addUserSignedOut(() => void signIn());

  return {
    account: accountOf(user.access_token),
    token: async () => ((await renewed()) ?? (await signIn())).access_token,
    signIn,
    signOut: () => manager.signoutRedirect(),
  };
}

/** Reads the claims for display only; the services are who checks them. */
export function accountOf(accessToken: string): Account {
  const payload = accessToken.split(".")[1] ?? "";
  const bytes = Uint8Array.from(atob(payload.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const claims = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
  const user = String(claims.preferred_username ?? claims.sub ?? "unknown");
  const groups = Array.isArray(claims.groups) ? claims.groups.map((g) => String(g).replace(/^\//, "")) : [];
  return { user, name: String(claims.name ?? user), groups };
}
