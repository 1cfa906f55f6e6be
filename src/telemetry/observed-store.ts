import type { Store } from '../storage/store';

/** What operators count of the store. */
export interface StoreMeter {
  store(work: { name: string; kind: StoreWork; result: 'ok' | 'failed' }, seconds: number): void;
}

export type StoreWork = 'read' | 'change';

/** What each of the store's doings is; null where it does not ask the database, or asks for as long as others work. */
const kinds: { readonly [Name in keyof Store]: StoreWork | null } = {
  changes: null,
  create: 'change',
  firstUse: 'read',
  change: 'change',
  find: 'read',
  findByReference: 'read',
  findByDoor: 'read',
  list: 'read',
  latest: 'read',
  verifiedAccounts: 'read',
  histories: 'read',
  eventsAfter: 'read',
  accountEventsAfter: 'read',
  accountSequence: 'read',
  overdue: 'read',
  dueToAsk: 'read',
  postponeAsking: 'change',
  forgetReplays: 'change',
  takeAttempt: 'change',
  forgetAttempts: 'change',
  recordReveal: 'change',
  unredacted: 'read',
  reveals: 'read',
  outlived: 'read',
  destroyRedacted: 'change',
  undestroyed: 'read',
  undecided: 'read',
  rotateKeys: null,
  makeRoom: 'change',
  exclusively: null,
  connections: null,
  fingerprint: null,
  ping: 'read',
  close: null,
};

type Method = (...parameters: unknown[]) => unknown;

/** The same store, with the time measured that its work takes. */
export function observedStore(store: Store, meter: StoreMeter): Store {
  const observed = Object.entries(kinds).map(([name, kind]) => {
    const part: unknown = store[name as keyof Store];
    if (typeof part !== 'function') return [name, part];
    const method = part.bind(store) as Method;
    if (kind === null) return [name, method];
    return [name, timed(method, (result, seconds) => meter.store({ name, kind, result }, seconds))];
  });
  // It has what `kinds` lists, and that is all of a store.
  return Object.fromEntries(observed) as unknown as Store;
}

function timed(method: Method, done: (result: 'ok' | 'failed', seconds: number) => void): Method {
  return async (...parameters) => {
    const startedAt = performance.now();
    let result: 'ok' | 'failed' = 'failed';
    try {
      const value = await method(...parameters);
      result = 'ok';
      return value;
    } finally {
      done(result, (performance.now() - startedAt) / 1000);
    }
  };
}
