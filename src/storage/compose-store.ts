import { AccountKeys } from './accounts/account-keys';
import { AccountReader } from './accounts/account-reader';
import { ActReader, ActWriter } from './acts/acts';
import { AttemptCounter } from './attempts/attempt-counter';
import { AttemptReader } from './attempts/attempt-reader';
import { CaseReader } from './cases/case-reader';
import { CaseRowsWriter } from './cases/case-rows-writer';
import { CaseWriter } from './cases/case-writer';
import { SealedCases } from './cases/sealed-cases';
import { ConsentReader } from './consents/consent-reader';
import { ConsentWriter } from './consents/consent-writer';
import { DestinationReader } from './destinations/destination-reader';
import { DestinationWriter } from './destinations/destination-writer';
import type { OpenDatabase } from './dialect';
import { CaseSeals } from './encryption/case-seals';
import { DataKeys } from './encryption/data-keys';
import { Processes } from './encryption/processes';
import { RowSealing } from './encryption/row-sealing';
import type { RowSecretEntry } from './encryption/row-secret';
import { StoreEncryption } from './encryption/store-encryption';
import type { Fingerprints, Vault } from './encryption/vault';
import type { Sequencing } from './events/contract';
import { EventReader } from './events/event-reader';
import { FeedReader } from './events/feed-reader';
import { IdempotencyKeys } from './idempotency/idempotency-keys';
import { IdentityReader, IdentityUses } from './identities/identity-uses';
import type { KeyStore } from './key-store/contract';
import { EntryAppender } from './log/entry-appender';
import { EntryMaker } from './log/entry-maker';
import type { EntryThread } from './log/entry-thread';
import { LogReader } from './log/log-reader';
import { LogWriter } from './log/log-writer';
import { Composer } from './persister';
import { ReportReader } from './reports/report-reader';
import { RetentionReader } from './retention/retention-reader';
import { RetentionWriter } from './retention/retention-writer';
import { RevealReader, RevealWriter } from './reveals/reveals';
import type { DatabaseHealth, Store, StoreMeter } from './store';
import { UndecidedReader } from './undecided/undecided-reader';
import { UndecidedWriter } from './undecided/undecided-writer';
import { SealedRows } from './verifications/sealed-rows';
import { VerificationReader } from './verifications/verification-reader';
import { VerificationWriter } from './verifications/verification-writer';

export interface StoreParts {
  readonly database: OpenDatabase;
  readonly keyStore: KeyStore;
  readonly vault: Vault;
  readonly fingerprints: Fingerprints;
  readonly rowSecret: RowSecretEntry;
  /** Makes the entries of the transparency log; null if that is done here. */
  readonly entryThread: EntryThread | null;
  /** Called with the id of a verification or case whose row does not match its seal. */
  readonly onAltered: (id: string, kind: 'verification' | 'case') => void;
  readonly meter: StoreMeter | null;
}

/** The store over SQL, composed of its persisters. They serve every database; what differs is in its dialect. */
export function composeStore(parts: StoreParts): Store {
  const { database, keyStore, vault, fingerprints, rowSecret, entryThread, onAltered, meter } = parts;
  const { db, dialect, changes } = database;
  const composer = new Composer(meter);
  const dataKeys = new DataKeys(keyStore, vault, {
    keysDestroyed(ids) {
      changes.keysDestroyed(ids);
      entryThread?.forgetKeys(ids);
    },
  });
  changes.onKeysDestroyed(dataKeys.forget);
  const entryMaker = entryThread ?? new EntryMaker(database, vault, dataKeys);
  const rowSealing = new RowSealing({ database, keyStore, vault, secret: rowSecret });
  const sealedRows = new SealedRows(rowSealing.seals, (id) => onAltered(id, 'verification'));
  const attempts = new AttemptCounter(database, fingerprints);
  const verifications = new VerificationReader(db, dataKeys, sealedRows, dialect);
  const destinations = new DestinationWriter(database, vault);
  const idempotency = new IdempotencyKeys(db, verifications);
  const accountKeys = new AccountKeys(database, dataKeys);
  const consents = new ConsentReader(db, idempotency, dialect);
  const sealedCases = new SealedCases(new CaseSeals(rowSecret), (id) => onAltered(id, 'case'));
  const caseRows = new CaseRowsWriter(database, vault, sealedCases.seals);
  return {
    verifications: composer.persister('verifications', {
      reads: verifications,
      changes: new VerificationWriter(
        database,
        vault,
        dataKeys,
        sealedRows,
        idempotency,
        attempts,
        accountKeys,
        caseRows,
      ),
    }),
    cases: composer.persister('cases', {
      reads: new CaseReader(db, dataKeys, idempotency, sealedCases, dialect),
      changes: new CaseWriter(database, caseRows, sealedCases, dataKeys, accountKeys, idempotency),
    }),
    consents: composer.persister('consents', {
      reads: consents,
      changes: new ConsentWriter(database, consents, idempotency, attempts),
    }),
    undecided: composer.persister('undecided', {
      reads: new UndecidedReader(db),
      changes: new UndecidedWriter(db),
    }),
    idempotency: composer.reader('idempotency', idempotency),
    events: composer.reader('events', new EventReader(db, dialect)),
    changes,
    feed: composer.reader('feed', new FeedReader(db, dialect)),
    sequencing: sequencingOf(database, composer),
    log: composer.persister('log', {
      reads: new LogReader(db, dialect, dataKeys),
      changes: new LogWriter(database, new EntryAppender(database, entryMaker)),
    }),
    accounts: composer.reader('accounts', new AccountReader(db)),
    attempts: composer.persister('attempts', {
      reads: new AttemptReader(db, fingerprints),
      changes: attempts,
    }),
    identities: composer.persister('identities', {
      reads: new IdentityReader(db),
      changes: new IdentityUses(database),
    }),
    destinations: composer.persister('destinations', {
      reads: new DestinationReader(db, dialect),
      changes: destinations,
    }),
    reveals: composer.persister('reveals', {
      reads: new RevealReader(db),
      changes: new RevealWriter(database, attempts),
    }),
    acts: composer.persister('acts', { reads: new ActReader(db), changes: new ActWriter(db) }),
    reports: composer.reader('reports', new ReportReader(db)),
    retention: composer.persister('retention', {
      reads: new RetentionReader(db, keyStore),
      changes: new RetentionWriter(database, dataKeys, vault, sealedRows),
    }),
    encryption: new StoreEncryption(
      db,
      vault,
      dataKeys,
      fingerprints,
      rowSealing,
      new Processes(db, vault.keyNames),
      destinations,
    ),
    database: {
      connections: () => database.connections?.() ?? null,
      ...composer.reader<Pick<DatabaseHealth, 'ping'>>('database', new DatabaseReader(database)),
    },
    leases: database.leases,
    maintenance: database,
    async close() {
      await entryThread?.close();
      await database.close();
    },
  };
}

function sequencingOf({ placeEvents }: OpenDatabase, composer: Composer): Sequencing | null {
  return placeEvents ? composer.writer('sequencing', new Sequencer(placeEvents)) : null;
}

class Sequencer implements Sequencing {
  constructor(private readonly placeEvents: (most: number) => Promise<number>) {}

  place(most: number): Promise<number> {
    return this.placeEvents(most);
  }
}

class DatabaseReader implements Pick<DatabaseHealth, 'ping'> {
  constructor(private readonly database: OpenDatabase) {}

  ping(): Promise<void> {
    return this.database.ping();
  }
}
