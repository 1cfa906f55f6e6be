import type { DemoClient } from './client.mts';
import { conflictChapter } from './conflict.mts';
import { DemoFault } from './fault.mts';
import { linkIdChapter } from './linkid.mts';
import { linkIdAppChapter } from './linkid-app.mts';
import { linkIdSourceChapter } from './linkid-source.mts';
import { oneNetChapter } from './onenet-page.mts';
import { visit } from './page.mts';
import { inventId, inventMobileNo } from './person.mts';
import { personalDataChapter } from './personal-data.mts';
import { tableHeading } from './table.mts';
import { type Chapter, openTour, type Tour } from './tour.mts';
import { ucenterChapter } from './ucenter.mts';
import { ucenterFaceChapter } from './ucenter-faces.mts';
import { submit, submitId } from './verification.mts';
import type { Walk } from './walk.mts';
import { yuxinChapter } from './yuxin.mts';

/** Personal data comes last: it ends by destroying the data that the other scenes left. */
const chapters: readonly Chapter[] = [
  oneNetChapter,
  yuxinChapter,
  ucenterChapter,
  ucenterFaceChapter,
  conflictChapter,
  linkIdChapter,
  linkIdAppChapter,
  linkIdSourceChapter,
  personalDataChapter,
];

interface Offered {
  readonly verificationMethods: readonly { readonly method: string; readonly mutation: string }[];
}

/**
 * Walks every method against the sandbox, one row of the table per scene. An unexpected outcome is printed and does not
 * stop the rest; at the end it becomes a DemoFault. Each run has its own accounts and people, so that it can be
 * repeated against the same database.
 */
export const allWalk: Walk = {
  title: 'Every method, against the sandbox',
  async run(anybody, say) {
    const [guid, otherGuid] = [inventId('demo-'), inventId('demo-')];
    const client = anybody.as(guid);
    const sandbox = await findSandbox(client);
    const tour = openTour({ client, guid, otherGuid, service: anybody.url, sandbox }, say);
    say(tableHeading);
    for (const { title, play } of chapters) {
      say('');
      say(`  ${title}`);
      await play(tour);
    }
    say('');
    say(await summary(tour));
  },
};

/** Throws DemoFault unless authUrl leads to the sandbox, before an invented person is sent to a real provider. */
async function findSandbox(client: DemoClient): Promise<string> {
  const { id, authUrl } = await submit(client, 'startOneNetVerification', {
    userId: 38453,
    phone: inventMobileNo(),
  });
  if (authUrl !== null) {
    await submitId(client, 'cancelVerification', id);
    const { origin } = new URL(authUrl);
    const page = await (await visit(`${origin}/`)).text();
    if (page.includes('Real-name verification sandbox')) return origin;
  }
  throw new DemoFault(
    'The demonstration of every method needs the sandbox in place of all providers: start the service with npm start and no provider configured.',
  );
}

/** Throws DemoFault if an outcome is not the expected one, or if a method that the service knows has none. */
async function summary({ client, outcomes }: Tour): Promise<string> {
  const { verificationMethods: methods } = await client.ask<Offered>(
    'query Methods { verificationMethods { method mutation } }',
  );
  const faulty = outcomes.filter(({ fault }) => fault !== null);
  if (faulty.length > 0) {
    throw new DemoFault(`${faulty.length} of ${outcomes.length} outcomes are not the expected ones.`);
  }
  const missing = methods.filter(
    ({ method, mutation }) =>
      !outcomes.some((outcome) => outcome.method === method && outcome.operation === mutation),
  );
  if (missing.length > 0) {
    throw new DemoFault(`No outcome shows ${missing.map(({ method }) => method).join(', ')}.`);
  }
  return `  ${outcomes.length} outcomes by ${methods.length} methods, each as expected.`;
}
