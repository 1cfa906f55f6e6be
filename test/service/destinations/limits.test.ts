import { setImmediate } from 'node:timers/promises';
import { startTestApp, type TestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { openFakeOneNet, startAtOneNet } from '../../support/fake-onenet';
import { openFileDatabase } from '../../support/file-database';
import { openWebhookReceiver } from '../../support/webhook-receiver';

const opened = closeAfterEach();

interface Answer {
  readonly destination: { readonly id: string } | null;
  readonly inputErrors: readonly { readonly path: readonly string[]; readonly code: string }[];
}

const payload = '{ destination { id } inputErrors { path code message } }';
const createMutation = `mutation ($input: CreateEventDestinationInput!) {
  answer: createEventDestination(input: $input) ${payload}
}`;
const deleteMutation = `mutation ($id: ID!) { answer: deleteEventDestination(id: $id) ${payload} }`;

async function ask(app: TestApp, mutation: string, variables: Record<string, unknown>): Promise<Answer> {
  return (await app.query<{ answer: Answer }>(mutation, variables)).answer;
}

const create = (app: TestApp, url: string) => ask(app, createMutation, { input: { url } });

async function ids(app: TestApp): Promise<readonly string[]> {
  const { eventDestinations } = await app.query<{ eventDestinations: readonly { id: string }[] }>(
    '{ eventDestinations { id } }',
  );
  return eventDestinations.map(({ id }) => id);
}

describe('destinations of events', () => {
  it('are at most WEBHOOK_MAX_DESTINATIONS, also if several are made at once; a deleted one counts no more', async () => {
    const app = opened.keep(await startTestApp({ env: { WEBHOOK_MAX_DESTINATIONS: '2' } }));
    const answers = await Promise.all([1, 2, 3, 4].map((n) => create(app, `http://127.0.0.1:9/hook-${n}`)));
    const refused = answers.filter(({ destination }) => destination === null);
    expect(refused.map(({ inputErrors }) => inputErrors)).toEqual(
      Array(2).fill([
        { path: [], code: 'NOT_ALLOWED', message: expect.stringContaining('WEBHOOK_MAX_DESTINATIONS') },
      ]),
    );
    const [first] = await ids(app);
    expect(await ids(app)).toHaveLength(2);
    await ask(app, deleteMutation, { id: first });
    expect((await create(app, 'http://127.0.0.1:9/hook-5')).inputErrors).toEqual([]);
    expect(await ids(app)).toHaveLength(2);
  });

  it('get nothing more once they are deleted, whatever is under way or waits; others go on', async () => {
    const database = opened.keep(openFileDatabase());
    const oneNet = opened.keep(await openFakeOneNet());
    const leaving = opened.keep(await openWebhookReceiver());
    const staying = opened.keep(await openWebhookReceiver());
    const env = { ...oneNet.env, ...database.env, WEBHOOK_RETRY_SECONDS: '1', WEBHOOK_TIMEOUT_MS: '60000' };
    const app = opened.keep(await startTestApp({ env }));
    // One verification has no answer yet; another one is refused, and both its events wait.
    let silent: string | null = null;
    leaving.answer(({ event }) => {
      silent ??= event.subject;
      return event.subject === silent ? 'silent' : { status: 500 };
    });
    const { destination } = await create(app, leaving.url);
    await create(app, staying.url);
    await startAtOneNet(app, oneNet, { guid: 'account-of-liu' });
    await leaving.until(1);
    await startAtOneNet(app, oneNet, { guid: 'account-of-ouyang' });
    const waiting = () =>
      database.beside(
        (beside) => beside.prepare('select count(*) as count from event_delivery').get()?.['count'],
      );
    while (waiting() !== 2) await setImmediate();

    expect((await ask(app, deleteMutation, { id: destination?.id })).destination).toEqual(destination);
    const { length: before } = leaving.received;
    expect([(await ids(app)).length, waiting()]).toEqual([1, 0]);
    const last = await startAtOneNet(app, oneNet, { guid: 'account-of-liu' });
    expect((await staying.untilTaken(6)).slice(4)).toEqual([`${last.id}.1`, `${last.id}.2`]);
    // A request that was on its way when the destination was deleted may still arrive; nothing later does.
    const names = leaving.received.slice(before).map(({ event }) => event.subject);
    expect(names).not.toContain(last.id);
    expect((await ask(app, deleteMutation, { id: destination?.id })).inputErrors).toMatchObject([
      { path: ['id'], code: 'UNKNOWN_REFERENCE' },
    ]);
  });
});
