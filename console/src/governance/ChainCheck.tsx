import { useState } from "react";
import { usePlatform } from "../platform/context";
import type { Verification } from "../platform/contracts";
import { number } from "../platform/format";
import { asProblem, type ProblemError } from "../platform/problem";
import { Icon } from "../ui/Icon";
import { ProblemNotice } from "../ui/states";

/** Walks the hash chain of the audit trail on request: an event changed or taken out afterwards breaks it. */
export function ChainCheck() {
  const { api } = usePlatform();
  const [found, setFound] = useState<Verification | ProblemError | "walking" | null>(null);
  const verify = () => {
    setFound("walking");
    api
      .read<Verification>("catalog", "/api/v1/audit/verification")
      .then(setFound, (e: unknown) => setFound(asProblem(e)));
  };
  if (found instanceof Error) return <ProblemNotice problem={found} />;
  return (
    <div className="row" role="status">
      <button type="button" className="button" disabled={found === "walking"} onClick={verify}>
        <Icon name="governance" size={16} />{" "}
        {found === "walking" ? "Walking the chain …" : "Verify the trail"}
      </button>
      {found === null && <span className="faint">Each event carries the hash of the one before it.</span>}
      {found !== null && found !== "walking" && (
        <span className={`badge ${found.intact ? "good" : "bad"}`}>
          <span className="dot" />
          {found.intact
            ? `${number(found.events)} events, unbroken`
            : `broken at event ${found.firstBroken} of ${number(found.events)}`}
        </span>
      )}
    </div>
  );
}
