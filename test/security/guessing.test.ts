import { startTestApp, type TestApp } from '../support/app';
import { testClock } from '../support/clock';
import { closeAfterEach } from '../support/closing';
import { code, type FakeUcenter, openFakeUcenter, takenBy } from '../support/fake-ucenter';
import { openFileDatabase } from '../support/file-database';
import { openSocket } from '../support/socket';
import { as, submitted } from '../support/ucenter';
import { child, gao } from '../support/ucenter-inputs';
import { range } from '../support/updates';

const opened = closeAfterEach();

/** Large queries are let in: what is to hold is the count of attempts, not the size of a request. None comes twice. */
const largeQueries = {
  QUERY_COMPILER: 'off',
  QUERY_MAX_ALIASES: '100000',
  QUERY_MAX_TOKENS: '100000',
  QUERY_MAX_BYTES: '10000000',
  QUERY_MAX_FIELDS: '100000',
  QUERY_MAX_COST: '1000000000',
};
const many = '1000000';
const noOtherLimit = { ATTEMPTS_PER_CALLER: many, ATTEMPTS_PER_ADDRESS: many };

const card = '35000399';

/** A try of the card's password, by one of the three methods that ask for it. */
const guesses = [
  (password: string) =>
    `verifyByEcard(input: { outid: "${card}", name: "${gao.name}", password: "${password}" })`,
  (password: string) =>
    `verifyByWhitelist(input: { outid: "${card}", name: "${gao.name}", password: "${password}" })`,
  (password: string) => `verifyByRelation(input: {
    outid: "${card}", name: "${gao.name}", childName: "${child.name}", relation: MOTHER, source: ECARD,
    password: "${password}"
  })`,
];

const answer = '{ verification { id } inputErrors { code } }';

function guess(n: number): string {
  const method = guesses[n % guesses.length] ?? guesses[0];
  return `${method?.(String(n).padStart(6, '0'))} ${answer}`;
}

type Payload = {
  readonly verification: { readonly id: string } | null;
  readonly inputErrors: readonly { readonly code: string }[];
};

/** How many of the payloads were let through; whatever was not must have been refused for its number. */
function letThrough(payloads: readonly Payload[]): number {
  const refused = payloads.filter(({ verification }) => verification === null);
  expect(new Set(refused.flatMap(({ inputErrors }) => inputErrors.map(({ code: why }) => why)))).toEqual(
    new Set(refused.length > 0 ? ['TOO_MANY_ATTEMPTS'] : []),
  );
  return payloads.length - refused.length;
}

/** One request after another, all by one caller. */
async function byOne(app: TestApp, numbers: readonly number[], caller: string): Promise<number> {
  const payloads: Payload[] = [];
  for (const n of numbers) {
    const data = await app.query<Record<string, Payload>>(`mutation { ${guess(n)} }`, {}, as(caller));
    payloads.push(...Object.values(data));
  }
  return letThrough(payloads);
}

/** A connection for each guess, all at once, each by another caller. */
async function atOnce(app: TestApp, numbers: readonly number[]): Promise<number> {
  const answers = await Promise.all(
    numbers.map((n) => app.query<Record<string, Payload>>(`mutation { ${guess(n)} }`, {}, as(`caller-${n}`))),
  );
  return letThrough(answers.flatMap((data) => Object.values(data)));
}

/** Some sockets, each with its share of guesses, which do not wait for each other. */
async function overSockets(app: TestApp, numbers: readonly number[], sockets: number): Promise<number> {
  const shares = range(0, sockets - 1).map((share) => numbers.filter((n) => n % sockets === share));
  const payloads = await Promise.all(
    shares.map(async (share, n) => {
      const socket = await openSocket(app.url, { params: { 'x-dev-guid': `socket-${n}` } });
      await socket.next();
      const found: Payload[] = [];
      // As many at once as a socket may have operations under way.
      for (let start = 0; start < share.length; start += 50) {
        const batch = share.slice(start, start + 50);
        for (const id of batch) {
          socket.send({ type: 'subscribe', id: String(id), payload: { query: `mutation { ${guess(id)} }` } });
        }
        for (let left = batch.length * 2; left > 0; left -= 1) {
          const { type, payload } = await socket.next();
          if (type === 'next')
            found.push(...Object.values((payload as { data: Record<string, Payload> }).data));
        }
      }
      await socket.close();
      return found;
    }),
  );
  return letThrough(payloads.flat());
}

