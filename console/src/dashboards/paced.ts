/**
 * Runs work as often as asked but never twice at once and never sooner than the pause after it began. Whatever is asked
 * meanwhile is answered by one run afterwards, so the last change is always seen.
 */
export class Paced {
  private running = false;
  private asked = false;
  private stopped = false;

  constructor(
    private readonly work: () => Promise<void>,
    private readonly pauseMillis: number,
  ) {}

  request(): void {
    this.asked = true;
    if (!this.running) void this.run();
  }

  stop(): void {
    this.stopped = true;
  }

  private async run(): Promise<void> {
    this.running = true;
    while (this.asked && !this.stopped) {
      this.asked = false;
      const pause = new Promise((resolve) => setTimeout(resolve, this.pauseMillis));
      await this.work();
      await pause;
    }
    this.running = false;
  }
}
