import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from '../frame/fault';
import { fault as lostWakeUps } from './lost-wake-ups.fault';
import { recoveredWithin } from './recovery';
import { roundOfWork } from './round-of-work';

const behindMs = 60_000;
/** Several looks for lost wake-ups, 5 s apart, and the reading. */
const recoveryMs = 30_000;

/** Runs before the program: every time that the process reads is a minute behind. */
const preload = `const RealDate = Date;
globalThis.Date = class Date extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() - ${behindMs});
    else super(...args);
  }
  static now() {
    return RealDate.now() - ${behindMs};
  }
};
`;

/** What a replica with a slow clock records is long past when it is new. */
export const fault: Fault = {
  title: 'a clock 60 s behind, every wake-up lost',
  what: 'The clock of one of two replicas is 60 s behind, and no replica notifies the others of its commits (the line is removed from a copy of the program). All verifications start at that replica, which receives all pushes, too. Followers on each must see every version within 30 s.',
  stores: ['postgresql'],
  rounds: { short: 0, long: 5 },
  patches: lostWakeUps.patches ?? [],
  async run(context) {
    const { ledger } = context;
    const file = join(context.folder, 'behind.cjs');
    writeFileSync(file, preload);
    const behind = await context.start({ NODE_OPTIONS: `--require=${file}` }, 'behind');
    const right = await context.start({}, 'right');
    const urls = [behind.url, right.url];
    let slowest = 0;
    for (const round of context.eachRound()) {
      const took = await roundOfWork(context, {
        urls: () => urls,
        round,
        pushedTo: () => [behind.url],
        async fault({ followers, pushed }) {
          await pushed();
          const places = 6 * (2 + 5);
          return recoveredWithin(
            ledger,
            recoveryMs,
            followers.map((follower) => async () => {
              if (!(await follower.reaches(places, recoveryMs))) throw new Error('not all seen yet');
            }),
          );
        },
      });
      slowest = Math.max(slowest, took);
    }
    return { ...ledger.counts(context.rounds), recoveryMs: slowest };
  },
};
