import type { MethodInput } from '../../../../src/domain/input/input-check';
import type { Caller } from '../../../../src/service/access/caller';
import { continueIdentityCase } from '../../../../src/service/cases/continue-case';
import { expireCases } from '../../../../src/service/cases/expire-cases';
import { followUnfollowed } from '../../../../src/service/cases/follow-case';
import { verifyIdentity } from '../../../../src/service/cases/verify-identity';
import { cancelLeftCases } from '../../../../src/service/consents/cancel-resting-cases';
import { recordConsent } from '../../../../src/service/consents/record-consent';
import { withdrawConsent } from '../../../../src/service/consents/withdraw-consent';
import { redactUser, redactVerification } from '../../../../src/service/personal-data/redact';
import { completeReturn } from '../../../../src/service/provider-events/complete-return';
import type { ServiceTools } from '../../../../src/service/tools';
import { expireOverdue } from '../../../../src/service/verification/expire-overdue';
import { mergeAccount } from '../../../../src/service/verification/merge-account';
import { pollDue } from '../../../../src/service/verification/poll-due';
import { refreshVerification } from '../../../../src/service/verification/refresh-verification';
import { startVerification } from '../../../../src/service/verification/start-verification';
import type { Submission } from '../../../../src/service/verification/submission';
import { facePhoto } from '../../../support/ucenter-inputs';
import { notice } from '../scene';
import type { Ledger, Person, World } from './world';

export interface Stage {
  readonly tools: ServiceTools;
  readonly ledger: Ledger;
  readonly world: World;
  readonly random: () => number;
  /** The person whose result is behind this `at`. */
  readonly returned: (at: string, person: Person) => void;
  /** How often each end was met. */
  readonly ends: Map<string, number>;
  /** What the operations of this world have made. */
  readonly made: Made;
}

export interface Made {
  readonly guardian: string[];
  readonly separate: { readonly id: string; readonly giver: Person }[];
  readonly proofs: string[];
  readonly verifications: { readonly id: string; readonly owner: Person }[];
  readonly pages: { readonly id: string; readonly owner: Person }[];
  readonly conflicts: { readonly id: string; readonly owner: Person }[];
  readonly cases: { readonly id: string; readonly owner: Person }[];
}

export const nothingMade = (): Made => ({
  guardian: [],
  separate: [],
  proofs: [],
  verifications: [],
  pages: [],
  conflicts: [],
  cases: [],
});

type Operation = (stage: Stage, begun: number) => Promise<unknown>;

/** Every way on which a consent comes, goes, or lets a request through; a name that stands twice is twice as likely. */
export const operations: readonly (readonly [string, Operation])[] = [
  ['guardian agrees', agreeForChild],
  ['guardian agrees', agreeForChild],
  [
    'guardian takes it back',
    withdrawLast(
      (made) => made.guardian,
      (stage) => stage.world.father,
    ),
  ],
  ['guardian verifies the relation', proveRelation],
  ['guardian verifies the relation', proveRelation],
  ['the proof is redacted', redactProof],
  ['the guardian is erased', (stage, begun) => erase(stage, begun, stage.world.father)],
  ['the child is erased', (stage, begun) => erase(stage, begun, stage.world.child)],
  ['the adult is erased', (stage, begun) => erase(stage, begun, stage.world.adult)],
  ['the adult agrees to the face', (stage, begun) => agreeToFace(stage, begun, stage.world.adult)],
  ['the child agrees to the face', (stage, begun) => agreeToFace(stage, begun, stage.world.child)],
  ['a face is taken back', withdrawFace],
  ["the child's check", (stage) => start(stage, 'IMPORT', stage.world.child)],
  ["the child's check", (stage) => start(stage, 'IMPORT', stage.world.child)],
  ["the child's photo", (stage) => start(stage, 'LINKID_PHOTO', stage.world.child)],
  ["the child's page", (stage) => start(stage, 'LINKID_PAGE', stage.world.child)],
  ["the adult's photo", (stage) => start(stage, 'LINKID_PHOTO', stage.world.adult)],
  ["the adult's page", (stage) => start(stage, 'LINKID_PAGE', stage.world.adult)],
  ["the adult's check", (stage) => start(stage, 'IMPORT', stage.world.adult)],
  ["the child's case", (stage) => openCase(stage, stage.world.child)],
  ["the adult's case", (stage) => openCase(stage, stage.world.adult)],
  ['a case goes on', continueCase],
  ['a merge', merge],
  ['a refresh', refresh],
  ['a browser returns', comeBack],
  ['polling', ({ tools }) => Promise.all(['UCENTER', 'LINKID'].map((name) => pollDue(tools, name, never)))],
  ['cases are followed', ({ tools }) => followUnfollowed(tools)],
  ['left cases are canceled', ({ tools }) => cancelLeftCases(tools)],
  ['time is over', ({ tools }) => Promise.all([expireOverdue(tools, never), expireCases(tools)])],
];

const never = new AbortController().signal;

const callerOf = ({ guid }: Person): Caller => ({
  guid,
  scopes: new Set(),
  expiresAt: null,
  address: null,
});
const staff: Caller = { guid: 'staff', scopes: new Set(['realname:redact']), expiresAt: null, address: null };

function pick<Item>({ random }: Stage, items: readonly Item[]): Item | undefined {
  return items[Math.floor(random() * items.length)];
}

async function proveRelation({ tools, ledger, world, made }: Stage, begun: number): Promise<void> {
  const { child, father } = world;
  const input = {
    name: father.name,
    relation: 'FATHER',
    outid: child.outid,
    childName: child.name,
    source: 'IMPORT',
  };
  const submission = await startVerification(tools, callerOf(father), 'RELATION', input);
  if (!submission.accepted || submission.verification.status !== 'APPROVED') return;
  ledger.proofShown(submission.verification.id, begun);
  made.proofs.push(submission.verification.id);
}

