import type { Config } from "./contracts";
import { parseJson } from "./json";
import { problemOf } from "./problem";
import type { Session } from "./session";

/** The three services the console talks to; gold-service is where it came from. */
export type Service = "gold" | "catalog" | "ml";

export interface Request {
  method?: "GET" | "POST" | "DELETE";
  json?: unknown;
  accept?: string;
  signal?: AbortSignal;
}

export class Api {
  constructor(
    private readonly config: Config,
    private readonly session: Session,
  ) {}

  /** Whether the platform has such a service: it runs without ml-service too. */
  has(service: Service): boolean {
    return service === "gold" || this.base(service) !== "";
  }

  /** Sends with the caller's token; a refused token is renewed by signing in. Throws ProblemError. */
  async send(service: Service, path: string, request: Request = {}): Promise<Response> {
    const headers: Record<string, string> = {
      authorization: `Bearer ${await this.session.token()}`,
      accept: request.accept ?? "application/json",
    };
    const init: RequestInit = { method: request.method ?? "GET", headers };
    if (request.signal !== undefined) init.signal = request.signal;
    if (request.json !== undefined) {
      headers["content-type"] = "application/json";
      init.body = JSON.stringify(request.json);
    }
    const response = await fetch(this.base(service) + path, init);
    if (response.status === 401 && this.maySignInAgain()) return this.session.signIn();
    if (!response.ok) throw await problemOf(response);
    return response;
  }

  async read<T>(service: Service, path: string, request: Request = {}): Promise<T> {
    return parseJson<T>(await (await this.send(service, path, request)).text());
  }

  /** Once a minute: a service that refuses a fresh token too must show its problem, not send us round in circles. */
  private maySignInAgain(): boolean {
    const last = Number(sessionStorage.getItem("tarn.signed-in-again") ?? 0);
    if (Date.now() - last < 60_000) return false;
    sessionStorage.setItem("tarn.signed-in-again", String(Date.now()));
    return true;
  }

  private base(service: Service): string {
    switch (service) {
      case "gold":
        return "";
      case "catalog":
        return this.config.catalogUrl.replace(/\/$/, "");
      case "ml":
        return this.config.mlUrl.replace(/\/$/, "");
    }
  }
}
