import { parse } from 'graphql';
import { startTestApp, type TestApp } from '../../support/app';
import {
  byImport,
  byOwner,
  bySms,
  custInfoOf,
  type Headers,
  openLiveYuxin,
  zhen,
} from '../../support/assured';
import { testClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import { openFakeOneNet, startAtOneNet } from '../../support/fake-onenet';
import { fullSelection } from '../../support/full-selection';
import { pushAccepted, samplePush } from '../../support/onenet-push';
import { ownSchema } from '../../support/schema';
import { as } from '../../support/ucenter';

const opened = closeAfterEach();
const me = as('account-of-zhen');

const open = async (options: Parameters<typeof startTestApp>[0] = {}): Promise<TestApp> =>
  opened.keep(await startTestApp(options));

const matchesOf = `matches(input: { realName: "${zhen.realName}" }) { realName identityNo mobileNo }`;
const factFields = `{ adult: ageAtLeast(years: 18) old: ageAtLeast(years: 60) ageBand certificateValid ${matchesOf} }`;

async function factsOf(app: TestApp, id: string, headers: Headers = me) {
  const data = await app.query<{ verification: { facts: object; user: { facts: object } } }>(
    `query ($id: ID!) { verification(id: $id) { facts ${factFields} user { facts ${factFields} } } }`,
    { id },
    headers,
  );
  return data.verification;
}

const known = {
  adult: true,
  old: false,
  ageBand: 'ADULT',
  certificateValid: null,
  matches: { realName: 'MATCHED', identityNo: 'NOT_KNOWN', mobileNo: 'NOT_KNOWN' },
};
const nothing = {
  adult: null,
  old: null,
  ageBand: null,
  certificateValid: null,
  matches: { realName: 'NOT_KNOWN', identityNo: 'NOT_KNOWN', mobileNo: 'NOT_KNOWN' },
};

describe('the facts of a person', () => {
  it('are available for a verification and for its account', async () => {
    const app = await open();
    const { id } = await byOwner(app, me);

    expect(await factsOf(app, id)).toEqual({ facts: known, user: { facts: known } });
  });

  it('include for an account what any of its verifications knows', async () => {
    const app = await open();
    await byOwner(app, me);
    const { id } = await bySms(app, me);

    expect(await factsOf(app, id)).toEqual({ facts: nothing, user: { facts: known } });
  });

  it('are empty after redaction', async () => {
    const app = await open();
    const { id } = await byOwner(app, me);
    await app.query('mutation ($id: ID!) { redactVerification(id: $id) { verification { id } } }', { id });

    expect(await factsOf(app, id)).toEqual({ facts: nothing, user: { facts: nothing } });
  });

  it('look the same for another account as for an unknown one', async () => {
    const app = await open();
    await byOwner(app, as('account-of-another'));

    const { _entities } = await app.query<{ _entities: object[] }>(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on User { facts ${factFields} } } }`,
      { r: ['account-of-another', 'no-such'].map((guid) => ({ __typename: 'User', guid })) },
      me,
    );

    expect(_entities).toEqual([{ facts: nothing }, { facts: nothing }]);
  });

  it('refuse every age outside FACT_AGES', async () => {
    const app = await open({ env: { FACT_AGES: '18,21' } });
    await byOwner(app, me);
    const ask = (years: number) =>
      app.send(`{ verificationViewer { facts { ageAtLeast(years: ${years}) } } }`, {}, me);

    expect(await ask(21)).toEqual({ data: { verificationViewer: { facts: { ageAtLeast: true } } } });
    for (const years of [14, 20, 0, -1]) {
      expect(await ask(years)).toMatchObject({
        data: { verificationViewer: { facts: { ageAtLeast: null } } },
        errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
      });
    }
  });
});

describe('the field matches', () => {
  it('uses up an attempt per answer, and is null with an error at the limit', async () => {
    const clock = testClock();
    const app = await open({ now: clock.now });
    await byOwner(app, me);
    const six = Array.from({ length: 6 }, (_, n) => `m${n}: ${matchesOf}`).join(' ');

    const answer = await app.send<{ verificationViewer: { facts: Record<string, unknown> } }>(
      `{ verificationViewer { facts { ageBand ${six} } } }`,
      {},
      me,
    );

    const { ageBand, ...matches } = answer.data?.verificationViewer.facts ?? {};
    expect(ageBand).toBe('ADULT');
    expect(Object.values(matches).filter((match) => match === null)).toHaveLength(1);
    expect(answer.errors).toEqual([
      expect.objectContaining({
        path: ['verificationViewer', 'facts', expect.stringMatching(/^m\d$/)],
        extensions: {
          code: 'TOO_MANY_ATTEMPTS',
          retryAt: new Date(clock.now().getTime() + 600_000).toISOString(),
        },
      }),
    ]);
  });

  it('counts attempts per account, across verifications and callers', async () => {
    const app = await open({ env: { ATTEMPTS_PER_TARGET: '2' } });
    const [first, second] = [await byOwner(app, me), await byImport(app, me)];
    const ask = (id: string, headers: Headers) =>
      app.send(`query ($id: ID!) { verification(id: $id) { facts { ${matchesOf} } } }`, { id }, headers);

    expect((await ask(first.id, me)).errors).toBeUndefined();
    expect((await ask(second.id, as('clerk', 'realname:read'))).errors).toBeUndefined();
    expect((await ask(second.id, me)).errors).toMatchObject([{ extensions: { code: 'TOO_MANY_ATTEMPTS' } }]);
    // Another account has attempts of its own.
    const other = await byOwner(app, as('account-of-another'));
    expect((await ask(other.id, as('account-of-another'))).errors).toBeUndefined();
  });

  it('uses up no attempt if there is nothing to compare with', async () => {
    const app = await open({ env: { ATTEMPTS_PER_TARGET: '1' } });
    const { id } = await bySms(app, me);
    const ask = () =>
      app.send(`query ($id: ID!) { verification(id: $id) { facts { ${matchesOf} } } }`, { id }, me);

    for (let n = 0; n < 3; n += 1) expect((await ask()).errors).toBeUndefined();
  });
});

describe('two birthdays in the same age bands of FACT_AGES', () => {
  const clock = () => testClock(new Date('2026-03-02T01:00:00.000Z'));

  /** Everything that is shown of an account to those who may not reveal, but for what tells two accounts apart. */
  async function shown(app: TestApp, headers: Headers): Promise<string> {
    const user = ownSchema().schema.getType('User');
    if (!user || !('getFields' in user)) throw new Error('the schema has no User');
    const all = fullSelection(user as Parameters<typeof fullSelection>[0]);
    const ages = [14, 16, 18, 60].map((age) => `age${age}: ageAtLeast(years: ${age})`).join(' ');
    const query = `{ verificationViewer ${all.replace(/^\{/, `{ more: facts { ${ages} ageBand }`)} }`;
    parse(query);
    const { data, errors = [] } = await app.send(query, {}, headers);
    const text = JSON.stringify({ data, errors: errors.map(({ path, message }) => [path, message]) });
    return (
      text
        .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '(id)')
        // A cursor holds the id.
        .replace(/"feedCursor":"[\w-]*"/g, '"feedCursor":"(place)"')
        .replace(/"cDE6[\w-]*"/g, '"(cursor)"')
        .replace(/account-of-\w+/g, '(account)')
    );
  }

  it.each([
    ['under 14', '20120303', '20250903'],
    ['14 or 15', '20100303', '20120302'],
    ['16 or 17', '20080303', '20100302'],
    ['18 to 59', '19660303', '20080302'],
    ['60 or older', '19300101', '19660302'],
  ])('cannot be told apart without realname:reveal: %s', async (_band, one, other) => {
    const yuxin = opened.keep(await openLiveYuxin());
    // All that there is costs more than one query may.
    const app = await open({ now: clock().now, env: { ...yuxin.env, QUERY_MAX_COST: '100000' } });
    // Of one first and of one last pair of digits: that much the mask shows.
    const pair = sameEnds(numberOf(one), numberOf(other));
    for (const [who, identityNo] of Object.entries(pair))
      await byOwner(app, as(`account-of-${who}`), { identityNo });

    const [first, second] = [
      await shown(app, as('account-of-one', 'realname:read realname:write')),
      await shown(app, as('account-of-other', 'realname:read realname:write')),
    ];

    expect(pair.one).not.toBe(pair.other);
    expect(first).toContain('"ageBand":"');
    expect(second).toBe(first);
  });

  it("cannot be told apart by OneNET's push if they are in the same year", async () => {
    const oneNet = opened.keep(await openFakeOneNet());
    const app = await open({ now: clock().now, env: oneNet.env });
    const pair = sameEnds(numberOf('19850302'), numberOf('19851128'));
    const answers: unknown[] = [];
    for (const [who, identityNo] of Object.entries(pair)) {
      const headers = as(`account-of-${who}`);
      const started = await startAtOneNet(app, oneNet, { phone: zhen.mobileNo }, headers);
      const birthday = Date.parse(
        `${identityNo.slice(6, 10)}-${identityNo.slice(10, 12)}-${identityNo.slice(12, 14)}`,
      );
      const custInfo = { ...custInfoOf({ ...zhen, identityNo } as typeof zhen), birthday };
      await pushAccepted(started.callbackUrl, { ...samplePush(started), custInfo });
      const { verificationViewer } = await app.query<{ verificationViewer: object }>(
        `{ verificationViewer { facts ${factFields.replace(matchesOf, '')} latestVerification {
          subject { realName certType identityNo mobileNo }
          auditInfo { custName custCertNo custCertAddr gender nation birthday issuingAuthority certValidDate certExpDate }
        } } }`,
        {},
        headers,
      );
      answers.push(verificationViewer);
    }

    expect(answers[0]).toMatchObject({
      facts: { ageBand: 'ADULT' },
      latestVerification: { auditInfo: { birthday: '1985-**-**' } },
    });
    expect(answers[1]).toEqual(answers[0]);
  });
});

const numberOf = (birthday: string) => withOrder(`330102${birthday}`, 1);

/** The two numbers with other orders of birth, so that they begin and end alike. */
function sameEnds(one: string, other: string): { one: string; other: string } {
  for (let order = 1; order < 1000; order += 1) {
    const candidate = withOrder(other, order);
    if (candidate.slice(-2) === one.slice(-2)) return { one, other: candidate };
  }
  throw new Error('no two numbers end alike');
}

function withOrder(number: string, order: number): string {
  const digits = number.slice(0, 14) + String(order).padStart(3, '0');
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, place) => total + weight * Number(digits[place]), 0);
  return digits + '10X98765432'.charAt(sum % 11);
}
