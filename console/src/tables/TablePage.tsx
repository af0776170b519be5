import { lazy, Suspense } from "react";
import type { TableDetail } from "../platform/contracts";
import { ago, duration, instant, number } from "../platform/format";
import { link } from "../platform/route";
import { useData } from "../platform/useData";
import { FreshnessBadge, LayerBadge } from "../ui/badges";
import { Icon } from "../ui/Icon";
import { Shown, Skeleton } from "../ui/states";
import { Tabs } from "../ui/Tabs";
import { Columns } from "./Columns";
import { Commits } from "./Commits";
import { Runs } from "./Runs";
import { Sample } from "./Sample";
import "../styles/tables.css";

const LineagePane = lazy(() => import("./LineagePane"));
const SECTIONS = ["columns", "sample", "lineage", "runs", "commits"];

export default function TablePage(props: {
  name: string;
  section: string | undefined;
  column: string | null;
}) {
  const { name, section = "columns", column } = props;
  const table = useData<TableDetail>("catalog", `/api/v1/tables/${encodeURIComponent(name)}`, 5000);
  const sql = `SELECT *\nFROM ${name}\nLIMIT 100`;
  return (
    <>
      <header className="page-head">
        <h1 className="mono table-name">{name}</h1>
        <LayerBadge name={name} />
        <span className="row push">
          <a className="button" href={`#/governance/audit?${new URLSearchParams({ securable: name })}`}>
            <Icon name="governance" size={16} /> Who read it
          </a>
          <a className="button" href={`#/sql?${new URLSearchParams({ q: sql })}`}>
            <Icon name="sql" size={16} /> Query
          </a>
        </span>
      </header>
      <Shown data={table}>
        {(detail) => (
          <>
            <Facts table={detail} />
            <Tabs
              current={section}
              tabs={SECTIONS.map((tab) => ({ name: tab, href: link("tables", name, tab) }))}
            />
            <Suspense fallback={<Skeleton height={320} />}>
              <Section section={section} table={detail} column={column} />
            </Suspense>
          </>
        )}
      </Shown>
    </>
  );
}

function Section(props: { section: string; table: TableDetail; column: string | null }) {
  const { table } = props;
  switch (props.section) {
    case "sample":
      return <Sample table={table.name} />;
    case "lineage":
      return <LineagePane table={table.name} columns={table.columns} column={props.column} />;
    case "runs":
      return <Runs table={table.name} />;
    case "commits":
      return <Commits table={table.name} sequence={table.sequence ?? 0} />;
    default:
      return <Columns table={table} />;
  }
}

function Facts({ table }: { table: TableDetail }) {
  const target = table.freshnessTargetSeconds;
  return (
    <dl className="facts">
      <Fact term="Rows">{number(table.rows)}</Fact>
      <Fact term={target === null ? "Freshness" : `Freshness (target ${duration(target)})`}>
        <FreshnessBadge seconds={table.freshnessSeconds} target={target} />
      </Fact>
      <Fact term="Last commit">
        <span title={instant(table.committedAt)}>{ago(table.committedAt)}</span>
      </Fact>
      <Fact term="Commits">{number(table.sequence)}</Fact>
      <Fact term="Files">{number(table.files)}</Fact>
    </dl>
  );
}

function Fact({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div className="fact">
      <dt>{term}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}
