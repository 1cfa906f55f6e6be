import { canaryPerson, canarySecrets } from './canaries';
import type { Mood } from './canary-far-ends';
import { canaryStarts } from './canary-inputs';
import type { CanaryService } from './canary-service';

interface Seen {
  readonly id: string;
  readonly status: string;
  readonly references: { readonly busiSeq: string | null; readonly rnAuthTicket: string | null };
}

interface Payload {
  readonly verification: Seen | null;
}

export interface Tour {
  /** Statuses that the verification went through, as the answers said. */
  readonly statuses: readonly string[];
  readonly id: string;
}

type Ask = CanaryService['ask'];

/** One account of its own for every tour. */
interface Traveller {
  readonly service: CanaryService;
  readonly guid: string;
  readonly ask: Ask;
}

let keys = 0;

/**
 * Starts a verification by one method while its provider is in one mood, then does with it whatever can be done, and
 * asks for it in every way there is.
 */
export async function tour(service: CanaryService, method: string, mood: Mood): Promise<Tour> {
  const { farEnds } = service;
  const start = canaryStarts[method];
  if (!start) throw new Error(`nobody knows how to start ${method}`);
  keys += 1;
  const guid = `account-${keys}`;
  const ask: Ask = (rootField, variables, headers = {}) =>
    service.ask(rootField, variables, { 'x-dev-guid': guid, ...headers });
  const traveller = { ask, guid, service };
  const input = { ...start.input, idempotencyKey: `${canarySecrets.idempotencyKey}-${keys}` };
  // A page can only be come back from where it was given: there the mood changes afterwards.
  farEnds.mood = method === 'ONENET_PAGE' || method === 'LINKID_PAGE' ? pageMood(mood) : mood;
  // Without the person's own token the service has to fetch one of its own.
  const headers = mood === 'refusing us a token' ? { 'x-ucenter-access-token': '' } : {};
  const started = (await ask(`Mutation.${start.mutation}`, { input }, headers)) as Payload;
  if (!started.verification) throw new Error(`${method} was not accepted`);
  const { id, status } = started.verification;
  const statuses = [status];
  const note = (answer: unknown) => {
    const { verification } = answer as Payload;
    if (verification) statuses.push(verification.status);
  };

  farEnds.mood = mood;
  if (method === 'ONENET_PAGE' && status === 'AWAITING_USER') statuses.push(...(await pushes(traveller, id)));
  if (method === 'LINKID_PAGE' && status === 'AWAITING_USER') await comeBack(traveller, id, mood, note);
  note(await ask('Mutation.refreshVerification', { id }));
  if (statuses.includes('CONFLICT')) await merge(traveller, id, note);
  statuses.push((await look(traveller, id)).status);
  await follow(traveller, id);
  return { id, statuses };
}

/** Moods that are about the start itself stay; in the others the page is given. */
function pageMood(mood: Mood): Mood {
  return mood === 'taken' || mood === 'taken for good' || mood === 'mismatch' || mood === 'undetermined'
    ? 'well'
    : mood;
}

/** OneNET pushes everything it knows, whatever the verdict. */
async function pushes(traveller: Traveller, id: string): Promise<string[]> {
  const { service } = traveller;
  const { name, identityNo, mobileNo, address, birthday } = canaryPerson;
  const door = new URL(service.farEnds.doors.at(-1) ?? '').pathname;
  const seen: string[] = [];
  for (const [n, auditStatus] of ['1', '2', '0', '3', '4', 'a status nobody knows'].entries()) {
    const auditResult = {
      auditStatus,
      busiSeq: service.farEnds.busiSeqs.at(-1),
      phone: mobileNo,
      responseTime: Date.now() + n,
      transactionID: `23003020200404161716${n}`,
      auditMessage: `${name}（${identityNo}，${mobileNo}，${address}）: ${auditStatus}`,
    };
    const auditInfo = {
      custName: name,
      custCertNo: identityNo,
      custCertAddr: address,
      gender: '1',
      nation: '汉',
      birthday: Date.parse(`${birthday}T00:00:00+08:00`),
    };
    await service.request(door, { method: 'POST', body: JSON.stringify({ auditResult, auditInfo }) });
    seen.push(((await traveller.ask('Query.verification', { id })) as Seen).status);
  }
  return seen;
}

/** The browser comes back with `at`; then the application brings one as well. */
async function comeBack(
  { ask, service }: Traveller,
  id: string,
  mood: Mood,
  note: (answer: unknown) => void,
): Promise<void> {
  const door = new URL(service.farEnds.doors.at(-1) ?? '').pathname;
  const at = `${canarySecrets.at}-${mood.length}`;
  await service.request(`${door}?at=${at}`);
  note(await ask('Mutation.completeLinkIdVerification', { input: { verificationId: id, at } }));
}

/** Wrong once, then right. */
async function merge(
  { ask, service }: Traveller,
  id: string,
  note: (answer: unknown) => void,
): Promise<void> {
  const input = { verificationId: id, code: canarySecrets.mergeCode, confirmIrreversible: true };
  service.farEnds.mood = 'refusing with the values in its words';
  note(await ask('Mutation.mergeAccount', { input }));
  service.farEnds.mood = 'well';
  note(await ask('Mutation.mergeAccount', { input }));
}

/** Asks for a verification in every way there is, each time for all it has. */
async function look({ ask, guid }: Traveller, id: string): Promise<Seen> {
  const seen = (await ask('Query.verification', { id })) as Seen;
  const { busiSeq, rnAuthTicket } = seen.references;
  if (busiSeq !== null) await ask('Query.verificationByBusiSeq', { busiSeq });
  if (rnAuthTicket !== null) await ask('Query.verificationByTicket', { rnAuthTicket });
  await ask('Query.verifications', { filter: { guid } });
  await ask('Query.linkIdAppResult', { appId: 'app-1', platform: 'PC' });
  await ask('Query._entities', {
    representations: [
      { __typename: 'Verification', id },
      { __typename: 'User', guid },
    ],
  });
  return seen;
}

async function follow({ service, guid }: Traveller, id: string): Promise<void> {
  await service.follow('Subscription.verificationUpdated', { id, sinceVersion: 0 }, 2, guid);
  const after = Buffer.from('v1:0').toString('base64url');
  await service.follow('Subscription.userVerificationUpdated', { after }, 2, guid);
}
