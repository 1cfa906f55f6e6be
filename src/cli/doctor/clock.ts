import { type Finding, fail, ok, warn } from './finding';

const tolerated = 5;
const harmful = 30;

const cure =
  'Synchronise both clocks with NTP (chronyd, systemd-timesyncd). Access tokens, the signature for OneNET and the search for lost wake-ups (30 s) need clocks that agree.';

/** `aheadSeconds`: how far this machine's clock is ahead of the other's. */
export function clockFinding(check: string, whose: string, aheadSeconds: number): Finding {
  const seconds = Math.round(Math.abs(aheadSeconds));
  if (seconds <= tolerated) return ok(check, `agrees with ${whose} (within ${tolerated} s)`);
  const found = `this machine's clock is ${seconds} s ${aheadSeconds > 0 ? 'ahead of' : 'behind'} ${whose}`;
  return seconds > harmful ? fail(check, found, cure) : warn(check, found, cure);
}

/** Reads the Date headers of the responses it fetches, to compare clocks. */
export class ClockReader {
  /** How far this machine is ahead, in seconds; null while no Date was read. */
  aheadSeconds: number | null = null;

  constructor(
    private readonly fetchIt: typeof globalThis.fetch,
    private readonly now: () => Date,
  ) {}

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const askedAt = this.now().getTime();
    const response = await this.fetchIt(input, init);
    const there = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(there)) {
      // The header has no milliseconds: on average it is half a second old.
      this.aheadSeconds = ((askedAt + this.now().getTime()) / 2 - (there + 500)) / 1000;
    }
    return response;
  };
}
