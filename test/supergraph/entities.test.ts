import { startTestApp } from '../support/app';
import { openedOnce } from '../support/closing';
import { startPostgres } from '../support/postgres';
import { temporaryFolder } from '../support/temporary-folder';
import { openCountingProxy } from './counting-proxy';
import { listedPerson } from './listed-person';
import { type Gateway, startSupergraph } from './supergraph';

// Closed in this order.
const supergraph = openedOnce(async () => startSupergraph((await app()).url));
const app = openedOnce(async () =>
  startTestApp({
    env: {
      DATABASE_URL: (await proxy()).url,
      ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
      INBOX_PATH: `${folder.path}/inbox`,
    },
    // Nothing but the requests of the test may ask the database: the sweeper's first round is its last.
    sweepPauseMs: 3_600_000,
  }),
);
const proxy = openedOnce(async () => openCountingProxy(await (await postgres()).createDatabase()));
const postgres = openedOnce(() => startPostgres());
const folder = temporaryFolder();
afterAll(() => folder.remove());

/** Statements that the service sends by itself: word to other replicas, heartbeats, settings of a connection, jobs. */
const ownStatements =
  /^select (pg_|place_events|1$)|^(set|begin|start|commit|rollback)\b|(from|into|update) "(lease|process|setting|event_destination|event_delivery|event_feed|attempt|identity_case)"/;

/** What the work asked of the database. */
async function statementsOf(work: () => Promise<void>): Promise<readonly string[]> {
  const statements = await (await proxy()).statementsOf(work);
  return statements.filter((text) => !ownStatements.test(text));
}

const oneForAll = [expect.stringMatching(/^select .* from "verification" /)];

const wholeSchool = (fields: string) => `{
  department(customerCode: "1001", deptId: 1000) { members { guid ${fields} } }
}`;

interface Answer {
  readonly department: { readonly members: readonly Readonly<Record<string, unknown>>[] };
}

/** Asks for the 1,000 people of a school, and returns them with the statements that it took. */
async function membersWith(fields: string, gateway: Gateway) {
  const { send } = await supergraph();
  let members: Answer['department']['members'] = [];
  const statements = await statementsOf(async () => {
    const { data, errors } = await send<Answer>(gateway, wholeSchool(fields));
    expect(errors).toBeUndefined();
    members = data?.department.members ?? [];
  });
  return { members, statements };
}

async function verifyAs(guid: string, n: number): Promise<string> {
  const { query } = await app();
  const mutation = `mutation ($input: VerifyByImportInput!) {
    verifyByImport(input: $input) { verification { id } }
  }`;
  const { verifyByImport } = await query<{ verifyByImport: { verification: { id: string } } }>(mutation, {
    input: { ...listedPerson(n), guid },
  });
  return verifyByImport.verification.id;
}

describe.each(['apollo', 'hive-sse'] as const)(
  '1,000 users that a neighbour lists, through %s,',
  (gateway) => {
    it('cost the database one statement, however many of them have verified', async () => {
      const verified = [`account-${gateway === 'apollo' ? 1 : 2}`, 'account-500', 'account-1000'];
      for (const [n, guid] of verified.entries()) await verifyAs(guid, n + (gateway === 'apollo' ? 1 : 11));

      const { members, statements } = await membersWith('isRealNameVerified', gateway);

      expect(members).toHaveLength(1000);
      const seen = members.filter(({ isRealNameVerified }) => isRealNameVerified).map(({ guid }) => guid);
      expect(seen).toEqual(expect.arrayContaining(verified));
      expect(statements).toEqual(oneForAll);
    });

    it('cost one more statement for each further field', async () => {
      const { members, statements } = await membersWith(
        'isRealNameVerified latestVerification { status }',
        gateway,
      );

      expect(members).toHaveLength(1000);
      expect(statements.length).toBeLessThanOrEqual(2);
    });
  },
);

describe('1,000 verifications in one _entities', () => {
  it('cost the database one statement for what stands there, and one for rows that are not remembered', async () => {
    const { send } = await app();
    const id = await verifyAs('account-of-many', 99);
    const representations = Array.from({ length: 1000 }, (_, n) => ({
      __typename: 'Verification',
      id: n === 500 ? id : `no-such-${n}`,
    }));
    let found: readonly unknown[] = [];

    const statements = await statementsOf(async () => {
      const { data } = await send<{ _entities: readonly unknown[] }>(
        'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Verification { status } } }',
        { representations },
      );
      found = data?._entities ?? [];
    });

    expect(found).toHaveLength(1000);
    expect(found.filter((one) => one !== null)).toEqual([{ status: 'APPROVED' }]);
    expect(statements).toEqual([...oneForAll, ...oneForAll]);
  });
});
