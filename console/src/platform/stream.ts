/** One server-sent event's data lines, joined; comments and other fields are of no use here. */
export function* eventsIn(block: string): Generator<string> {
  const data = block
    .split("\n")
    .filter((line) => line.startsWith("data:"))
    .map((line) => line.slice(5).replace(/^ /, ""));
  if (data.length > 0) yield data.join("\n");
}

/**
 * Reads a server-sent event stream. The browser's EventSource cannot send a bearer token, so this is a fetch whose
 * body is split at blank lines, wherever the network happened to cut it.
 */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      rest = (rest + decoder.decode(value, { stream: true })).replace(/\r\n/g, "\n");
      const blocks = rest.split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) yield* eventsIn(block);
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** How long to wait before try n (from 0), in ms: doubling to 15 s, spread so that tabs do not return together. */
export function backoff(tries: number, random = Math.random()): number {
  return Math.min(15_000, 500 * 2 ** tries) * (0.5 + random / 2);
}
