import { type FormEvent, useState } from "react";
import type { AuditEvent } from "../platform/contracts";
import { ago, instant } from "../platform/format";
import { useData } from "../platform/useData";
import { Outcome, TableLink } from "../ui/badges";
import { Listing } from "../ui/Listing";
import { Shown, State } from "../ui/states";
import { ChainCheck } from "./ChainCheck";

/** Who read what, newest first, and whether the trail is whole. */
export function Audit({ about }: { about: string }) {
  const [filter, setFilter] = useState({ securable: about, principal: "" });
  const query = new URLSearchParams({ limit: "200" });
  if (filter.securable !== "") query.set("securable", filter.securable);
  if (filter.principal !== "") query.set("principal", filter.principal);
  const events = useData<AuditEvent[]>("catalog", `/api/v1/audit?${query}`, 10_000);
  const allowed = events.value !== undefined || events.problem?.status !== 403;

  return (
    <>
      {allowed && <ChainCheck />}
      {allowed && <Filter start={filter} onFilter={setFilter} />}
      <Shown
        data={events}
        isEmpty={(all) => all.length === 0}
        empty={<State icon="search" title="No such access" />}
      >
        {(all) => <Events events={all} />}
      </Shown>
    </>
  );
}

interface Wanted {
  securable: string;
  principal: string;
}

function Filter({ start, onFilter }: { start: Wanted; onFilter: (wanted: Wanted) => void }) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    onFilter({
      securable: String(form.get("securable")).trim(),
      principal: String(form.get("principal")).trim(),
    });
  };
  return (
    <form className="row bottom" aria-label="Find accesses" onSubmit={submit}>
      <label className="labelled">
        To
        <input
          className="field mono"
          name="securable"
          placeholder="any table"
          defaultValue={start.securable}
        />
      </label>
      <label className="labelled">
        By
        <input className="field mono" name="principal" placeholder="anyone" defaultValue={start.principal} />
      </label>
      <button type="submit" className="button">
        Find
      </button>
    </form>
  );
}

function Events({ events }: { events: AuditEvent[] }) {
  return (
    <Listing
      items={events}
      keyOf={(event) => event.eventId}
      columns={[
        { title: "When", show: (event) => <span title={instant(event.at)}>{ago(event.at)}</span> },
        { title: "Who", show: (event) => <span className="mono">{event.principal}</span> },
        { title: "Did", show: (event) => event.action },
        {
          title: "To",
          show: (event) =>
            event.securables.map((name) => (
              <div key={name}>{name.split(".").length === 3 ? <TableLink name={name} /> : name}</div>
            )),
        },
        {
          title: "Outcome",
          show: (event) => (
            <span title={event.reason ?? undefined}>
              <Outcome ok={event.allowed} good="allowed" bad="refused" />
            </span>
          ),
        },
        { title: "Through", show: (event) => <span className="soft">{event.service}</span> },
        {
          title: "Statement",
          wide: true,
          wrap: true,
          show: (event) =>
            event.query && (
              <code className="soft clamp" title={event.query}>
                {event.query}
              </code>
            ),
        },
      ]}
    />
  );
}
