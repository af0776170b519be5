export interface Tab {
  name: string;
  href: string;
}

/** Tabs are links: each has an address, the back button works. */
export function Tabs({ tabs, current }: { tabs: Tab[]; current: string }) {
  return (
    <nav className="tabs" aria-label="Sections">
      {tabs.map((tab) => (
        <a key={tab.name} href={tab.href} aria-current={tab.name === current ? "page" : undefined}>
          {tab.name}
        </a>
      ))}
    </nav>
  );
}
