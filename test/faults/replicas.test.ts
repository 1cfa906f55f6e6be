import { type Subscription, startTestApp, type TestApp } from '../support/app';
import { type FakeOneNet, openFakeOneNet, type StartedAtOneNet, startAtOneNet } from '../support/fake-onenet';
import { laterPush, pushAccepted } from '../support/onenet-push';
import { startPostgres, type TestPostgres } from '../support/postgres';
import { temporaryFolder } from '../support/temporary-folder';

const accountUpdates = `subscription ($after: String) {
  userVerificationUpdated(after: $after) { cursor version verification { id } }
}`;

interface Update {
  readonly userVerificationUpdated: {
    readonly cursor: string;
    readonly version: number;
    readonly verification: { readonly id: string };
  };
}

const verifications = 10;
const pushesEach = 20;
/** Two versions from the start of each verification, one from each push. */
const eventsInAll = verifications * (2 + pushesEach);

/** Follows the account from its first event on, and comes back where it was when its replica goes away. */
class Follower {
  readonly seen: Update['userVerificationUpdated'][] = [];
  #stream: Subscription<Update> | null = null;

  /** Until all events were seen; rejects when the stream breaks. */
  async follow(app: TestApp): Promise<void> {
    this.#stream = app.subscribe<Update>(accountUpdates, { after: this.seen.at(-1)?.cursor ?? beginning });
    while (this.seen.length < eventsInAll) {
      this.seen.push((await this.#stream.next()).userVerificationUpdated);
    }
    await this.stop();
  }

  async stop(): Promise<void> {
    await this.#stream?.stop();
    this.#stream = null;
  }
}

/** The cursor before the first event of an account. */
const beginning = Buffer.from('v1:0').toString('base64url');

describe('two replicas on one PostgreSQL', () => {
  const folder = temporaryFolder();
  let postgres: TestPostgres;
  let onenet: FakeOneNet;

  beforeAll(async () => {
    postgres = await startPostgres();
    onenet = await openFakeOneNet();
  });

  afterAll(async () => {
    await onenet.close();
    await postgres.close();
    folder.remove();
  });

  it('deliver every push to the subscribers of both, once and in order, while one of them is restarted', async () => {
    const databaseUrl = await postgres.createDatabase();
    const start = (name: string) =>
      startTestApp({
        env: {
          ...onenet.env,
          DATABASE_URL: databaseUrl,
          INBOX_PATH: `${folder.path}/${name}.inbox`,
          ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
        },
      });
    const one = await start('one');
    let two = await start('two');
    const started = await startSome(one, onenet);

    const atOne = new Follower();
    const atTwo = new Follower();
    const followedOne = atOne.follow(one);
    const brokenTwo = atTwo.follow(two).catch(() => 'broken');

    const push = (n: number, app: TestApp) =>
      Promise.all(
        started.map((verification) => {
          const url = verification.callbackUrl.replace(one.url, app.url);
          return pushAccepted(url, laterPush(verification, n, n % 2 === 0 ? '0' : '1'));
        }),
      );
    for (let n = 1; n <= pushesEach / 2; n += 1) await push(n, n % 2 === 0 ? one : two);
    await two.close();
    expect(await brokenTwo).toBe('broken');
    await atTwo.stop();
    for (let n = pushesEach / 2 + 1; n <= (pushesEach * 3) / 4; n += 1) await push(n, one);
    two = await start('two');
    const followedTwo = atTwo.follow(two);
    for (let n = (pushesEach * 3) / 4 + 1; n <= pushesEach; n += 1) await push(n, n % 2 === 0 ? one : two);

    await Promise.all([followedOne, followedTwo]);
    for (const { seen } of [atOne, atTwo]) {
      for (const { id } of started) {
        const versions = seen.filter((event) => event.verification.id === id).map((event) => event.version);
        expect(versions).toEqual(Array.from({ length: 2 + pushesEach }, (_, index) => index + 1));
      }
      expect(new Set(seen.map((event) => event.cursor)).size).toBe(eventsInAll);
    }
    expect(atOne.seen).toEqual(atTwo.seen);
    await one.close();
    await two.close();
  });
});

async function startSome(app: TestApp, onenet: FakeOneNet): Promise<StartedAtOneNet[]> {
  const started: StartedAtOneNet[] = [];
  for (let n = 0; n < verifications; n += 1) started.push(await startAtOneNet(app, onenet));
  return started;
}
