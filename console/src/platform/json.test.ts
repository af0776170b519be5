import { expect, it } from "vitest";
import { parseJson } from "./json";

it("keeps every digit of a long whole number, and leaves all else as it is", () => {
  const text =
    '{"snapshotId": 7354219876543210987, "n": [-9007199254740993, 12, 0.1234567890123456], "s": "id 1234567890123456789 \\" 1"}';
  expect(parseJson(text)).toEqual({
    snapshotId: "7354219876543210987",
    n: ["-9007199254740993", 12, 0.1234567890123456],
    s: 'id 1234567890123456789 " 1',
  });
});
