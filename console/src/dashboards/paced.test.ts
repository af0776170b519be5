import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Paced } from "./paced";

describe("paced work", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("runs at once, then once for all that was asked meanwhile", async () => {
    const work = vi.fn(async () => {});
    const paced = new Paced(work, 1000);
    for (let i = 0; i < 50; i++) paced.request();
    expect(work).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1000);
    paced.request();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(work).toHaveBeenCalledTimes(3);
  });

  it("never runs twice at once, however slow it is", async () => {
    let running = 0;
    let most = 0;
    const paced = new Paced(async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5000));
      running--;
    }, 1000);
    for (let i = 0; i < 30; i++) {
      paced.request();
      await vi.advanceTimersByTimeAsync(400);
    }
    expect(most).toBe(1);
  });

  it("does nothing once stopped", async () => {
    const work = vi.fn(async () => {});
    const paced = new Paced(work, 1000);
    paced.request();
    paced.request();
    paced.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(work).toHaveBeenCalledTimes(1);
  });
});
