import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from "react";

/** A button that opens a panel; Escape, a click elsewhere or a choice closes it. */
export function Menu(props: {
  label: string;
  className: string;
  button: ReactNode;
  place: CSSProperties;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!open) return;
    const close = (event: Event) => {
      if (
        event instanceof KeyboardEvent
          ? event.key === "Escape"
          : !root.current?.contains(event.target as Node)
      ) {
        setOpen(false);
      }
    };
    addEventListener("pointerdown", close);
    addEventListener("keydown", close);
    return () => {
      removeEventListener("pointerdown", close);
      removeEventListener("keydown", close);
    };
  }, [open]);

  return (
    <div className="menu" ref={root}>
      <button
        type="button"
        className={props.className}
        aria-label={props.label}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {props.button}
      </button>
      {open && (
        <div className="menu-panel" style={props.place}>
          {props.children}
        </div>
      )}
    </div>
  );
}
