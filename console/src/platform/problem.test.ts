import { describe, expect, it } from "vitest";
import { asProblem, problemOf } from "./problem";

describe("a failed answer", () => {
  it("is told in the service's own words", async () => {
    const body = {
      title: "Forbidden",
      status: 403,
      detail: "analyst may not SELECT",
      hint: "Ask for a grant",
    };
    const problem = await problemOf(new Response(JSON.stringify(body), { status: 403 }));
    expect(problem).toMatchObject(body);
  });

  it("is explained by its status where the service said nothing of use", async () => {
    const problem = await problemOf(new Response("<html>Bad gateway</html>", { status: 503 }));
    expect(problem.title).toBe("A service is not available");
    expect(problem.detail).toBe("");
  });

  it("keeps our hint where the service's is null", async () => {
    const problem = await problemOf(new Response('{"title":"No","hint":null}', { status: 403 }));
    expect(problem.title).toBe("No");
    expect(problem.hint).toMatch(/grant/);
  });

  it("is told apart from no answer at all", () => {
    expect(asProblem(new TypeError("Failed to fetch")).title).toBe("The service cannot be reached");
  });
});
