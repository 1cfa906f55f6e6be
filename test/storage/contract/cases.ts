import { Secret } from '../../../src/domain/privacy/secret';
import type { IdentityCase, KeptInput, RecordedDecision } from '../../../src/domain/routing/case';
import {
  type CaseChange,
  type CaseTransition,
  changeCase,
  openCase,
  redactCase,
} from '../../../src/domain/routing/case-transition';
import type { Store } from '../../../src/storage/store';
import { at, change, draft, nothingNew, oneTo, read } from '../samples';
import type { CurrentStore } from '../store-contract';

const kept: KeptInput = { evidence: { name: '柳试一', certNo: '330102198806170019' } };

export function blank(id: string, changes: Partial<IdentityCase> = {}): IdentityCase {
  return {
    id,
    version: 0,
    guid: 'account-1',
    status: 'OPEN',
    purpose: 'default',
    required: 'LOW',
    avoidFace: false,
    allow: ['IMPORT', 'MOBILE_OWNER'],
    clientReference: 'order-1',
    attempts: [],
    attemptStatus: null,
    decisions: 0,
    kept: null,
    createdAt: at(0),
    updatedAt: at(0),
    expiresAt: at(1000),
    redactedAt: null,
    ...changes,
  };
}

function decided(chosen: string | null): RecordedDecision {
  return {
    question: {
      policy: 'test/1',
      purpose: 'default',
      required: 'LOW',
      allow: null,
      avoidFace: false,
      budget: null,
      order: [],
      methods: [],
      evidence: ['name', 'certNo'],
      isResidentCard: true,
      attempts: [],
      mayChoose: true,
      askedAt: at(0).toISOString(),
    },
    decision: { policy: 'test/1', decidedAt: at(0).toISOString(), chosen, withoutFace: null, candidates: [] },
  };
}

export const waits: CaseChange = { status: 'NEEDS_EVIDENCE', cause: 'REQUESTED' };
const attempted = (verificationId: string): CaseChange => ({
  status: 'OPEN',
  cause: 'ATTEMPTED',
  attempt: { verificationId, method: 'ONENET_PAGE', price: 10 },
});

/** The change that a case takes at a moment. */
const takes = (fact: CaseChange, ms: number) => (current: IdentityCase) => changeCase(current, fact, at(ms));

function must(transition: CaseTransition | null): CaseTransition {
  if (!transition) throw new Error('the change is not allowed');
  return transition;
}

async function openOne(store: Store, id: string, changes: Partial<IdentityCase> = {}): Promise<IdentityCase> {
  const created = await store.cases.create({ transition: openCase(blank(id, changes), waits) });
  if (created.kind !== 'created') throw new Error(`expected a case, there was ${created.kind}`);
  return created.identityCase;
}

async function find(store: Store, id: string): Promise<IdentityCase> {
  const found = (await store.cases.find([id])).get(id);
  if (!found) throw new Error(`there is no case ${id}`);
  return found;
}

/** The first version of a case, together with the attempt that it begins with. */
const begun = (id: string, verificationId: string) => ({
  ...draft(verificationId, { caseId: id }),
  case: { transition: openCase(blank(id), attempted(verificationId)) },
});

const versionsOf = async (store: Store, id: string, after = 0) =>
  (await store.cases.eventsAfter(id, after, 100)).map(({ version }) => version);
const use = (key: string, request = 'r') => ({ keyHash: `key ${key}`, requestHash: `request ${request}` });

