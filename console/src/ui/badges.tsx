import { duration, freshness } from "../platform/format";
import { layerOf, nameParts } from "../platform/names";
import { link } from "../platform/route";

export function LayerBadge({ name }: { name: string }) {
  const layer = layerOf(name);
  return (
    <span className={`badge layer-${layer}`}>
      <span className="dot" />
      {nameParts(name).namespace}
    </span>
  );
}

/** A table's name as a link, with its layer as a coloured dot. */
export function TableLink({ name }: { name: string }) {
  return (
    <a className="table-link" href={link("tables", name)}>
      <span className={`dot layer-${layerOf(name)}`} /> {name}
    </a>
  );
}

/** How old the newest visible record is, green or red against the table's target. */
export function FreshnessBadge(props: { seconds: number | null; target: number | null }) {
  const state = freshness(props.seconds, props.target);
  const colour = { fresh: "good", late: "bad", unknown: "" }[state];
  const target = props.target === null ? "no target" : `target ${duration(props.target)}`;
  return (
    <span className={`badge figures ${colour}`} title={`${state === "unknown" ? "" : `${state}, `}${target}`}>
      {state !== "unknown" && <span className="dot" />}
      {duration(props.seconds)}
      <span className="visually-hidden">{`${state}, ${target}`}</span>
    </span>
  );
}

export function Outcome({ ok, good, bad }: { ok: boolean; good: string; bad: string }) {
  return (
    <span className={`badge ${ok ? "good" : "bad"}`}>
      <span className="dot" />
      {ok ? good : bad}
    </span>
  );
}
