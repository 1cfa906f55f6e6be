import type { Store } from '../../src/storage/store';
import { describeAccounts } from './contract/accounts';
import { describeAttempts } from './contract/attempts';
import { describeCases } from './contract/cases';
import { describeChangeFeed } from './contract/change-feed';
import { describeChanges } from './contract/changes';
import { describeChangesAlong } from './contract/changes-along';
import { describeConsents } from './contract/consents';
import { describeCountedChanges } from './contract/counted-changes';
import { describeCreation } from './contract/creation';
import { describeDestruction } from './contract/destruction';
import { describeEvents } from './contract/events';
import { describeExpiry } from './contract/expiry';
import { describeFeed } from './contract/feed';
import { describeFinding } from './contract/finding';
import { describeIdempotency } from './contract/idempotency';
import { describeLeases } from './contract/leases';
import { describeListing } from './contract/listing';
import { describeLog } from './contract/log';
import { describePolling } from './contract/polling';
import { describeRedaction } from './contract/redaction';
import { describeReports } from './contract/reports';
import { describeReveals } from './contract/reveals';
import { describeRowStates } from './contract/row-states';
import { describeSingleUse } from './contract/single-use';
import { describeUnstorableText } from './contract/unstorable-text';

export interface OpenedStore {
  /** Empty. */
  readonly store: Store;
  /** Closes it and removes what it left. */
  release(): Promise<void>;
}

/** The store of the test that runs. */
export type CurrentStore = () => Store;

/** The contract of every store (src/storage/store.ts), for any database. `open` gives an empty one. */
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
    describeChangesAlong(current);
    describeIdempotency(current);
    describeSingleUse(current);
    describeFinding(current);
    describeListing(current);
    describeRowStates(current);
    describeAccounts(current);
    describeEvents(current);
    describeExpiry(current);
    describePolling(current);
    describeAttempts(current);
    describeCountedChanges(current);
    describeUnstorableText(current);
    describeRedaction(current);
    describeDestruction(current);
    describeReports(current);
    describeReveals(current);
    describeConsents(current);
    describeCases(current);
    describeChangeFeed(current);
    describeLeases(current);
    describeFeed(current);
    describeLog(current);
  });
}
