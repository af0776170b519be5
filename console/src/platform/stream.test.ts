import { describe, expect, it } from "vitest";
import { backoff, readEvents } from "./stream";

function cutInto(size: number, text: string): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  return new ReadableStream({
    start(controller) {
      for (let i = 0; i < bytes.length; i += size) controller.enqueue(bytes.slice(i, i + size));
      controller.close();
    },
  });
}

async function all(stream: ReadableStream<Uint8Array>): Promise<string[]> {
  const events: string[] = [];
  for await (const event of readEvents(stream)) events.push(event);
  return events;
}

describe("an event stream", () => {
  const text =
    ': hello\n\ndata: {"table":"a"}\nid: 1\n\ndata:é1\r\ndata: 2\r\n\r\nevent: ping\n\ndata: unfinished';

  it.each([1, 2, 3, 7, 1000])(
    "reads the same events when the network cuts it every %i bytes",
    async (size) => {
      expect(await all(cutInto(size, text))).toEqual(['{"table":"a"}', "é1\n2"]);
    },
  );
});

describe("reconnecting", () => {
  it("waits longer each time, but never longer than 15 s", () => {
    expect(backoff(0, 1)).toBe(500);
    expect(backoff(3, 1)).toBe(4000);
    expect(backoff(30, 1)).toBe(15_000);
    expect(backoff(30, 0)).toBe(7500);
  });
});