export function describeCases(current: CurrentStore): void {
  describe('cases', () => {
    it('are found as they were recorded, with the evidence that they keep', async () => {
      const store = current();
      const transition = openCase(blank('c-1'), { ...waits, kept: Secret.of(kept) });
      await store.cases.create({ transition });

      const found = await find(store, 'c-1');

      expect(found.kept?.reveal()).toEqual(kept);
      expect({ ...found, kept: null }).toEqual({ ...transition.next, kept: null });
      expect(await store.cases.find(['c-2', 'c\0'])).toEqual(new Map());
    });

    it('have an event for every version, read in order from any version on', async () => {
      const store = current();
      const first = openCase(blank('c-1'), waits);
      await store.cases.create({ transition: first });
      for (const n of oneTo(4)) await store.cases.change('c-1', takes({ ...waits, cause: 'DECIDED' }, n));

      expect(await versionsOf(store, 'c-1')).toEqual([1, 2, 3, 4, 5]);
      expect(await versionsOf(store, 'c-1', 3)).toEqual([4, 5]);
      expect((await store.cases.eventsAfter('c-1', 1, 2)).map(({ version }) => version)).toEqual([2, 3]);
      expect((await store.cases.eventsAfter('c-1', 0, 1))[0]).toEqual(first.event);
      expect(await versionsOf(store, 'c-2')).toEqual([]);
    });

    it('have their decisions, oldest first, as exactly the text that was stored', async () => {
      const store = current();
      const [first, second] = [decided(null), decided('IMPORT')];
      await store.cases.create({ transition: openCase(blank('c-1'), { ...waits, decision: first }) });
      await store.cases.change('c-1', takes({ ...waits, cause: 'DECIDED' }, 1));
      await store.cases.change('c-1', takes({ ...waits, cause: 'DECIDED', decision: second }, 2));

      const asText = ({ question, decision }: RecordedDecision) => ({
        question: JSON.stringify(question),
        decision: JSON.stringify(decision),
      });
      expect(await store.cases.decisions(['c-1', 'c-2'])).toEqual(
        new Map([
          ['c-1', [asText(first), asText(second)]],
          ['c-2', []],
        ]),
      );
      expect((await find(store, 'c-1')).decisions).toBe(2);
    });

    it('change one after another, and not at all if nothing is decided or there is no such case', async () => {
      const store = current();
      const before = await openOne(store, 'c-1');

      expect(await store.cases.change('c-1', () => null)).toEqual({
        kind: 'unchanged',
        identityCase: before,
      });
      expect(await store.cases.change('c-2', takes(waits, 1))).toBeNull();
      await Promise.all(oneTo(10).map((n) => store.cases.change('c-1', takes(waits, n))));

      expect(await versionsOf(store, 'c-1')).toEqual(oneTo(11));
      expect((await find(store, 'c-1')).version).toBe(11);
    });

    it('are recorded once for an idempotency key, however many requests use it at once', async () => {
      const store = current();
      const create = (id: string) =>
        store.cases.create({ transition: openCase(blank(id), waits), idempotency: use('k') });

      const kinds = (await Promise.all(['c-1', 'c-2', 'c-3'].map(create))).map(({ kind }) => kind);

      expect(kinds.sort()).toEqual(['caseRepeated', 'caseRepeated', 'created']);
      const [id] = await store.cases.ofAccount('account-1');
      expect(await store.cases.firstUse(use('k'))).toEqual({ kind: 'caseRepeated', caseId: id });
      expect(await store.cases.firstUse(use('k', 'other'))).toEqual({ kind: 'keyReused' });
      expect(await store.cases.firstUse(use('l'))).toBeNull();
    });

    it('claim the idempotency key of a change only if there is one', async () => {
      const store = current();
      await openOne(store, 'c-1');
      const idempotency = use('k');

      await store.cases.change('c-1', () => null, { idempotency });
      expect(await store.cases.firstUse(idempotency)).toBeNull();
      const kindOf = async (ms: number) =>
        (await store.cases.change('c-1', takes(waits, ms), { idempotency }))?.kind;
      expect([await kindOf(1), await kindOf(2)]).toEqual(['changed', 'caseRepeated']);
      expect((await find(store, 'c-1')).version).toBe(2);
    });

    it('keep what is sealed until they end, and nothing afterwards', async () => {
      const store = current();
      await store.cases.create({ transition: openCase(blank('c-1'), { ...waits, kept: Secret.of(kept) }) });

      await store.cases.change('c-1', takes(waits, 1));
      expect((await find(store, 'c-1')).kept?.reveal()).toEqual(kept);
      const more = { evidence: { ...kept.evidence, mobileNo: '19912340000' } };
      await store.cases.change('c-1', takes({ ...waits, kept: Secret.of(more) }, 2));
      expect((await find(store, 'c-1')).kept?.reveal()).toEqual(more);
      await store.cases.change('c-1', takes({ status: 'CANCELED', cause: 'CANCELED' }, 3));

      expect(await find(store, 'c-1')).toMatchObject({ status: 'CANCELED', kept: null, expiresAt: null });
    });

    it('are overdue once their time is over, oldest first, until they end', async () => {
      const store = current();
      for (const [id, ms] of [
        ['c-1', 30],
        ['c-2', 10],
        ['c-3', 20],
        ['c-4', 40],
      ] as const) {
        await openOne(store, id, { expiresAt: at(ms) });
      }

      expect(await store.cases.overdue(at(9), 10)).toEqual([]);
      expect(await store.cases.overdue(at(30), 10)).toEqual(['c-2', 'c-3', 'c-1']);
      expect(await store.cases.overdue(at(30), 2)).toEqual(['c-2', 'c-3']);
      await store.cases.change('c-2', takes({ status: 'EXPIRED', cause: 'TIMED_OUT' }, 30));
      expect(await store.cases.overdue(at(30), 10)).toEqual(['c-3', 'c-1']);
    });

    it('destroy what they keep by redaction, and their idempotency keys are free', async () => {
      const store = current();
      const transition = openCase(blank('c-1'), { ...waits, kept: Secret.of(kept) });
      await store.cases.create({ transition, idempotency: use('k') });
      await openOne(store, 'c-2');
      await openOne(store, 'c-3', { guid: 'account-2' });

      await store.cases.change('c-1', (one) => redactCase(one, at(5)));

      expect(await find(store, 'c-1')).toMatchObject({ kept: null, redactedAt: at(5), version: 2 });
      expect(await store.cases.firstUse(use('k'))).toBeNull();
      expect(await store.cases.unredacted('account-1', 10)).toEqual(['c-2']);
      expect(await store.cases.ofAccount('account-1')).toEqual(['c-1', 'c-2']);
    });
  });

  describe('an attempt of a case', () => {
    it('is recorded together with the change of its case', async () => {
      const store = current();
      expect((await store.verifications.create(begun('c-1', 'v-1'))).kind).toBe('created');

      expect((await read(store, 'v-1')).caseId).toBe('c-1');
      expect(await find(store, 'c-1')).toMatchObject({
        version: 1,
        attempts: [{ verificationId: 'v-1', method: 'ONENET_PAGE', price: 10 }],
        attemptStatus: 'PENDING',
      });
    });

    it('is not recorded if its case has changed since, nor if its key was used before', async () => {
      const store = current();
      const before = await openOne(store, 'c-1');
      await store.cases.change('c-1', takes(waits, 1));
      const late = { transition: must(changeCase(before, attempted('v-1'), at(2))) };

      expect(await store.verifications.create({ ...draft('v-1', { caseId: 'c-1' }), case: late })).toEqual({
        kind: 'caseMoved',
      });
      const twice = await Promise.all(
        ['2', '3'].map((n) => {
          const { case: write, ...rest } = begun(`c-${n}`, `v-${n}`);
          return store.verifications.create({ ...rest, case: { ...write, idempotency: use('k') } });
        }),
      );

      expect(twice.map(({ kind }) => kind).sort()).toEqual(['caseRepeated', 'created']);
      expect((await store.verifications.find(['v-1', 'v-2', 'v-3'])).size).toBe(1);
      expect((await store.cases.find(['c-2', 'c-3'])).size).toBe(1);
      expect(await versionsOf(store, 'c-1')).toEqual([1, 2]);
    });

    it('is unfollowed after every change until its case has taken that state in', async () => {
      const store = current();
      await store.verifications.create(begun('c-1', 'v-1'));
      await store.verifications.create(draft('v-2'));
      const unfollowed = (ms: number) => store.cases.unfollowed(at(ms), 10);
      await store.cases.follow({ verificationId: 'v-1', version: 1 });
      expect(await unfollowed(100)).toEqual([]);
      await change(store, 'v-1', nothingNew, at(5));
      await change(store, 'v-2', nothingNew, at(5));

      expect([await unfollowed(4), await unfollowed(5)]).toEqual([[], ['v-1']]);
      await store.cases.follow({ verificationId: 'v-1', version: 1 });
      expect(await unfollowed(5)).toEqual(['v-1']);
      const followed = { verificationId: 'v-1', version: 2 };
      await store.cases.change('c-1', takes({ status: 'OPEN', cause: 'ATTEMPT_CHANGED' }, 6), { followed });
      expect(await unfollowed(5)).toEqual([]);
    });
  });
}
