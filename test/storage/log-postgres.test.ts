import { Client } from 'pg';
import { openStore } from '../../src/storage/open-store';
import { startPostgres, type TestPostgres } from '../support/postgres';
import { namesOf, placeAll } from './contract/feed';
import { draft, settings } from './samples';

describe('the transparency log on PostgreSQL', () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.close());

  it('has an event whose transaction lasted longer after those that were committed before, and skips none', async () => {
    const url = await postgres.createDatabase();
    const store = await openStore(settings(url));
    const slow = new Client({ connectionString: url });
    await slow.connect();
    try {
      await store.log.begin({ origin: 'log.example/log', vkey: 'log.example/log+00000000+AA==' });
      await store.log.keep();
      const append = async () => {
        await placeAll(store);
        await store.log.append(100);
      };
      await store.verifications.create(draft('v-1'));
      await append();
      await slow.query('begin');
      await slow.query(
        `insert into verification_event
         select (jsonb_populate_record(event, '{"version": 2}')).* from verification_event event`,
      );
      await store.verifications.create(draft('v-2'));
      await append();
      await slow.query('commit');
      await append();

      const entries = (await store.log.entries(0, 100)).map((entry) => JSON.parse(entry.toString()));
      const logged = entries.map(({ id, version }) => `${id}.${version}`);
      expect(logged).toEqual(['v-1.1', 'v-2.1', 'v-1.2']);
      expect(namesOf(await store.feed.after(0, 100))).toEqual(logged);
    } finally {
      await slow.end();
      await store.close();
    }
  });
});
