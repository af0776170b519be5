import { lazy, Suspense } from "react";
import { usePlatform } from "./platform/context";
import { useRoute } from "./platform/route";
import { UserMenu } from "./UserMenu";
import { Icon, type IconName } from "./ui/Icon";
import { Skeleton, State } from "./ui/states";

const DashboardPage = lazy(() => import("./dashboards/DashboardPage"));
const SqlPage = lazy(() => import("./sql/SqlPage"));
const TablesPage = lazy(() => import("./tables/TablesPage"));
const TablePage = lazy(() => import("./tables/TablePage"));
const GovernancePage = lazy(() => import("./governance/GovernancePage"));
const ModelsPage = lazy(() => import("./models/ModelsPage"));
const ModelPage = lazy(() => import("./models/ModelPage"));

const PLACES: { name: string; path: string; icon: IconName }[] = [
  { name: "Dashboards", path: "dashboards", icon: "dashboards" },
  { name: "SQL", path: "sql", icon: "sql" },
  { name: "Tables", path: "tables", icon: "tables" },
  { name: "Governance", path: "governance", icon: "governance" },
  { name: "Models", path: "models", icon: "models" },
];

export function Shell() {
  const { api } = usePlatform();
  const { path } = useRoute();
  const here = path[0] ?? "dashboards";
  return (
    <div className="shell">
      <button type="button" className="skip button" onClick={() => document.getElementById("main")?.focus()}>
        Skip to content
      </button>
      <header className="rail">
        <a className="brand" href="#/">
          <img src="/favicon.svg" alt="" />
          Tarn
        </a>
        <nav className="nav" aria-label="Main">
          {PLACES.filter((place) => place.path !== "models" || api.has("ml")).map((place) => (
            <a
              key={place.path}
              href={`#/${place.path}`}
              aria-current={place.path === here ? "page" : undefined}
            >
              <Icon name={place.icon} />
              {place.name}
            </a>
          ))}
        </nav>
        <UserMenu />
      </header>
      <main className="page" id="main" tabIndex={-1}>
        <Suspense fallback={<Skeleton height={420} />}>
          <Page />
        </Suspense>
      </main>
    </div>
  );
}

function Page() {
  const { path, query } = useRoute();
  const [place = "dashboards", name, section] = path;
  switch (place) {
    case "dashboards":
      return <DashboardPage name={name} />;
    case "sql":
      return <SqlPage key={query.get("q")} asked={query.get("q")} />;
    case "tables":
      if (name === undefined) return <TablesPage />;
      return <TablePage key={name} name={name} section={section} column={query.get("column")} />;
    case "governance":
      return <GovernancePage section={name} securable={query.get("securable") ?? ""} />;
    case "models":
      return name === undefined ? <ModelsPage /> : <ModelPage key={name} name={name} />;
    default:
      return (
        <State icon="empty" title="There is no such page">
          <a href="#/">Go to the dashboards</a>
        </State>
      );
  }
}
