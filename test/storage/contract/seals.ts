import { Secret } from '../../../src/domain/privacy/secret';
import type { IdentityCase } from '../../../src/domain/routing/case';
import { changeCase, openCase, redactCase } from '../../../src/domain/routing/case-transition';
import { AlteredRecordError } from '../../../src/domain/verification/altered-record';
import { at, change, draft, everythingPersonal, happens, nothingNew, pushed, read } from '../samples';
import type { CurrentStore } from '../store-contract';
import { blank, waits } from './cases';

/** Runs SQL on the database, past the store. */
export type Edit = (sql: string) => Promise<void>;

/** What somebody who can write to the database, and has no key, may try. */
const alterations: readonly (readonly [what: string, sql: string])[] = [
  ['its status', "update verification set status = 'REJECTED' where id = 'v-1'"],
  ['its account', "update verification set guid = 'account-2' where id = 'v-1'"],
  ['its method', "update verification set method = 'LINKID_PAGE' where id = 'v-1'"],
  ['its version', "update verification set version = version + 1 where id = 'v-1'"],
  ['who decided', "update verification set verdict_by = 'STAFF' where id = 'v-1'"],
  ['when it was decided', "update verification set decided_at = 1 where id = 'v-1'"],
  ['where it was made', "update verification set environment = 'SANDBOX' where id = 'v-1'"],
  ['the end of the certificate', "update verification set certificate_ends_at = 1 where id = 'v-1'"],
  ['a sealed value, taken away', "update verification set sealed_school = null where id = 'v-1'"],
  ['its seal, taken away', "update verification set row_seal = null where id = 'v-1'"],
  [
    'its seal, replaced by that of another row',
    "update verification set row_seal = (select row_seal from verification where id = 'v-2') where id = 'v-1'",
  ],
];

export function describeSeals(current: CurrentStore, edit: () => Edit): void {
  describe('a record that something other than the store changed', () => {
    beforeEach(async () => {
      await current().verifications.create(draft('v-1', { personal: everythingPersonal }));
      await current().verifications.create(draft('v-2'));
      await change(current(), 'v-1', pushed(at(1)), at(1));
    });

    it.each(alterations)('is neither shown nor counted nor changed: %s', async (_what, sql) => {
      const { verifications } = current();
      expect((await read(current(), 'v-1')).status).toBe('APPROVED');

      await edit()(sql);

      const guids = ['account-1', 'account-2'];
      const reads = [
        () => verifications.find(['v-1']),
        () => verifications.list({ filter: {}, limit: 10 }),
        () => verifications.latest(guids.map((guid) => ({ guid, method: null }))),
        () => verifications.latest(guids.map((guid) => ({ guid, method: 'ONENET_PAGE' }))),
      ];
      await expect(reads[0]?.()).rejects.toThrow(AlteredRecordError);
      await expect(reads[1]?.()).rejects.toThrow(AlteredRecordError);
      await expect(change(current(), 'v-1', nothingNew, at(3))).rejects.toThrow(AlteredRecordError);
      const judged = await verifications.ofAccounts(guids).catch((error: unknown) => error);
      if (judged instanceof Map) {
        expect([...judged.values()].flat().map(({ id }: { id: string }) => id)).not.toContain('v-1');
      } else {
        expect(judged).toBeInstanceOf(AlteredRecordError);
      }
      expect((await read(current(), 'v-2')).id).toBe('v-2');
    });

    it('is recognised if an older sealed value is put back in its place', async () => {
      await edit()("create table kept as select sealed_subject from verification where id = 'v-1'");
      try {
        const corrected = pushed(at(4), { kind: 'approved', subject: { realName: '张某' } });
        await change(current(), 'v-1', corrected, at(4));
        expect((await read(current(), 'v-1')).personal.subject?.reveal()).toMatchObject({ realName: '张某' });

        await edit()(
          "update verification set sealed_subject = (select sealed_subject from kept) where id = 'v-1'",
        );

        await expect(read(current(), 'v-1')).rejects.toThrow(AlteredRecordError);
      } finally {
        await edit()('drop table kept');
      }
    });

    it('can be erased, and stays unbelieved after that', async () => {
      await edit()("update verification set status = 'APPROVED', method = 'LINKID_PAGE' where id = 'v-1'");

      const redacted = happens({ kind: 'redacted' }, at(5));
      expect(await current().verifications.change('v-1', redacted)).toMatchObject({ kind: 'changed' });
      await current().retention.destroyRedacted(['v-1']);

      await expect(read(current(), 'v-1')).rejects.toThrow(AlteredRecordError);
      expect(await current().retention.undestroyed(10)).toEqual([]);
    });

    it('is believed again only if an operator vouches for what has no seal', async () => {
      await edit()("update verification set row_seal = null where id = 'v-1'");
      expect(await current().encryption.sealRows()).toBe(0);
      await expect(read(current(), 'v-1')).rejects.toThrow(AlteredRecordError);

      expect(await current().encryption.sealRows({ trusted: true })).toBe(1);

      expect((await read(current(), 'v-1')).status).toBe('APPROVED');
    });
  });
  describeCaseSeals(current, edit);
}

