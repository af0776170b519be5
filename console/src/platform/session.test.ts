import { describe, expect, it } from "vitest";
import { accountOf } from "./session";

function token(claims: object): string {
  return `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.signature`;
}

describe("the account in a token", () => {
  it("has the name as written and the plain names of its groups", () => {
    const claims = { preferred_username: "analyst", name: "Zoë Ångström", groups: ["/analysts", "everyone"] };
    expect(accountOf(token(claims))).toEqual({
      user: "analyst",
      name: "Zoë Ångström",
      groups: ["analysts", "everyone"],
    });
  });

  it("makes do without groups and name", () => {
    expect(accountOf(token({ sub: "42" }))).toEqual({ user: "42", name: "42", groups: [] });
  });
});
