import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Result } from "../platform/contracts";
import { instant } from "../platform/format";
import { Icon } from "../ui/Icon";
import { Menu } from "../ui/Menu";
import { Editor, type EditorHandle } from "./Editor";
import { loadHistory, type Past, remember, saveHistory } from "./history";
import { ResultPane } from "./ResultPane";
import { SchemaPane } from "./SchemaPane";
import { useQuery } from "./useQuery";
import { useSchema } from "./useSchema";
import "../styles/sql.css";

const DRAFT = "tarn.sql-draft";

/** @param asked a statement that a link brought, in place of the draft */
export default function SqlPage({ asked }: { asked: string | null }) {
  const editor = useRef<EditorHandle>(null);
  const [start] = useState(() => asked ?? localStorage.getItem(DRAFT) ?? "");
  const [ran, setRan] = useState(start);
  const [past, setPast] = useState(loadHistory);
  const schema = useSchema();
  const completions = useMemo(() => schema.namespace, [schema.namespace]);

  const done = useCallback((sql: string, result: Result) => {
    setPast((history) => {
      const entry = { sql: sql.trim(), at: new Date().toISOString(), rows: result.rows.length };
      const next = remember(history, entry);
      saveHistory(next);
      return next;
    });
  }, []);
  const { query, run, cancel } = useQuery(done);
  const runAsked = () => {
    const sql = editor.current?.asked() ?? "";
    setRan(sql);
    void run(sql);
  };

  useEffect(() => {
    if (asked !== null) void run(asked);
  }, [asked, run]);

  return (
    <div className="sql-page">
      <h1 className="visually-hidden">SQL</h1>
      <SchemaPane schema={schema} onPick={(name) => editor.current?.insert(name)} />
      <section className="card sql-editor" aria-label="Statement">
        <div className="editor-frame">
          <Editor
            ref={editor}
            start={start}
            schema={completions}
            onChange={(text) => {
              localStorage.setItem(DRAFT, text);
              for (const table of schema.tables ?? []) if (text.includes(table)) schema.learn(table);
            }}
            onRun={runAsked}
          />
        </div>
        <footer className="row">
          {query.state === "running" ? (
            <button type="button" className="button" onClick={cancel}>
              <Icon name="stop" size={15} /> Cancel
            </button>
          ) : (
            <button type="button" className="button primary" onClick={runAsked}>
              <Icon name="play" size={15} /> Run
            </button>
          )}
          <span className="faint shortcut">
            {/Mac/.test(navigator.platform) ? "⌘" : "Ctrl"} + Enter runs the selection, or everything
          </span>
          <span className="push">
            <History past={past} onPick={(sql) => editor.current?.replace(sql)} />
          </span>
        </footer>
      </section>
      <ResultPane query={query} sql={ran} />
    </div>
  );
}

function History({ past, onPick }: { past: Past[]; onPick: (sql: string) => void }) {
  const face = (
    <>
      <Icon name="history" size={16} /> History
    </>
  );
  return (
    <Menu label="History" className="button plain" button={face} place={{ right: 0, top: "100%" }}>
      <div className="past">
        {past.length === 0 && <p className="faint pad">What you run shows here, in this browser only.</p>}
        {past.map((entry) => (
          <button key={entry.sql} type="button" onClick={() => onPick(entry.sql)}>
            <code>{entry.sql}</code>
            <span className="faint figures nowrap">
              {entry.rows} rows · {instant(entry.at).slice(0, 16)}
            </span>
          </button>
        ))}
      </div>
    </Menu>
  );
}