/** The same for a case. */
const caseAlterations: readonly (readonly [what: string, sql: string])[] = [
  ['its status', "update identity_case set status = 'ACHIEVED' where id = 'case-1'"],
  ['its account', "update identity_case set guid = 'account-2' where id = 'case-1'"],
  ['its version', "update identity_case set version = version - 1 where id = 'case-1'"],
  ['the level that it needs', "update identity_case set required = 'NONE' where id = 'case-1'"],
  ['its attempts', "update identity_case set attempts = '[]' where id = 'case-1'"],
  ['the methods that it allows', "update identity_case set allow = null where id = 'case-1'"],
  ['its end', "update identity_case set expires_at = null where id = 'case-1'"],
  ['its seal, taken away', "update identity_case set row_seal = null where id = 'case-1'"],
  [
    'its seal, replaced by that of another case',
    "update identity_case set row_seal = (select row_seal from identity_case where id = 'case-2') where id = 'case-1'",
  ],
];

function describeCaseSeals(current: CurrentStore, edit: () => Edit): void {
  describe('a case that something other than the store changed', () => {
    beforeEach(async () => {
      for (const id of ['case-1', 'case-2']) {
        await current().cases.create({ transition: openCase(blank(id), waits) });
        const attempt = { verificationId: 'v-1', method: 'ONENET_PAGE', price: 10 };
        const begins = (one: IdentityCase) =>
          changeCase(one, { status: 'OPEN', cause: 'ATTEMPTED', attempt }, at(1));
        expect(await current().cases.change(id, begins)).toMatchObject({ kind: 'changed' });
      }
    });

    it.each(caseAlterations)('is neither shown nor served: %s', async (_what, sql) => {
      const { cases } = current();
      expect((await cases.find(['case-1'])).get('case-1')?.status).toBe('OPEN');

      await edit()(sql);

      await expect(cases.find(['case-1'])).rejects.toThrow(AlteredRecordError);
      await expect(cases.find(['case-2', 'case-1'])).rejects.toThrow(AlteredRecordError);
      expect((await cases.believed(['case-1', 'case-2'])).map(({ id }) => id)).toEqual(['case-2']);
      const ends = (one: IdentityCase) => changeCase(one, { status: 'ACHIEVED', cause: 'DECIDED' }, at(2));
      await expect(cases.change('case-1', ends)).rejects.toThrow(AlteredRecordError);
      expect((await cases.find(['case-2'])).get('case-2')?.status).toBe('OPEN');
    });

    it('can be erased, and stays unbelieved after that', async () => {
      await edit()("update identity_case set status = 'ACHIEVED' where id = 'case-1'");

      const redacts = (one: IdentityCase) => redactCase(one, at(5));
      expect(await current().cases.change('case-1', redacts)).toMatchObject({ kind: 'changed' });

      await expect(current().cases.find(['case-1'])).rejects.toThrow(AlteredRecordError);
    });

    it('stays believed when what it keeps is sealed with a new key of its account', async () => {
      const evidence = { evidence: { name: '柳试一', certNo: '330102198806170019' } };
      const transition = openCase(blank('case-3', { kept: Secret.of(evidence) }), waits);
      await current().cases.create({ transition });
      await current().verifications.create(draft('v-2'));
      await current().verifications.create(draft('v-3'));

      // One of several verifications is destroyed: what stays is sealed again with the account's next key.
      await current().verifications.change('v-2', happens({ kind: 'redacted' }, at(5)));
      await current().retention.destroyRedacted(['v-2']);

      expect((await current().cases.find(['case-3'])).get('case-3')?.kept?.reveal()).toEqual(evidence);
    });
  });
}
