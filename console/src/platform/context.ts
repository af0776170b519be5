import { createContext, useContext } from "react";
import type { Api } from "./api";
import type { Session } from "./session";

export interface Platform {
  api: Api;
  session: Session;
}

export const PlatformContext = createContext<Platform | null>(null);

export function usePlatform(): Platform {
  const platform = useContext(PlatformContext);
  if (platform === null) throw new Error("usePlatform outside of the signed-in console");
  return platform;
}
