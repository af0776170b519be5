import type { ModelSummary } from "../platform/contracts";
import { ago, instant } from "../platform/format";
import { link } from "../platform/route";
import { useData } from "../platform/useData";
import { TableLink } from "../ui/badges";
import { Listing } from "../ui/Listing";
import { Shown, State } from "../ui/states";
import "../styles/tables.css";

export default function ModelsPage() {
  const models = useData<ModelSummary[]>("ml", "/api/v1/models", 10_000);
  const none = (
    <State icon="models" title="No model to see">
      <p>
        Declare one as <code>kind: Model</code>, or ask for a grant on the table it writes.
      </p>
    </State>
  );
  return (
    <>
      <header className="page-head">
        <h1>Models</h1>
      </header>
      <Shown data={models} isEmpty={(all) => all.length === 0} empty={none}>
        {(all) => (
          <Listing
            items={all}
            keyOf={(model) => model.name}
            columns={[
              {
                title: "Model",
                wide: true,
                show: (model) => (
                  <a className="table-link" href={link("models", model.name)}>
                    {model.name}
                  </a>
                ),
              },
              { title: "Version", end: true, show: (model) => model.latest?.version ?? "–" },
              {
                title: "Algorithm",
                show: (model) => model.latest?.algorithm ?? <span className="faint">not trained yet</span>,
              },
              {
                title: "Trained",
                show: (model) => (
                  <span title={instant(model.latest?.createdAt)}>{ago(model.latest?.createdAt)}</span>
                ),
              },
              { title: "Learns from", show: (model) => <TableLink name={model.from} /> },
              { title: "Writes", show: (model) => <TableLink name={model.output} /> },
            ]}
          />
        )}
      </Shown>
    </>
  );
}
