import type { Store } from '../../src/storage/store';
import { describeAccounts } from './contract/accounts';
import { describeAsking } from './contract/asking';
import { describeAttempts } from './contract/attempts';
import { describeChangeFeed } from './contract/change-feed';
import { describeChanges } from './contract/changes';
import { describeCreation } from './contract/creation';
import { describeDestruction } from './contract/destruction';
import { describeEvents } from './contract/events';
import { describeExpiry } from './contract/expiry';
import { describeFinding } from './contract/finding';
import { describeIdempotency } from './contract/idempotency';
import { describeListing } from './contract/listing';
import { describeRedaction } from './contract/redaction';
import { describeReveals } from './contract/reveals';
import { describeTries } from './contract/tries';

export interface OpenedStore {
  /** Empty. */
  readonly store: Store;
  /** Closes it and removes what it left. */
  release(): Promise<void>;
}

/** The store of the test that runs. */
export type CurrentStore = () => Store;

/** What every store promises (src/storage/store.ts), whatever database is below. `open` gives an empty one. */
export function describeStore(name: string, open: () => Promise<OpenedStore>): void {
  describe(name, () => {
    let opened: OpenedStore | undefined;

    beforeEach(async () => {
      opened = await open();
    });

    afterEach(async () => {
      await opened?.release();
      opened = undefined;
    });

    const current: CurrentStore = () => {
      if (!opened) throw new Error('no store is open');
      return opened.store;
    };

    describeCreation(current);
    describeChanges(current);
    describeIdempotency(current);
    describeFinding(current);
    describeListing(current);
    describeAccounts(current);
    describeEvents(current);
    describeExpiry(current);
    describeAsking(current);
    describeAttempts(current);
    describeTries(current);
    describeRedaction(current);
    describeDestruction(current);
    describeReveals(current);
    describeChangeFeed(current);
  });
}