describe('2,000 guesses of the password of one card', () => {
  it('reach the provider five times by one caller and fifty times in all, across a restart', async () => {
    const database = opened.keep(openFileDatabase());
    const ucenter = opened.keep(await openFakeUcenter({ verify: () => code(413, '密码错误') }));
    const env = { ...ucenter.env, ...database.env, ...largeQueries, ...noOtherLimit };
    const clock = testClock();
    const app = await startTestApp({ env, now: clock.now });
    const numbers = (from: number, to: number) => range(from, to);

    // These come one after the other: there is something left for those who come at once.
    const first = await byOne(app, numbers(1, 20), 'the-first');
    const [connections, sockets] = await Promise.all([
      atOnce(app, numbers(21, 400)),
      overSockets(app, numbers(401, 800), 4),
    ]);
    await app.close();
    const again = opened.keep(await startTestApp({ env, now: clock.now }));
    const afterwards = [
      await byOne(again, numbers(801, 1700), 'another'),
      await atOnce(again, numbers(1701, 1850)),
      await overSockets(again, numbers(1851, 2000), 2),
    ];

    expect([first, connections + sockets, ...afterwards]).toEqual([5, 45, 0, 0, 0]);
    expect(ucenter.verifications).toHaveLength(50);

    clock.advance(600_000);
    expect(await byOne(again, numbers(2001, 2100), 'the-first')).toBe(5);
    expect(ucenter.verifications).toHaveLength(55);
  });
});

describe('the attempt limit for guesses at many cards', () => {
  const cardGuess = (n: number) =>
    `verifyByEcard(input: { outid: "card-${n}", name: "${gao.name}", password: "000000" }) ${answer}`;

  async function scene(
    env: Readonly<Record<string, string>>,
  ): Promise<{ app: TestApp; ucenter: FakeUcenter }> {
    const ucenter = opened.keep(await openFakeUcenter({ verify: () => code(413, '密码错误') }));
    const limits = { ATTEMPTS_PER_TARGET: many, ...noOtherLimit, ...env };
    return {
      ucenter,
      app: opened.keep(await startTestApp({ env: { ...ucenter.env, ...largeQueries, ...limits } })),
    };
  }

  const ask = (app: TestApp, numbers: readonly number[], caller: string) =>
    Promise.all(
      numbers.map((n) => app.query<Record<string, Payload>>(`mutation { ${cardGuess(n)} }`, {}, as(caller))),
    ).then((answers) => letThrough(answers.flatMap((data) => Object.values(data))));

  it('stops one caller over all connections, and no other caller', async () => {
    const { app, ucenter } = await scene({ ATTEMPTS_PER_CALLER: '7' });

    const answers = await Promise.all(
      range(0, 9).map((n) => ask(app, range(n * 20, n * 20 + 19), 'guesser')),
    );

    expect(answers.reduce((sum, count) => sum + count, 0)).toBe(7);
    expect(await ask(app, range(1000, 1019), 'somebody-else')).toBe(7);
    expect(ucenter.verifications).toHaveLength(14);
  });

  it('stops one address for all of its callers', async () => {
    const { app, ucenter } = await scene({ ATTEMPTS_PER_ADDRESS: '11' });

    const answers = await Promise.all(
      range(0, 39).map((n) => ask(app, range(n * 5, n * 5 + 4), `caller-${n}`)),
    );

    expect(answers.reduce((sum, count) => sum + count, 0)).toBe(11);
    expect(ucenter.verifications).toHaveLength(11);
  });

  it('does not count attempts that were not sent: their cards keep their own limit', async () => {
    const { app } = await scene({ ATTEMPTS_PER_TARGET: '5', ATTEMPTS_PER_CALLER: '3' });
    await ask(app, range(1, 50), 'guesser');
    await ask(app, range(1, 50), 'guesser');

    // Three were counted for three cards: the others have all their five.
    for (const n of range(4, 50)) expect([n, await ask(app, [n], `owner-of-${n}`)]).toEqual([n, 1]);
  });
});

describe('300 guesses of the code of a merge', () => {
  it('reach the provider five times per holder and caller, for all verifications and across a restart', async () => {
    const database = opened.keep(openFileDatabase());
    const merges: string[] = [];
    const ucenter = opened.keep(
      await openFakeUcenter({
        verify: ({ body }) => {
          if (!body.includes('"MERGE"')) return takenBy('account-of-old');
          merges.push(body);
          return code(411, '验证码错误');
        },
      }),
    );
    const env = { ...ucenter.env, ...database.env, ...largeQueries, ...noOtherLimit };
    const input = (n: number) => ({ name: gao.name, identityNo: gao.identityNo, outid: `35${n}` });
    const app = await startTestApp({ env });
    // Two verifications of each account: a guesser could take another one after five attempts.
    const conflicts = await Promise.all(
      range(2, 13).map((n) => submitted(app, 'verifyByImport', input(n), as(`account-${Math.floor(n / 2)}`))),
    );
    const guessAll = async (service: TestApp, numbers: readonly number[], caller: number) => {
      const query = `mutation { ${numbers
        .map(
          (n) => `g${n}: mergeAccount(input: {
            verificationId: "${conflicts[2 * caller - 2 + (n % 2)]?.id}"
            code: "${String(n).padStart(6, '0')}", confirmIrreversible: true
          }) ${answer}`,
        )
        .join('\n')} }`;
      await service.query(query, {}, as(`account-${caller}`));
    };

    for (const caller of [1, 2, 3]) await guessAll(app, range(caller * 50, caller * 50 + 49), caller);
    await app.close();
    const again = opened.keep(await startTestApp({ env }));
    for (const caller of [4, 5, 6]) await guessAll(again, range(caller * 50, caller * 50 + 49), caller);

    expect(merges).toHaveLength(30);
  });
});
