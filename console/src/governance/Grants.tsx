import { type FormEvent, useState } from "react";
import { usePlatform } from "../platform/context";
import type { Grant } from "../platform/contracts";
import { asProblem, type ProblemError } from "../platform/problem";
import { useData } from "../platform/useData";
import { Icon } from "../ui/Icon";
import { Listing } from "../ui/Listing";
import { ProblemNotice, Shown, State } from "../ui/states";

const PRIVILEGES = [
  "SELECT",
  "MODIFY",
  "EXECUTE",
  "USE CATALOG",
  "USE NAMESPACE",
  "CREATE TABLE",
  "CREATE NAMESPACE",
  "BROWSE",
  "MANAGE",
  "ALL PRIVILEGES",
];

/** Who may do what where. Changing it needs MANAGE; the service decides, the page only asks. */
export function Grants() {
  const { api } = usePlatform();
  const grants = useData<Grant[]>("catalog", "/api/v1/grants", 15_000);
  const [problem, setProblem] = useState<ProblemError | null>(null);

  const change = async (method: "POST" | "DELETE", grant: Grant): Promise<boolean> => {
    setProblem(null);
    try {
      await api.send("catalog", "/api/v1/grants", { method, json: grant });
      grants.reload();
      return true;
    } catch (error) {
      setProblem(asProblem(error));
      return false;
    }
  };

  return (
    <>
      {problem !== null && <ProblemNotice problem={problem} />}
      <Shown
        data={grants}
        isEmpty={(all) => all.length === 0}
        empty={<State icon="lock" title="No grants to see" />}
      >
        {(all) => (
          <Listing
            items={all}
            keyOf={(grant) => Object.values(grant).join(" ")}
            columns={[
              { title: "Who", show: (grant) => <span className="mono">{grant.principal}</span> },
              { title: "May", show: (grant) => <span className="badge">{grant.privilege}</span> },
              {
                title: "On, and all below it",
                wide: true,
                show: (grant) => <span className="mono">{grant.securable}</span>,
              },
              { title: "Given by", show: (grant) => <span className="soft">{givenBy(grant)}</span> },
              {
                title: "",
                end: true,
                show: (grant) =>
                  givenBy(grant) === "hand" && (
                    <Revoke grant={grant} revoke={() => change("DELETE", grant)} />
                  ),
              },
            ]}
          />
        )}
      </Shown>
      {grants.value !== undefined && <NewGrant grant={(grant) => change("POST", grant)} />}
    </>
  );
}

/** What a policy or the configuration grants is taken back there: here it would only come again. */
function givenBy({ origin = "rest" }: Grant): string {
  return origin === "rest" ? "hand" : origin.replace("Policy/", "policy ");
}

function Revoke({ grant, revoke }: { grant: Grant; revoke: () => void }) {
  const [asked, setAsked] = useState(false);
  const what = `${grant.privilege} on ${grant.securable} from ${grant.principal}`;
  return (
    <button
      type="button"
      className="button plain danger"
      aria-label={asked ? `Really revoke ${what}` : `Revoke ${what}`}
      onClick={() => (asked ? revoke() : setAsked(true))}
      onBlur={() => setAsked(false)}
    >
      {asked ? "Really revoke?" : <Icon name="close" size={15} />}
    </button>
  );
}

function NewGrant({ grant }: { grant: (grant: Grant) => Promise<boolean> }) {
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const field = (name: string) => String(new FormData(form).get(name) ?? "").trim();
    const done = await grant({
      principal: field("principal"),
      privilege: field("privilege"),
      securable: field("securable"),
    });
    if (done) form.reset();
  };
  return (
    <form className="row bottom" aria-label="New grant" onSubmit={(event) => void submit(event)}>
      <label className="labelled">
        Who
        <input
          className="field mono"
          name="principal"
          placeholder="group:analysts"
          required
          pattern="(user|group|service):.+"
        />
      </label>
      <label className="labelled">
        May
        <select className="field" name="privilege">
          {PRIVILEGES.map((privilege) => (
            <option key={privilege}>{privilege}</option>
          ))}
        </select>
      </label>
      <label className="labelled">
        On
        <input className="field mono" name="securable" placeholder="retail.gold" required />
      </label>
      <button type="submit" className="button primary">
        Grant
      </button>
    </form>
  );
}
