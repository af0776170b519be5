import type { TableDetail } from "../platform/contracts";
import { link } from "../platform/route";
import { Listing } from "../ui/Listing";
import { State } from "../ui/states";

export function Columns({ table }: { table: TableDetail }) {
  if (table.columns.length === 0) {
    return (
      <State icon="tables" title="No columns yet">
        <p>They come with the table's first commit.</p>
      </State>
    );
  }
  const lineage = (column: string) =>
    `${link("tables", table.name, "lineage")}?${new URLSearchParams({ column })}`;
  return (
    <Listing
      items={table.columns}
      keyOf={(column) => column.name}
      columns={[
        { title: "Column", show: (column) => <span className="mono">{column.name}</span> },
        { title: "Type", show: (column) => <span className="mono soft">{column.type}</span> },
        {
          title: "Tags",
          wide: true,
          show: (column) =>
            column.tags?.map((tag) => (
              <span key={tag} className="badge warn">
                {tag}
              </span>
            )),
        },
        { title: "", end: true, show: (column) => <a href={lineage(column.name)}>Where it comes from</a> },
      ]}
    />
  );
}
