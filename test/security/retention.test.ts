import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openInbox } from '../../src/storage/open-store';
import { testClock } from '../support/clock';
import { openEventStream } from '../support/event-stream';
import { canaryPerson } from './support/canaries';
import { canaryStarts } from './support/canary-inputs';
import { type CanaryService, openCanaryService, serviceKey } from './support/canary-service';
import { backUp, openEverything } from './support/sealed';

const dayMs = 86_400_000;

let service: CanaryService | undefined;
afterEach(async () => {
  await service?.close();
  service = undefined;
});

async function scene(retentionDays: number) {
  const clock = testClock(new Date('2030-03-02T01:00:00.000Z'));
  const env = { RETENTION_DAYS: String(retentionDays), PENDING_TTL_SECONDS: String(300 * 86_400) };
  const running = await openCanaryService({ env, now: clock.now, sweepPauseMs: 10 });
  service = running;
  const start = async (method: string): Promise<string> => {
    const { mutation, input } = canaryStarts[method] ?? {};
    const payload = (await running.ask(`Mutation.${mutation}`, { input })) as {
      verification: { id: string };
    };
    return payload.verification.id;
  };
  const keystorePath = join(running.folder, 'realname.keystore');
  return {
    running,
    clock,
    start,
    /** Verifications with personal data that is readable with all existing keys. */
    readable: (path = join(running.folder, 'realname.db')) =>
      new Set(openEverything(path, keystorePath, [serviceKey]).map(({ verificationId }) => verificationId)),
    /** When that has happened to a verification. */
    happened: (id: string, cause: 'REDACTED' | 'TIMED_OUT') => untilCause(running, id, cause),
  };
}

const follow = `subscription ($id: ID!) {
  verificationUpdated(id: $id, sinceVersion: 0) { cause }
}`;

async function untilCause({ url }: CanaryService, id: string, cause: string): Promise<void> {
  const stream = await openEventStream(url, follow, { variables: { id } });
  for (;;) {
    const result = await stream.next();
    if (result === null) throw new Error(`the stream ended before ${cause}`);
    const { verificationUpdated } = result.data as { verificationUpdated: { cause: string } };
    if (verificationUpdated.cause === cause) break;
  }
  await stream.close();
}

function rowsIn(path: string, table: string): number {
  const database = new DatabaseSync(path, { timeout: 5000 });
  const row = database.prepare(`select count(*) as count from ${table}`).get();
  database.close();
  return Number(row?.['count']);
}

