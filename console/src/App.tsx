import { useEffect, useState } from "react";
import { Api } from "./platform/api";
import { type Platform, PlatformContext } from "./platform/context";
import type { Config } from "./platform/contracts";
import { asProblem, type ProblemError, problemOf } from "./platform/problem";
import { openSession } from "./platform/session";
import { Shell } from "./Shell";
import { ProblemState } from "./ui/states";

async function connect(): Promise<Platform> {
  const response = await fetch("/config.json");
  if (!response.ok) throw await problemOf(response);
  const config = (await response.json()) as Config;
  const session = await openSession(config);
  return { session, api: new Api(config, session) };
}

// Once per page, not per mount: a login's answer can be redeemed only once.
let connecting: Promise<Platform> | null = null;

export function App() {
  const [platform, setPlatform] = useState<Platform | null>(null);
  const [problem, setProblem] = useState<ProblemError | null>(null);

  useEffect(() => {
    connecting ??= connect();
    connecting.then(setPlatform, (error: unknown) => setProblem(asProblem(error)));
  }, []);

  if (problem !== null) return <ProblemState problem={problem} retry={() => location.reload()} />;
  if (platform === null) return null; // usually on the way to Keycloak: anything shown would only flash
  return (
    <PlatformContext value={platform}>
      <Shell />
    </PlatformContext>
  );
}
