import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Assurance, Evidence } from '../../../src/domain/assurance/assurance';
import { assuranceOf } from '../../../src/domain/assurance/of-verification';
import { verificationStatuses } from '../../../src/domain/verification/status';
import { approved, daysBefore, methods, now, rules } from './evidence';

type Row = readonly string[];

/** The page's table, one row for each method that it names. */
const page: readonly Row[] = readFileSync(join(__dirname, '../../fixtures/assurance-policy.md'), 'utf8')
  .trim()
  .split('\n')
  .slice(2)
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
  .flatMap(([names = '', ...row]) =>
    (names.startsWith('any,') ? [names] : names.split(', ')).map((name) => [name, ...row]),
  );

const inspections = [null, 'PASSED', 'FAILED'] as const;
const farAhead = daysBefore(-9_999);

function judge(method: string, changes: Partial<Evidence> = {}): Assurance {
  return assuranceOf(approved(method, changes), rules, now);
}

/** The row that the code gives for a method's approval. */
function printed(method: string, changes: Partial<Evidence> = {}): Row {
  const { identity, binding, channel, level } = judge(method, changes);
  return [identity, binding, channel, level, lapse(method, changes)];
}

function lapse(method: string, changes: Partial<Evidence>): string {
  const decidedAt = daysBefore(1);
  const ends = judge(method, { ...changes, decidedAt, certificateEndsAt: farAhead }).validUntil;
  if (ends === null) return '–';
  if (ends.getTime() === farAhead.getTime()) return 'end of the certificate, where the push names one';
  return `${(ends.getTime() - decidedAt.getTime()) / 86_400_000} days`;
}

describe('the default assurance policy, printed from the code', () => {
  test('lists the same twelve methods as the documented table, row for row', () => {
    expect(methods.map((method) => [method, ...printed(method)]).sort()).toEqual(
      page.filter(([name]) => !name?.startsWith('any,')).sort(),
    );
    expect(methods).toHaveLength(12);
  });

  test.each(methods)('gives an approval of %s by staff the documented level for staff', (method) => {
    const [, ...row] = page.find(([name]) => name?.startsWith('any,')) ?? [];

    expect(printed(method, { verdictBy: 'STAFF' })).toEqual(row);
  });

  test.each(methods)(
    'gives %s no level in every status except APPROVED, whatever a second inspection said',
    (method) => {
      for (const status of verificationStatuses.filter((other) => other !== 'APPROVED')) {
        for (const secondInspection of inspections) {
          expect(judge(method, { status, secondInspection })).toEqual({
            level: 'NONE',
            identity: 'NONE',
            binding: 'NONE',
            channel: 'NONE',
            reasons:
              secondInspection === 'FAILED' ? ['NOT_APPROVED', 'SECOND_INSPECTION_FAILED'] : ['NOT_APPROVED'],
            validUntil: null,
            policy: 'default/1',
          });
        }
      }
    },
  );

  test.each(methods)(
    'gives an approval of %s the same level whether or not a second inspection passed',
    (method) => {
      const plain = judge(method);
      const inspected = judge(method, { secondInspection: 'PASSED' });

      expect({ ...inspected, reasons: [] }).toEqual({ ...plain, reasons: [] });
      expect(inspected.reasons).toEqual([...plain.reasons, 'SECOND_INSPECTION_PASSED']);
    },
  );

  test('reports the reasons of an approval', () => {
    expect(judge('IMPORT').reasons).toEqual(['METHOD']);
    expect(judge('ONENET_PAGE').reasons).toEqual(['METHOD', 'UNSIGNED_CHANNEL']);
    expect(judge('ONENET_PAGE', { verdictBy: 'STAFF' }).reasons).toEqual(['METHOD', 'STAFF_DECISION']);
  });

  test('gives no level to a method that it does not list', () => {
    expect(judge('ACME_PAGE')).toMatchObject({ level: 'NONE', identity: 'NONE', channel: 'NONE' });
  });
});
