import type { Evidence } from '../../../src/domain/assurance/assurance';
import { assuranceOf } from '../../../src/domain/assurance/of-verification';
import { changedPolicy } from '../../../src/domain/assurance/policy';
import { approved, dayMs, daysBefore, now, personal, rules } from './evidence';

const evidenceOfOwner = { identity: 'MATCHED', binding: 'NONE', channel: 'AUTHENTICATED' };

function judge(method: string, changes: Partial<Evidence> = {}, at = now) {
  return assuranceOf(approved(method, changes), rules, at);
}

describe('the assurance of an approval that lapses after days', () => {
  const decidedAt = daysBefore(365);

  test('holds to the last millisecond and reports when it ends', () => {
    const last = new Date(now.getTime() - 1);

    expect(judge('MOBILE_OWNER', { decidedAt }, last)).toMatchObject({
      level: 'LOW',
      reasons: ['METHOD'],
      validUntil: now,
    });
  });

  test('loses only its level, with the reason LAPSED, and still reports when', () => {
    expect(judge('MOBILE_OWNER', { decidedAt })).toMatchObject({
      ...evidenceOfOwner,
      level: 'NONE',
      reasons: ['METHOD', 'LAPSED'],
      validUntil: now,
    });
  });

  test('counts as lapsed if the time of the decision is unknown', () => {
    expect(judge('MOBILE', { decidedAt: null })).toMatchObject({ level: 'NONE' });
  });
});

describe('the assurance of an approval that ends with the certificate', () => {
  const endingAt = (certExpDate: number | null) => ({
    personal: personal('ONENET_PAGE', undefined, { certExpDate }),
  });

  test('holds until the certificate ends', () => {
    const end = now.getTime() + 1;

    expect(judge('ONENET_PAGE', endingAt(end))).toMatchObject({
      level: 'SUBSTANTIAL',
      validUntil: new Date(end),
    });
  });

  test('loses its level with the reason CERTIFICATE_ENDED', () => {
    expect(judge('ONENET_PAGE', endingAt(now.getTime()))).toMatchObject({
      level: 'NONE',
      identity: 'AUTHORITATIVE',
      binding: 'LIVE_FACE',
      channel: 'UNSIGNED_PUSH',
      reasons: ['METHOD', 'UNSIGNED_CHANNEL', 'CERTIFICATE_ENDED'],
    });
  });

  test.each([null, 0, -1])('has no end if the push says %s', (end) => {
    expect(judge('ONENET_PAGE', endingAt(end))).toMatchObject({ level: 'SUBSTANTIAL', validUntil: null });
  });

  test('still ends with the certificate after its personal data was destroyed', () => {
    const redacted = { redactedAt: now, personal: {}, certificateEndsAt: now };

    expect(judge('ONENET_PAGE', redacted, daysBefore(1))).toMatchObject({
      level: 'SUBSTANTIAL',
      reasons: ['METHOD', 'UNSIGNED_CHANNEL', 'REDACTED'],
    });
    expect(judge('ONENET_PAGE', redacted)).toMatchObject({ level: 'NONE' });
  });

  test('has neither end nor certificate if staff approved it', () => {
    expect(judge('ONENET_PAGE', { ...endingAt(1), verdictBy: 'STAFF' })).toMatchObject({
      level: 'LOW',
      validUntil: null,
    });
  });
});

describe('the assurance of an approval by the sandbox', () => {
  const sandbox = { environment: 'SANDBOX' as const };

  test('has no level in production', () => {
    expect(judge('MOBILE_OWNER', sandbox)).toMatchObject({
      ...evidenceOfOwner,
      level: 'NONE',
      reasons: ['METHOD', 'SANDBOX'],
    });
  });

  test('counts in development, and still names the sandbox as its source', () => {
    const dev = { ...rules, countsSandbox: true };

    expect(assuranceOf(approved('MOBILE_OWNER', sandbox), dev, now)).toMatchObject({
      level: 'LOW',
      reasons: ['METHOD', 'SANDBOX'],
    });
  });
});

test('an approval that a merge moved to another account has no level', () => {
  expect(judge('MOBILE_OWNER', { movedAt: daysBefore(0) })).toMatchObject({
    ...evidenceOfOwner,
    level: 'NONE',
    reasons: ['METHOD', 'MERGED_AWAY'],
  });
});

test('a redacted approval keeps its assurance level', () => {
  expect(judge('MOBILE_OWNER', { redactedAt: now, personal: {} })).toMatchObject({
    level: 'LOW',
    reasons: ['METHOD', 'REDACTED'],
  });
});

describe('an assurance policy set by the deployment', () => {
  const policy = changedPolicy('campus', '3', {
    MOBILE_OWNER: { level: 'SUBSTANTIAL', validDays: 180 },
    LINKID_PAGE: { level: 'SUBSTANTIAL' },
    ONENET_PAGE: { validDays: 30 },
  });
  const byPolicy = (method: string, changes: Partial<Evidence> = {}) =>
    assuranceOf(approved(method, changes), { ...rules, policy }, now);

  test("changes level and days of the methods that it names, and the policy's name", () => {
    const decidedAt = daysBefore(1);

    expect(byPolicy('MOBILE_OWNER', { decidedAt })).toMatchObject({
      ...evidenceOfOwner,
      level: 'SUBSTANTIAL',
      validUntil: new Date(decidedAt.getTime() + 180 * dayMs),
      policy: 'campus/3',
    });
    expect(byPolicy('LINKID_PAGE')).toMatchObject({ level: 'SUBSTANTIAL', validUntil: null });
    expect(byPolicy('WECHAT_FACE')).toMatchObject({ level: 'HIGH' });
  });

  test('adds days to a certificate that ends: the earlier of the two counts', () => {
    const decidedAt = daysBefore(1);
    const personalData = personal('ONENET_PAGE', undefined, { certExpDate: now.getTime() + 400 * dayMs });

    expect(byPolicy('ONENET_PAGE', { decidedAt, personal: personalData }).validUntil).toEqual(
      new Date(decidedAt.getTime() + 30 * dayMs),
    );
  });

  test('leaves approvals by staff unchanged', () => {
    expect(byPolicy('MOBILE_OWNER', { verdictBy: 'STAFF' })).toMatchObject({
      level: 'LOW',
      validUntil: null,
    });
  });
});
