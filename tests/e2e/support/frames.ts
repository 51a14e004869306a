// Faults between the live socket and the app: frames held back, swallowed, repeated, shuffled, or made up. The socket
// itself goes through to the real server.
import type { Page, WebSocketRoute } from '@playwright/test';

/** Shuffled windows are this long, or as long as what came within a moment. */
const WINDOW = 20;
const MOMENT_MS = 120;

type Mode = 'pass' | 'hold' | 'swallow' | 'shuffle';

export class Frames {
  private mode: Mode = 'pass';
  private kept: string[] = [];
  private page: WebSocketRoute | undefined;
  private timer: NodeJS.Timeout | undefined;
  private random = 20_260_301;
  /** How many frames came from the server. */
  count = 0;

  /** Stands between the sockets of the page and the server; to be called before the page is loaded. */
  async over(page: Page): Promise<void> {
    await page.routeWebSocket(/\/api\/v1\/live$/, (route) => this.connect(route));
  }

  /** Frames wait until `release`. */
  hold(): void {
    this.mode = 'hold';
  }

  /** Frames get lost, on a socket that looks healthy. */
  swallow(): void {
    this.mode = 'swallow';
  }

  /** Every frame comes three times, and windows of twenty come in any order. */
  shuffle(): void {
    this.mode = 'shuffle';
  }

  /** What was held arrives, and all goes well from now on. */
  release(): void {
    this.mode = 'pass';
    this.flush(this.kept);
  }

  /** A frame that the server did not send. */
  say(frame: object): void {
    this.page?.send(JSON.stringify(frame));
  }

  private connect(route: WebSocketRoute): void {
    const server = route.connectToServer();
    this.page = route;
    this.kept = [];
    route.onMessage((message) => server.send(message));
    server.onMessage((message) => {
      if (this.page === route) this.came(message.toString());
    });
  }

  private came(frame: string): void {
    this.count += 1;
    switch (this.mode) {
      case 'pass':
        this.page?.send(frame);
        break;
      case 'hold':
        this.kept.push(frame);
        break;
      case 'shuffle':
        this.kept.push(frame);
        clearTimeout(this.timer);
        if (this.kept.length >= WINDOW) this.flush(this.shuffled());
        else this.timer = setTimeout(() => this.flush(this.shuffled()), MOMENT_MS);
        break;
      case 'swallow':
        break;
    }
  }

  private flush(frames: string[]): void {
    this.kept = [];
    for (const frame of frames) this.page?.send(frame);
  }

  private shuffled(): string[] {
    const frames = this.kept.flatMap((frame) => [frame, frame, frame]);
    for (let last = frames.length - 1; last > 0; last -= 1) {
      this.random = (this.random * 1_103_515_245 + 12_345) % 2_147_483_648;
      const other = this.random % (last + 1);
      [frames[last], frames[other]] = [frames[other] as string, frames[last] as string];
    }
    return frames;
  }
}
