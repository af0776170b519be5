// Takes a picture of every page at two sizes in both colour schemes: node dev/look.mjs URL FOLDER [PAGE…]
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

const [url = "http://127.0.0.1:5173", folder = "target/look", ...only] = process.argv.slice(2);
const PAGES = {
  dashboard: "#/",
  sql: "#/sql?q=SELECT%20*%20FROM%20retail.silver.orders",
  refused: "#/sql?q=SELECT%20*%20FROM%20retail.bronze.orders",
  tables: "#/tables",
  table: "#/tables/retail.silver.orders",
  sample: "#/tables/retail.silver.orders/sample",
  lineage: "#/tables/retail.silver.orders/lineage",
  columns: "#/tables/retail.silver.orders/lineage?column=sales",
  runs: "#/tables/retail.silver.orders/runs",
  commits: "#/tables/retail.silver.orders/commits",
  grants: "#/governance",
  audit: "#/governance/audit",
  alerts: "#/governance/alerts",
  models: "#/models",
  model: "#/models/retail.gold.weekly_sales",
};
const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

mkdirSync(folder, { recursive: true });
const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args });
for (const [size, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    const page = await (await browser.newContext({ viewport, colorScheme })).newPage();
    page.on(
      "console",
      (message) => message.type() === "error" && console.log(size, colorScheme, message.text()),
    );
    page.on("pageerror", (error) => console.log(size, colorScheme, error.message));
    await page.goto(url);
    for (const [name, hash] of Object.entries(PAGES)) {
      if (only.length > 0 && !only.includes(name)) continue;
      await page.goto(`${url}/${hash}`);
      await page.waitForTimeout(1800);
      await page.screenshot({
        path: `${folder}/${name}-${size}-${colorScheme}.png`,
        fullPage: name !== "sql",
      });
    }
  }
}
await browser.close();
