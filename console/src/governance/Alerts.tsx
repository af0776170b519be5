import type { Alert } from "../platform/contracts";
import { ago, instant } from "../platform/format";
import { useData } from "../platform/useData";
import { Outcome } from "../ui/badges";
import { Listing } from "../ui/Listing";
import { Shown, State } from "../ui/states";

export function Alerts() {
  const alerts = useData<Alert[]>("catalog", "/api/v1/alerts", 5000);
  const none = (
    <State icon="check" title="No alert declared">
      <p>
        Declare one as <code>kind: Alert</code>: a table past its freshness, or a failed run.
      </p>
    </State>
  );
  return (
    <Shown data={alerts} isEmpty={(all) => all.length === 0} empty={none}>
      {(all) => (
        <Listing
          items={[...all].sort((a, b) => Number(b.state === "firing") - Number(a.state === "firing"))}
          keyOf={(alert) => alert.name}
          columns={[
            { title: "State", show: (alert) => <Outcome ok={alert.state === "ok"} good="ok" bad="firing" /> },
            { title: "Alert", show: (alert) => <strong>{alert.name}</strong> },
            {
              title: "Since",
              show: (alert) => (
                <span title={instant(alert.since)}>{alert.since === null ? "–" : ago(alert.since)}</span>
              ),
            },
            {
              title: "Detail",
              wide: true,
              wrap: true,
              show: (alert) => <span className="soft">{alert.detail}</span>,
            },
          ]}
        />
      )}
    </Shown>
  );
}
