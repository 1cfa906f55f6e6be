import { Client } from 'pg';
import { openCase } from '../../src/domain/routing/case-transition';
import { startSequencer } from '../../src/jobs/sequencer';
import { openStore } from '../../src/storage/open-store';
import { startPostgres, type TestPostgres } from '../support/postgres';
import { blank, waits } from './contract/cases';
import { at, change, draft, nothingNew, settings } from './samples';

let postgres: TestPostgres;

beforeAll(async () => {
  postgres = await startPostgres();
});

afterAll(() => postgres.close());

describe('[2] the look-back for lost wake-ups', () => {
  it('finds the events of a process whose clock is a year behind', async () => {
    const url = await postgres.createDatabase();
    const store = await openStore(settings(url));
    const other = await openStore(settings(url));
    const meter = { fault() {}, dutySucceeded() {}, dutyExpected() {} };
    const tools = { store, meter, log: { error() {} } } as never;
    const stop = store.sequencing ? startSequencer(tools, store.sequencing) : async () => {};
    const client = new Client({ connectionString: url });
    await client.connect();
    const wake = other.changes.listen({ verificationId: 'v-1' });
    const ofCase = other.changes.listen({ caseId: 'c-1' });
    try {
      await store.cases.create({ transition: openCase(blank('c-1'), waits) });
      await store.verifications.create(draft('v-1'));
      await wake.next();
      // The first look wakes every listener.
      await wake.next();
      // No wake-up is sent for this one: it goes round the service. Its time is long past.
      await change(store, 'v-1', nothingNew, at(1));
      await wake.next();
      await client.query(
        `insert into verification_event
         select (jsonb_populate_record(event, jsonb_build_object('version', version + 1, 'recorded_at', 1))).*
         from verification_event event where verification_id = 'v-1' order by version desc limit 1`,
      );
      await wake.next();
      expect((await other.events.after('v-1', 0, 10)).map(({ version }) => version)).toEqual([1, 2, 3]);
      // Cases have no place in the feed: their versions are looked at.
      await ofCase.next();
      await client.query('update identity_case set version = version + 1');
      await ofCase.next();
    } finally {
      wake.close();
      ofCase.close();
      await client.end();
      await stop();
      await Promise.all([store.close(), other.close()]);
    }
  });
});
