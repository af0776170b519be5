// The analyst's story against a running platform: npm run e2e
//   TARN_CONSOLE_URL  where gold-service serves the console, e.g. http://127.0.0.1:8083
//   TARN_USER, TARN_PASSWORD  who signs in (analyst, analyst)
//   TARN_EXPECTED_SALES  what the tile "Sales" must show in the end, where the caller knows
//   CHROMIUM  the browser, where it is in no usual place
import assert from "node:assert/strict";
import { existsSync, mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

const url = process.env.TARN_CONSOLE_URL;
const user = process.env.TARN_USER ?? "analyst";
const password = process.env.TARN_PASSWORD ?? user;
const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = process.env.CHROMIUM ?? places.find((path) => existsSync(path));

if (executablePath === undefined) {
  console.log("skipped: no Chromium here. Install it (apt-get install chromium) or name it in CHROMIUM.");
  process.exit(0);
}
if (url === undefined) {
  console.error("TARN_CONSOLE_URL must say where the console is served, e.g. http://127.0.0.1:8083");
  process.exit(2);
}

const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
const browser = await chromium.launch({ executablePath, args });
const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
page.setDefaultTimeout(20_000);
/** @type {string[]} */
const pageErrors = [];
page.on("pageerror", (error) => pageErrors.push(error.message));

/** @param {string} name @param {() => Promise<void>} act */
async function step(name, act) {
  try {
    await act();
    console.log(`ok: ${name}`);
  } catch (error) {
    mkdirSync("target/e2e", { recursive: true });
    await page.screenshot({ path: "target/e2e/failed.png" });
    console.error(`FAILED: ${name} (picture in target/e2e/failed.png)\n`, error);
    await browser.close();
    process.exit(1);
  }
}

/** @param {string} sql */
async function ask(sql) {
  const answered = page.waitForResponse((response) => new URL(response.url()).pathname === "/sql");
  await page.goto(`${url}/#/sql?${new URLSearchParams({ q: sql })}`);
  await answered;
}

/** @param {string} text */
const numberIn = (text) => Number(text.replace(/[^\d.-]/g, ""));
const tile = (/** @type {string} */ title) => page.getByRole("region", { name: title, exact: true });

await step("signs in through Keycloak", async () => {
  await page.goto(`${url}/`);
  await page.locator("#username").fill(user);
  await page.locator("#password").fill(password);
  await page.locator("#kc-login").click();
  await page.getByRole("navigation", { name: "Main" }).waitFor();
  assert.equal(new URL(page.url()).search, "", "the login's code must not stay in the address");
});

await step("sees the retail dashboard's numbers, live", async () => {
  await page.getByRole("heading", { name: "Retail", level: 1 }).waitFor();
  const figure = tile("Sales").locator(".figure");
  await figure.waitFor();
  assert.ok(numberIn((await figure.textContent()) ?? "") > 0, "sales must be a number above zero");
  await page.locator(".live").getByText("Live", { exact: true }).waitFor();
  if (process.env.TARN_EXPECTED_SALES !== undefined) {
    const expected = Number(process.env.TARN_EXPECTED_SALES);
    await page.waitForFunction(
      (value) =>
        Math.abs(Number(document.querySelector(".figure")?.textContent?.replace(/,/g, "")) - value) < 0.011,
      expected,
    );
  }
});

await step("sees charts drawn", async () => {
  await page.locator(".tile .chart canvas").first().waitFor();
  assert.equal(await page.getByRole("alert").count(), 0, "no tile may show a problem");
});

await step("reads customers' names masked only", async () => {
  await ask("SELECT DISTINCT customer_name FROM retail.silver.orders LIMIT 50");
  const cells = page.locator(".result tbody td:not(.row-number)");
  await cells.first().waitFor();
  const names = await cells.allInnerTexts();
  assert.ok(names.length > 5, "there must be names to look at");
  for (const name of names) assert.match(name, /^.?\*\*\*$/, `${name} must be masked`);
});

await step("is refused bronze, and told why", async () => {
  await ask("SELECT payload FROM retail.bronze.orders LIMIT 1");
  const refusal = page.getByRole("alert");
  await refusal.waitFor();
  assert.match((await refusal.textContent()) ?? "", /bronze/);
  assert.equal(await page.locator(".result tbody tr").count(), 0, "no row may show");
});

await step("follows sales back to where it came from", async () => {
  await page.goto(`${url}/#/tables/retail.gold.daily_sales/lineage?column=sales`);
  await page.locator(".lineage .edge.chosen").first().waitFor({ state: "attached" });
  await page.getByRole("link", { name: "retail.silver.orders", exact: true }).waitFor();
});

await step("logs out", async () => {
  await page.getByRole("button", { name: /^Signed in as/ }).click();
  await page.getByRole("button", { name: "Log out" }).click();
  await page.locator("#username").waitFor(); // back at Keycloak, whose session is over too
});

await step("saw no script fail", async () => assert.deepEqual(pageErrors, []));
await browser.close();
console.log("story: passed");
