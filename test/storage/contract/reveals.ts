import type { PrivilegedAct } from '../../../src/storage/acts/contract';
import type { Reveal } from '../../../src/storage/reveals/contract';
import type { Store } from '../../../src/storage/store';
import { at, draft } from '../samples';
import type { CurrentStore } from '../store-contract';

export function describeReveals(current: CurrentStore): void {
  describe('reveals', () => {
    it('are returned for each verification, with caller and purpose, oldest first', async () => {
      const store = current();
      await store.verifications.create(draft('v-1'));
      await store.verifications.create(draft('v-2'));
      const late = { verificationId: 'v-1', caller: 'staff-1', purpose: 'a complaint', at: at(20) };
      const early = { verificationId: 'v-1', caller: 'staff-2', purpose: 'a request', at: at(10) };
      const other = { verificationId: 'v-2', caller: 'staff-1', purpose: 'a complaint', at: at(5) };
      for (const reveal of [late, early, other]) await store.reveals.record(reveal, { act: actAt(reveal) });
      const reveals = await store.reveals.of(['v-1', 'v-3']);
      expect(reveals.get('v-1')).toEqual([early, late]);
      expect(reveals.get('v-2')).toBeUndefined();
      expect(reveals.get('v-3') ?? []).toEqual([]);
      expect(await store.reveals.of([])).toEqual(new Map());
    });

    it('are recorded each time', async () => {
      const store = current();
      const reveal = { verificationId: 'v-1', caller: 'staff-1', purpose: 'a complaint', at: at(1) };
      await store.reveals.record(reveal, { act: actAt(reveal) });
      await store.reveals.record(reveal, { act: actAt(reveal) });
      expect((await store.reveals.of(['v-1'])).get('v-1')).toEqual([reveal, reveal]);
    });

    it('use up an approval of the same caller, verification and purpose, and name its approver', async () => {
      const store = current();
      const reveal = { verificationId: 'v-1', caller: 'staff-1', purpose: 'a complaint', at: at(1000) };
      const record = (change: Partial<Reveal> = {}, after = at(0)) =>
        store.reveals.record(
          { ...reveal, ...change },
          { act: actAt({ ...reveal, ...change }), approvedAfter: after },
        );
      await approve(store, reveal, at(500));

      expect(await record({ purpose: 'another complaint' })).toEqual({ kind: 'notApproved' });
      expect(await record({ verificationId: 'v-2' })).toEqual({ kind: 'notApproved' });
      expect(await record({ caller: 'staff-3' })).toEqual({ kind: 'notApproved' });
      expect(await record({}, at(500))).toEqual({ kind: 'notApproved' });
      expect(await record()).toEqual({ kind: 'recorded' });
      expect(await record()).toEqual({ kind: 'notApproved' });

      const acts = await store.acts.list({ verificationId: 'v-1', limit: 10 });
      expect(acts.map(({ kind, approvedBy }) => [kind, approvedBy])).toEqual([
        ['REVEAL', 'staff-2'],
        ['APPROVE_REVEAL', null],
      ]);
    });

    it('have one winner if they race for one approval', async () => {
      const store = current();
      const reveal = { verificationId: 'v-1', caller: 'staff-1', purpose: 'a complaint', at: at(1000) };
      await approve(store, reveal, at(500));

      const raced = await Promise.all(
        Array.from({ length: 5 }, () =>
          store.reveals.record(reveal, { act: actAt(reveal), approvedAfter: at(0) }),
        ),
      );

      expect(raced.filter(({ kind }) => kind === 'recorded')).toHaveLength(1);
      expect((await store.reveals.of(['v-1'])).get('v-1')).toHaveLength(1);
    });

    it('beyond a limit leave no trace, and keep their approval', async () => {
      const store = current();
      const reveal = { verificationId: 'v-1', caller: 'staff-1', purpose: 'a complaint', at: at(1000) };
      const attempts = { counters: [{ name: 'reveals', limit: 1 }], now: at(1000), windowMs: 60_000 };
      await approve(store, reveal, at(500));
      const conditions = { attempts, approvedAfter: at(0) };
      await store.attempts.takeAll(attempts);

      expect(await store.reveals.record(reveal, { ...conditions, act: actAt(reveal) })).toEqual({
        kind: 'tooManyAttempts',
        retryAt: at(61_000),
      });
      expect((await store.reveals.of(['v-1'])).get('v-1')).toEqual([]);
      await store.attempts.giveBack(attempts);
      expect((await store.reveals.record(reveal, { ...conditions, act: actAt(reveal) })).kind).toBe(
        'recorded',
      );
    });
  });

  describe('privileged acts', () => {
    it('are listed as they were recorded, the newest first, by account or verification', async () => {
      const store = current();
      const base = { at: at(1), verificationId: null, account: null, approvedBy: null } as const;
      const caller = { kind: 'caller', guid: 'staff-1', tokenId: 'jti-1', requestId: 'r-1' } as const;
      const shell = { kind: 'commandLine', systemUser: 'root', givenName: 'chen' } as const;
      const acts: readonly PrivilegedAct[] = [
        { ...base, id: 'a-1', kind: 'EXPORT', by: { ...shell, givenName: null }, account: 'bob' },
        { ...base, id: 'a-2', kind: 'MERGE', by: { ...caller, tokenId: null }, verificationId: 'v-1' },
        { ...base, id: 'a-3', kind: 'REDACT_USER', by: caller, account: 'bob' },
        { ...base, id: 'a-4', kind: 'ROTATE_KEYS', by: shell },
      ];
      for (const act of acts) await store.acts.record(act);

      expect(await store.acts.list({ limit: 10 })).toEqual(acts.toReversed());
      expect(await store.acts.list({ limit: 1 })).toEqual([acts[3]]);
      expect(await store.acts.list({ account: 'bob', limit: 10 })).toEqual([acts[2], acts[0]]);
      expect(await store.acts.list({ verificationId: 'v-1', limit: 10 })).toEqual([acts[1]]);
      expect(await store.acts.list({ account: 'bob\0', limit: 10 })).toEqual([]);
    });
  });
}

let acts = 0;

function actAt(
  { verificationId, caller, at: time }: Reveal,
  kind: PrivilegedAct['kind'] = 'REVEAL',
): PrivilegedAct {
  acts += 1;
  return {
    id: `act-${String(acts).padStart(6, '0')}`,
    kind,
    at: time,
    by: { kind: 'caller', guid: caller, tokenId: null, requestId: null },
    verificationId,
    account: null,
    approvedBy: null,
  };
}

function approve(store: Store, reveal: Reveal, time: Date) {
  const act = actAt({ ...reveal, at: time }, 'APPROVE_REVEAL');
  const attempts = { counters: [{ name: 'approvals', limit: 100 }], now: time, windowMs: 60_000 };
  return store.reveals.approve(
    { ...reveal, id: act.id, approver: 'staff-2', at: time },
    { act, attempts, over: at(-1) },
  );
}
