import { randomBytes } from 'node:crypto';
import { startTestApp, type TestApp } from '../support/app';
import { testClock } from '../support/clock';
import { closeAfterEach } from '../support/closing';
import { openFakeOneNet, startAtOneNet } from '../support/fake-onenet';
import { openFileDatabase } from '../support/file-database';
import { acknowledgement, laterPush, type PushAnswer, pushTo } from '../support/onenet-push';
import { range } from '../support/updates';

const opened = closeAfterEach();

const limit = 25;

/** Pushes to addresses that were never issued, as many as asked, each time with a whole and right body. */
async function knock(app: TestApp, count: number, push: unknown): Promise<readonly PushAnswer[]> {
  const doors = range(1, count).map(
    () => `${app.url}/callbacks/onenet/${randomBytes(32).toString('base64url')}`,
  );
  const answers: PushAnswer[] = [];
  for (const door of doors) answers.push(await pushTo(door, push));
  return answers;
}

function countBy(answers: readonly PushAnswer[]): Readonly<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

describe('guessing a callback address', () => {
  it('gets one answer, first with 404 and then with 429, while the right push still counts', async () => {
    const database = opened.keep(openFileDatabase());
    const oneNet = opened.keep(await openFakeOneNet());
    const clock = testClock(new Date('2030-03-02T01:00:00.000Z'));
    const env = { ...oneNet.env, ...database.env, ATTEMPTS_PER_ADDRESS: String(limit) };
    const app = await startTestApp({ env, now: clock.now });
    const started = await startAtOneNet(app, oneNet);
    const push = laterPush(started, 1, '1');

    const before = await knock(app, 100, push);
    expect(countBy(before)).toEqual({ 404: limit, 429: 100 - limit });
    expect(await pushTo(started.callbackUrl, push)).toMatchObject({ status: 200, body: acknowledgement });

    await app.close();
    const again = opened.keep(await startTestApp({ env, now: clock.now }));
    const afterwards = await knock(again, limit + 5, push);
    expect(countBy(afterwards)).toEqual({ 404: limit, 429: 5 });
    const door = `${again.url}${new URL(started.callbackUrl).pathname}`;
    const verdict = laterPush(started, 2, '0');
    expect(await pushTo(door, verdict)).toMatchObject({ status: 200, body: acknowledgement });
    const { verification } = await again.query<{ verification: { status: string } }>(
      'query ($id: ID!) { verification(id: $id) { status } }',
      { id: started.id },
    );
    expect(verification.status).toBe('APPROVED');

    clock.advance(600_000);
    const later = await knock(again, 1, push);
    expect(countBy(later)).toEqual({ 404: 1 });
    const bodies = [...before, ...afterwards, ...later].map(
      ({ body, contentType }) => `${contentType} ${body}`,
    );
    expect(new Set(bodies).size).toBe(1);
  });

  it('learns nothing from the body: an unknown address answers the same to all of them', async () => {
    const oneNet = opened.keep(await openFakeOneNet());
    const app = opened.keep(await startTestApp({ env: oneNet.env }));
    const started = await startAtOneNet(app, oneNet);
    const door = `${app.url}/callbacks/onenet/${randomBytes(32).toString('base64url')}`;

    const answers = [
      await pushTo(door, laterPush(started, 1, '0')),
      await pushTo(door, '{'),
      await pushTo(door, ''),
      await pushTo(door, { auditResult: null }),
      await pushTo(door, []),
      // Of the right address: a stranger's number, and a stranger's phone.
      await pushTo(started.callbackUrl, laterPush({ ...started, busiSeq: 'OneNET0' }, 1, '0')),
      await pushTo(started.callbackUrl, laterPush({ ...started, phone: '19912340009' }, 1, '0')),
    ];

    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
  });
});

describe('guessing a return address', () => {
  it('gets the answer of every unknown address', async () => {
    const app = opened.keep(await startTestApp());
    const paths = [
      ...range(1, 20).map(() => `/returns/linkid/${randomBytes(32).toString('base64url')}?at=x`),
      '/returns/linkid/x',
      '/returns/nobody/x?at=x',
      '/nothing/here',
    ];

    const answers = await Promise.all(
      paths.map(async (path) => {
        const response = await fetch(`${app.url}${path}`, { redirect: 'manual' });
        return `${response.status} ${response.headers.get('location')} ${await response.text()}`;
      }),
    );

    expect(new Set(answers)).toEqual(new Set(['404 null {"error":"Not found."}']));
  });
});
