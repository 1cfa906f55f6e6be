import { createHash } from 'node:crypto';
import { identityNoCheckDigit } from '../../../src/domain/input/certificate-number';
import { startTestApp, type TestApp, type TestAppOptions } from '../../support/app';
import type { Closing } from '../../support/closing';
import { type FakeLinkId, openFakeLinkId } from '../../support/fake-linkid';
import { type FakeUcenter, type FakeUcenterOptions, openFakeUcenter } from '../../support/fake-ucenter';
import { type FarEnd, openFarEnd, type Reaction } from '../../support/far-end';
import { as, type InputFault, submitted } from '../../support/ucenter';
import type { Input } from '../../support/ucenter-inputs';
import { agrees, policyFile, yuxinEnv } from '../cases/scene';

/** An invented identity number of somebody born on that day. */
export function numberOf(birthday: string, place = '001'): string {
  const first17 = `330102${birthday}${place}`;
  return first17 + identityNoCheckDigit(first17);
}

/** Invented; on 2 March 2026, where the tests' clocks begin, aged 13, 35 and 38. */
export const child = { name: '童试儿', identityNo: numberOf('20120601'), outid: '150941' } as const;
export const adult = { name: '成试人', identityNo: numberOf('19900101'), mobileNo: '19912345555' } as const;
export const father = { name: '童试父', identityNo: numberOf('19870412') } as const;

export const childAccount = as('account-of-child');
export const fatherAccount = as('account-of-father');
export const adultAccount = as('account-of-adult');

export const digest = createHash('sha256').update('an invented notice').digest('hex');
export const notice = { noticeVersion: '2026-01', noticeDigest: digest } as const;

export const purposes = {
  default: { level: 'LOW' },
  payout: { level: 'LOW', consent: ['GENERAL'] },
  exam: { level: 'SUBSTANTIAL', consent: ['GENERAL', 'SEPARATE'] },
  face: { level: 'SUBSTANTIAL', allow: ['LINKID_PHOTO'] },
} as const;

export interface ConsentScene {
  readonly app: TestApp;
  readonly ucenter: FakeUcenter;
  readonly linkId: FakeLinkId;
  readonly yuxin: FarEnd;
  /** How many requests about persons the providers have got. */
  sent(): number;
}

export interface ConsentSceneOptions extends TestAppOptions {
  readonly consent?: string;
  readonly ucenterDoes?: FakeUcenterOptions;
  readonly yuxinDoes?: () => Reaction;
  readonly moreClosing?: never;
}

/** A service with ucenter, LinkID and Yuxin at real sockets, which enforces consents. */
export async function openConsentScene(
  opened: Closing,
  {
    consent = 'enforce',
    ucenterDoes = {},
    yuxinDoes = () => agrees,
    env = {},
    ...overrides
  }: ConsentSceneOptions = {},
): Promise<ConsentScene> {
  const ucenter = opened.keep(await openFakeUcenter(ucenterDoes));
  const linkId = opened.keep(await openFakeLinkId());
  const yuxin = opened.keep(await openFarEnd(yuxinDoes));
  const app = opened.keep(
    await startTestApp({
      ...overrides,
      env: {
        ...ucenter.env,
        ...linkId.env,
        ...yuxinEnv(yuxin.baseUrl),
        ROUTING_POLICY: policyFile(opened, { name: 'consents', version: '1', purposes }),
        CONSENT: consent,
        ...env,
      },
    }),
  );
  const sent = () =>
    ucenter.verifications.length +
    ucenter.results.length +
    ucenter.owners.length +
    linkId.pages.length +
    linkId.photos.length +
    linkId.asked.length +
    yuxin.received.length;
  return { app, ucenter, linkId, yuxin, sent };
}

export interface SeenConsent {
  readonly id: string;
  readonly user: { readonly guid: string };
  readonly purpose: string;
  readonly kind: string;
  readonly status: string;
  readonly noticeVersion: string;
  readonly noticeDigest: string;
  readonly givenBy: string;
  readonly givenAt: string;
  readonly withdrawnAt: string | null;
}

export interface SeenConsentPayload {
  readonly consent: SeenConsent | null;
  readonly inputErrors: readonly InputFault[];
}

export const consentFields =
  'id user { guid } purpose kind status noticeVersion noticeDigest givenBy givenAt withdrawnAt';
const payload = `consent { ${consentFields} } inputErrors { path code message }`;

type Asking = Pick<TestApp, 'query'>;
type Headers = Record<string, string>;

export async function askConsent(app: Asking, input: Input, headers: Headers): Promise<SeenConsentPayload> {
  const query = `mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { ${payload} } }`;
  const data = await app.query<{ recordConsent: SeenConsentPayload }>(
    query,
    { input: { purpose: 'default', ...notice, ...input } },
    headers,
  );
  return data.recordConsent;
}

/** The same, where it must be accepted. */
export async function consentTo(app: Asking, input: Input, headers: Headers): Promise<SeenConsent> {
  const { consent, inputErrors } = await askConsent(app, input, headers);
  if (!consent) throw new Error(`not recorded: ${JSON.stringify(inputErrors)}`);
  return consent;
}

export async function withdraw(app: Asking, id: string, headers: Headers): Promise<SeenConsentPayload> {
  const query = `mutation ($id: ID!) { withdrawConsent(id: $id) { ${payload} } }`;
  return (await app.query<{ withdrawConsent: SeenConsentPayload }>(query, { id }, headers)).withdrawConsent;
}

export async function consentsOf(
  app: Asking,
  guid: string,
  headers: Headers,
  args = '',
): Promise<readonly SeenConsent[]> {
  const query = `query ($guid: _Any!) { _entities(representations: [$guid]) {
    ... on User { consents${args} { nodes { ${consentFields} } edges { cursor } pageInfo { hasNextPage endCursor } } }
  } }`;
  const data = await app.query<{ _entities: [{ consents: { nodes: readonly SeenConsent[] } }] }>(
    query,
    { guid: { __typename: 'User', guid } },
    headers,
  );
  return data._entities[0].consents.nodes;
}

export function faultsIn({
  inputErrors,
}: {
  readonly inputErrors: readonly InputFault[];
}): readonly string[] {
  return inputErrors.map(({ path, code }) => `${path.join('.')} ${code}`).sort();
}

/** The father's proof: ucenter has approved that he is the relative of the child. */
export async function proofOfFather(
  app: Asking,
  changes: Input = {},
  headers: Headers = fatherAccount,
): Promise<string> {
  const input = {
    name: father.name,
    relation: 'FATHER',
    outid: child.outid,
    childName: child.name,
    source: 'IMPORT',
    ...changes,
  };
  return (await submitted(app, 'verifyByRelation', input, headers)).id;
}

/** The child's own check, whose input holds the child's number. */
export const childCheck = { name: child.name, identityNo: child.identityNo, outid: child.outid } as const;