async function agreeForChild(stage: Stage, begun: number): Promise<void> {
  const { tools, ledger, world, made } = stage;
  const proof = pick(stage, made.proofs);
  if (proof === undefined) return;
  const input = {
    ...notice,
    purpose: 'default',
    kind: 'GUARDIAN',
    guid: world.child.guid,
    relationProof: proof,
  };
  const answer = await recordConsent(tools, callerOf(world.father), input);
  if (!answer.accepted) return;
  ledger.consentGiven(answer.consent.id, begun, { guid: world.child.guid, kind: 'GUARDIAN', proof });
  made.guardian.push(answer.consent.id);
}

async function agreeToFace({ tools, ledger, made }: Stage, begun: number, giver: Person): Promise<void> {
  const answer = await recordConsent(tools, callerOf(giver), {
    ...notice,
    purpose: 'default',
    kind: 'SEPARATE',
  });
  if (!answer.accepted) return;
  ledger.consentGiven(answer.consent.id, begun, { guid: giver.guid, kind: 'SEPARATE', proof: null });
  made.separate.push({ id: answer.consent.id, giver });
}

function withdrawLast(from: (made: Made) => string[], giver: (stage: Stage) => Person): Operation {
  return async (stage) => {
    const id = from(stage.made).pop();
    if (id === undefined) return;
    await withdrawConsent(stage.tools, callerOf(giver(stage)), id);
    stage.ledger.consentGone(id);
  };
}

async function withdrawFace({ tools, ledger, made }: Stage): Promise<void> {
  const last = made.separate.pop();
  if (!last) return;
  await withdrawConsent(tools, callerOf(last.giver), last.id);
  ledger.consentGone(last.id);
}

async function redactProof(stage: Stage): Promise<void> {
  const id = pick(stage, stage.made.proofs);
  if (id === undefined) return;
  await redactVerification(stage.tools, staff, id);
  stage.ledger.proofGone(id);
}

/** Rare: it ends so much that little else would happen. */
async function erase(
  { tools, ledger, world, made, random }: Stage,
  begun: number,
  person: Person,
): Promise<void> {
  if (random() < 0.7) return;
  const proofs = person === world.father ? made.proofs.splice(0) : [];
  await redactUser(tools, staff, person.guid);
  ledger.accountGone(person.guid, begun);
  for (const id of proofs) ledger.proofGone(id);
}

async function start(stage: Stage, method: string, owner: Person): Promise<void> {
  const { name, identityNo, outid } = owner;
  const certificate = { name, certType: 'RESIDENT_ID_CARD', certNo: identityNo };
  const input: MethodInput = {
    IMPORT: { name, identityNo, outid },
    LINKID_PHOTO: { ...certificate, idPicture: facePhoto },
    LINKID_PAGE: { ...certificate, redirectUri: 'http://127.0.0.1/done' },
  }[method] as MethodInput;
  note(stage, owner, await startVerification(stage.tools, callerOf(owner), method, input));
}

function note({ made, ends }: Stage, owner: Person, submission: Submission): void {
  const end = submission.accepted
    ? submission.verification.status
    : (submission.errors[0]?.code ?? 'refused');
  ends.set(end, (ends.get(end) ?? 0) + 1);
  if (!submission.accepted) return;
  const { id, status } = submission.verification;
  made.verifications.push({ id, owner });
  if (status === 'AWAITING_USER') made.pages.push({ id, owner });
  if (status === 'CONFLICT') made.conflicts.push({ id, owner });
}

async function openCase(stage: Stage, owner: Person): Promise<void> {
  const { name, identityNo, outid } = owner;
  const [later, high] = [stage.random() < 0.3, stage.random() < 0.5];
  const answer = await verifyIdentity(stage.tools, callerOf(owner), {
    evidence: {
      name,
      outid,
      ...(!later && { certNo: identityNo }),
      ...(high && { photo: facePhoto, redirectUri: 'http://127.0.0.1/done' }),
    },
    ...(high && { require: 'SUBSTANTIAL' }),
  });
  if (answer.accepted) stage.made.cases.push({ id: answer.identityCase.id, owner });
}

async function continueCase(stage: Stage): Promise<void> {
  const one = pick(stage, stage.made.cases);
  if (!one) return;
  await continueIdentityCase(stage.tools, callerOf(one.owner), {
    id: one.id,
    evidence: { certNo: one.owner.identityNo, photo: facePhoto },
  });
}

/** The account that holds the identity can be the guardian's: then the proof moves away with the merge. */
async function merge(stage: Stage): Promise<void> {
  const one = pick(stage, stage.made.conflicts);
  if (!one) return;
  const input = { verificationId: one.id, code: '123456', confirmIrreversible: true };
  note(stage, one.owner, await mergeAccount(stage.tools, callerOf(one.owner), input));
  const found = await stage.tools.store.verifications.find(stage.made.proofs);
  for (const { id, movedAt } of found.values()) if (movedAt) stage.ledger.proofGone(id);
}

async function refresh(stage: Stage): Promise<void> {
  const one = pick(stage, stage.made.verifications);
  if (one) note(stage, one.owner, await refreshVerification(stage.tools, callerOf(one.owner), one.id));
}

async function comeBack(stage: Stage): Promise<void> {
  const one = pick(stage, stage.made.pages);
  if (!one) return;
  const value = `at-${one.id}-${Math.floor(stage.random() * 1e9)}`;
  stage.returned(value, one.owner);
  const input = { verificationId: one.id, field: 'at', value };
  note(stage, one.owner, await completeReturn(stage.tools, callerOf(one.owner), 'LINKID_PAGE', input));
}