/** Lets the service work until something holds; the test's own time limit is how long it may take. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

describe('RETENTION_DAYS', () => {
  it('destroys verifications by the time since their end, in copies as well, and no younger ones', async () => {
    const { clock, start, readable, happened, running } = await scene(30);
    const old = [await start('IMPORT'), await start('MOBILE_OWNER')];
    running.farEnds.mood = 'taken for good';
    old.push(await start('IMPORT'));
    running.farEnds.mood = 'well';
    clock.advance(20 * dayMs);
    const young = await start('MOBILE_OWNER');
    const copy = backUp(running.folder, 'before');
    expect(readable(copy)).toEqual(new Set([...old, young]));

    clock.advance(10 * dayMs + 1000);
    await Promise.all(old.map((id) => happened(id, 'REDACTED')));

    expect(readable()).toEqual(new Set([young]));
    // The keys go after the events: a round is done when it has told everybody and destroyed everything.
    await until(() => !old.some((id) => readable(copy).has(id)));
    const reveal = { input: { verificationId: young, purpose: 'a test of retention' } };
    expect(await running.ask('Mutation.revealPersonalInfo', reveal)).toMatchObject({
      personalInfo: { realName: canaryPerson.name },
    });
  });

  it('counts from the end: an undecided verification is kept, however old, until it has expired and aged', async () => {
    const { clock, start, readable, happened } = await scene(30);
    const waiting = await start('ONENET_PAGE');
    const done = await start('MOBILE_OWNER');

    clock.advance(299 * dayMs);
    await happened(done, 'REDACTED');
    expect(readable()).toEqual(new Set([waiting]));

    clock.advance(2 * dayMs);
    await happened(waiting, 'TIMED_OUT');
    expect(readable()).toEqual(new Set([waiting]));

    clock.advance(31 * dayMs);
    await happened(waiting, 'REDACTED');
    expect(readable()).toEqual(new Set());
  });

  it('counts by our own clock: a verdict that a provider backdates by years is kept as long as any other', async () => {
    const { running, clock, start, readable, happened } = await scene(30);
    const older = await start('MOBILE_OWNER');
    clock.advance(2 * dayMs);
    const id = await start('ONENET_PAGE');
    const auditResult = {
      auditStatus: '0',
      busiSeq: running.farEnds.busiSeqs.at(-1),
      phone: canaryPerson.mobileNo,
      responseTime: clock.now().getTime() - 3000 * dayMs,
    };
    await running.request(new URL(running.farEnds.doors.at(-1) ?? '').pathname, {
      method: 'POST',
      body: JSON.stringify({ auditResult, auditInfo: { custName: canaryPerson.name } }),
    });

    // One round destroys all that it may: what it has left, it had to leave.
    clock.advance(29 * dayMs);
    await happened(older, 'REDACTED');
    expect(readable()).toEqual(new Set([id]));

    clock.advance(2 * dayMs);
    await happened(id, 'REDACTED');
    expect(readable()).toEqual(new Set());
  });
});

it('all that is due is destroyed in one round, batch after batch, and counted in the metrics', async () => {
  const clock = testClock(new Date('2030-03-02T01:00:00.000Z'));
  const env = { RETENTION_DAYS: '30', STARTS_PER_CALLER: '1000', STARTS_PER_IDENTITY: '1000' };
  service = await openCanaryService({ env, now: clock.now, sweepPauseMs: 10 });
  const { url } = service;
  const { mutation, input } = canaryStarts['MOBILE_OWNER'] ?? {};
  // More than two batches, of accounts of their own.
  for (let n = 0; n < 230; n += 1) {
    await service.ask(`Mutation.${mutation}`, { input }, { 'x-dev-guid': `account-${n}` });
  }

  clock.advance(31 * dayMs);

  const count = async (name: string) => {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(metrics)?.[1]);
  };
  const rounds = () =>
    (service?.log() ?? '')
      .split('\n')
      .filter((line) => line.includes('"duty":"retain"'))
      .map((line) => (JSON.parse(line) as { count: number }).count);
  const sum = (counts: readonly number[]) => counts.reduce((total, one) => total + one, 0);
  while (sum(rounds()) < 230) await new Promise((resolve) => setImmediate(resolve));
  expect(await count('realname_retention_redacted_total')).toBe(230);
  expect(Math.max(...rounds())).toBeGreaterThan(100);
  const keys = openEverything(
    join(service.folder, 'realname.db'),
    join(service.folder, 'realname.keystore'),
    [serviceKey],
  );
  expect(keys).toEqual([]);
});

it('attempts are deleted after their window', async () => {
  const { running, clock, start } = await scene(30);
  const path = join(running.folder, 'realname.db');
  await start('ECARD');
  await start('MOBILE');
  const counted = rowsIn(path, 'attempt');
  clock.advance(600_000);
  await until(() => rowsIn(path, 'attempt') < counted);
  // Starts have a window of their own.
  expect(rowsIn(path, 'attempt')).toBeGreaterThan(0);

  clock.advance(86_400_000);

  await until(() => rowsIn(path, 'attempt') === 0);
});

it('kept pushes are deleted after the retention time', async () => {
  const { running, clock } = await scene(30);
  const path = join(running.folder, 'realname.inbox');
  const inbox = openInbox(path, { encryptionKeys: [serviceKey], cipherSuite: 'aes' });
  inbox.put({
    provider: 'ONENET',
    callbackHash: 'a-door',
    hasMac: true,
    body: { auditResult: {} },
    receivedAt: clock.now(),
  });
  await until(() => inbox.counts().aside === 1);

  clock.advance(31 * dayMs);

  await until(() => inbox.counts().aside === 0);
  expect(rowsIn(path, 'push')).toBe(0);
  inbox.close();
});

it('the request that a merge repeats is destroyed after an hour', async () => {
  const { running, clock, start } = await scene(30);
  running.farEnds.mood = 'taken';
  const id = await start('ECARD');
  const fields = () =>
    openEverything(join(running.folder, 'realname.db'), join(running.folder, 'realname.keystore'), [
      serviceKey,
    ]).map(({ field }) => field);
  expect(fields()).toContain('replay');

  clock.advance(3_600_000 + 1);
  type Seen = { readonly conflict: { readonly mergeable: boolean } };
  let seen = (await running.ask('Query.verification', { id })) as Seen;
  while (seen.conflict.mergeable) seen = (await running.ask('Query.verification', { id })) as Seen;

  expect(fields()).not.toContain('replay');
});
