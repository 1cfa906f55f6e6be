import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceLog } from '../service/tools';
import { DatabaseAwayError, DatabaseClosedError } from '../storage/errors';

export interface WaitingOptions {
  /** Opens what answers meanwhile. */
  readonly wait: (state: () => DatabaseState) => Promise<{ close(): Promise<void> }>;
  readonly log: ServiceLog;
  /** Ends the waiting, which rejects with StartStopped. */
  readonly stopped: AbortSignal;
}

/** The state of the database, in the words of `/readyz`. */
export type DatabaseState = 'database unreachable' | 'database takes no changes';

/** The start was ended while it waited for the database. */
export class StartStopped extends Error {
  override readonly name = 'StartStopped';
}

/** Pauses between two attempts, in milliseconds; the last one repeats. */
const pausesMs = [250, 500, 1000, 2000, 5000];

/**
 * Opens what needs the database. While that cannot be reached, or takes no changes, a server in place of the real one says that the process
 * lives and is not ready, and the opening is repeated: a process that ended instead would be started again and again.
 * Every other fault, such as a wrong password or a newer schema, is thrown at once.
 */
export async function openWhenThere<Opened>(
  open: () => Promise<Opened>,
  { wait, log, stopped }: WaitingOptions,
): Promise<Opened> {
  const away = await open().catch(onlyAway);
  if (!(away instanceof DatabaseAwayError)) return away;
  log.error({ reason: away.message }, 'database is away: not ready until it can be reached');
  let state = stateOf(away);
  const server = await wait(() => state);
  try {
    for (let attempt = 0; ; attempt += 1) {
      await pause(pausesMs[attempt] ?? pausesMs.at(-1), null, { signal: stopped }).catch(() => {
        throw new StartStopped('The start was ended before the database could be reached.');
      });
      const opened = await open().catch(onlyAway);
      if (!(opened instanceof DatabaseAwayError)) {
        log.info({}, 'database is there');
        return opened;
      }
      state = stateOf(opened);
    }
  } finally {
    await server.close();
  }
}

function stateOf(away: DatabaseAwayError): DatabaseState {
  return away instanceof DatabaseClosedError ? 'database takes no changes' : 'database unreachable';
}

function onlyAway(error: unknown): DatabaseAwayError {
  if (error instanceof DatabaseAwayError) return error;
  throw error;
}
