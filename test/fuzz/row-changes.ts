import { listedPerson } from '../supergraph/listed-person';
import type { RandomOperation } from './documents';
import type { Random } from './random';
import type { Scene } from './scene';

const dayMs = 86_400_000;

/** Also exactly as long as approvals are valid by the policy of the scene. */
const passing = [1, 3_600_000, 10 * dayMs, 30 * dayMs - 1, 30 * dayMs, 50 * dayMs];

const mutations = {
  cancel: 'mutation ($id: ID!) { cancelVerification(id: $id) { verification { version } } }',
  redact: 'mutation ($id: ID!) { redactVerification(id: $id) { verification { version } } }',
  erase: 'mutation ($guid: ID!) { redactUser(guid: $guid) { redacted } }',
  start: `mutation ($input: StartOneNetVerificationInput!) {
    startOneNetVerification(input: $input) { verification { id } } }`,
  resolve: `mutation ($input: ResolveVerificationInput!) {
    resolveVerification(input: $input) { verification { version } } }`,
  import: `mutation ($input: VerifyByImportInput!) {
    verifyByImport(input: $input) { verification { id } } }`,
  owner: `mutation ($input: VerifyMobileOwnerInput!) {
    verifyMobileOwner(input: $input) { verification { id } } }`,
  merge: `mutation ($input: MergeAccountInput!) {
    mergeAccount(input: $input) { verification { version } } }`,
};

/**
 * Something random happens to what documents show: to a verification, to the evidence of its account, or time passes.
 * New verifications are added to the ids.
 */
export async function changeRows(scene: Scene, random: Random, ids: string[], step: number): Promise<void> {
  const id = random.pick(ids);
  const guid = random.pick(scene.known.guids);
  const person = listedPerson(20 + (step % 900));
  const send = async (
    name: keyof typeof mutations,
    variables: object,
    by = guid,
  ): Promise<string | undefined> => {
    const operation = {
      query: mutations[name],
      variables: { ...variables },
      operationName: null,
      kind: 'mutation',
    } as RandomOperation;
    const text = await scene.overHttp(operation, { 'x-dev-guid': by });
    return /"id":"([^"]+)"/.exec(text)?.[1];
  };
  const sendNew = async (...args: Parameters<typeof send>): Promise<string | undefined> => {
    const made = await send(...args);
    if (made !== undefined) ids.push(made);
    return made;
  };
  switch (random.below(10)) {
    case 0:
      await send('cancel', { id });
      return;
    case 1:
      await send('redact', { id });
      return;
    case 2:
      if (random.chance(0.3)) await send('erase', { guid });
      return;
    case 3:
      await sendNew('start', { input: { userId: 1, phone: '19912349999' } });
      return;
    case 4: {
      const started = await sendNew('start', { input: { userId: 1, phone: '19912349999' } });
      const decision = random.pick(['APPROVE', 'REJECT']);
      const input = { verificationId: started ?? id, decision, reason: 'seen in person' };
      await send('resolve', { input }, 'staff');
      return;
    }
    case 5: {
      const input = { idCard: person.identityNo, userName: person.name, mobileNo: '19900001234' };
      await sendNew('owner', { input });
      return;
    }
    case 6: {
      // The second account meets a conflict, and takes over what the first was verified with.
      const [holder, taker] = random.chance(0.5) ? scene.known.guids : [...scene.known.guids].reverse();
      await sendNew('import', { input: person }, holder);
      const conflict = await sendNew('import', { input: person }, taker);
      const input = { verificationId: conflict ?? id, code: '123456', confirmIrreversible: true };
      await send('merge', { input }, taker);
      return;
    }
    case 7:
      await sendNew('import', { input: person });
      return;
    default:
      scene.pass(random.pick(passing));
  }
}
