import { link } from "../platform/route";
import { Tabs } from "../ui/Tabs";
import { Alerts } from "./Alerts";
import { Audit } from "./Audit";
import { Grants } from "./Grants";
import "../styles/tables.css";

const SECTIONS = ["grants", "audit", "alerts"];

export default function GovernancePage({
  section = "grants",
  securable,
}: {
  section: string | undefined;
  securable: string;
}) {
  return (
    <>
      <header className="page-head">
        <h1>Governance</h1>
      </header>
      <Tabs current={section} tabs={SECTIONS.map((tab) => ({ name: tab, href: link("governance", tab) }))} />
      {section === "grants" && <Grants />}
      {section === "audit" && <Audit key={securable} about={securable} />}
      {section === "alerts" && <Alerts />}
    </>
  );
}
