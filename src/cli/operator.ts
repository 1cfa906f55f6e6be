import { randomBytes } from 'node:crypto';
import { v7 as newUuid } from 'uuid';
import type { Caller, Scope } from '../service/caller';
import { Catalog } from '../service/catalog';
import type { ServiceMeter, ServiceTools } from '../service/tools';
import { openInbox, openStore } from '../storage/open-store';
import type { Run } from './command';
import { readSettings, storeOf } from './settings';

/** The person at the command line, as a caller of use cases: with the scopes that the command needs, and no more. */
export function operatorOf(run: Run, named: string | undefined, scopes: readonly Scope[]): Caller {
  return {
    guid: `operator:${named ?? run.terminal.user}`,
    scopes: new Set(scopes),
    expiresAt: null,
    address: 'command line',
  };
}

/** The option that names the operator, for every command whose use is recorded. */
export const asOption = [
  '--as <name>',
  "whom to name in the record; by default the system's user, which several people may share",
] as const;

/**
 * What use cases work with, on the real store and without providers; on another database where one is named. Throws
 * what opening the store throws.
 */
export async function withTools<Result>(
  run: Run,
  work: (tools: ServiceTools) => Promise<Result>,
  databaseUrl?: string,
): Promise<Result> {
  const settings = readSettings(run);
  const { config, log } = settings;
  const storage = { ...storeOf(settings), ...(databaseUrl !== undefined && { databaseUrl }) };
  const store = await openStore(storage);
  // Nothing is pushed to a command.
  const inbox = openInbox(':memory:', storage);
  try {
    return await work({
      store,
      inbox,
      catalog: new Catalog([], []),
      now: () => new Date(),
      newId: () => newUuid(),
      newToken: () => randomBytes(32).toString('base64url'),
      log,
      meter: silentMeter,
      settings: {
        publicUrl: () => config.publicUrl ?? '',
        pendingTtlMs: config.pendingTtlMs,
        retentionMs: config.retentionMs,
        attempts: config.attempts,
      },
      source: null,
    });
  } finally {
    inbox.close();
    await store.close();
  }
}

/** Nobody scrapes a command. */
const silentMeter: ServiceMeter = {
  changed() {},
  pushReceived() {},
  push() {},
  delivered() {},
  subscriberClosed() {},
  fault() {},
};
