/**
 * The decision once more, from its description alone (docs/routing.md) and by other means: verdicts from a table of
 * conditions, and the first way by comparing each with every other. It shares no code with src/domain/routing.
 */
import type { RoutableMethod, RoutingQuestion } from '../../../src/domain/routing/decision';

export interface BruteForce {
  readonly chosen: string | null;
  readonly withoutFace: string | null;
  readonly verdicts: Readonly<Record<string, string>>;
  readonly missing: Readonly<Record<string, readonly string[]>>;
  readonly order: readonly string[];
}

const rising = ['NONE', 'CONTACT', 'LOW', 'SUBSTANTIAL', 'HIGH'];

const needs: Readonly<Record<string, readonly string[]>> = {
  MOBILE: ['mobileNo', 'smsCode'],
  IMPORT: ['name', 'certNo', 'outid'],
  ECARD: ['name', 'outid', 'cardPassword'],
  WHITELIST: ['name', 'outid'],
  MOBILE_OWNER: ['name', 'certNo', 'mobileNo'],
  ONENET_PAGE: ['oneNetUserId', 'mobileNo'],
  LINKID_PAGE: ['name', 'certNo', 'redirectUri'],
  LINKID_PHOTO: ['name', 'certNo', 'photo'],
  WECHAT_FACE: ['name', 'certNo', 'wechatFace'],
};

const credentials: Readonly<Record<string, string>> = {
  MOBILE: 'smsCode',
  ECARD: 'cardPassword',
  WHITELIST: 'cardPassword',
  WECHAT_FACE: 'wechatFace',
};

const forResidentCards = new Set(['MOBILE_OWNER', 'WECHAT_FACE']);

function lacking(m: RoutableMethod, q: RoutingQuestion): Set<string> {
  const fields = needs[m.method];
  if (!fields) return new Set(['ownMutation']);
  const lacks = new Set<string>();
  for (const field of fields) if (!q.evidence.includes(field)) lacks.add(field);
  const credential = credentials[m.method];
  for (const { method, result } of q.attempts) {
    if (method !== m.method || result !== 'WRONG_CREDENTIAL' || credential === undefined) continue;
    if (!q.evidence.includes(credential)) lacks.add(credential);
  }
  if (forResidentCards.has(m.method) && q.evidence.includes('certNo') && !q.isResidentCard)
    lacks.add('certType');
  for (const field of m.unfit) lacks.add(field);
  return lacks;
}

export function bruteForce(q: RoutingQuestion): BruteForce {
  let spent = 0;
  for (const { cost } of q.attempts) spent += cost;
  const verdicts: Record<string, string> = {};
  const missing: Record<string, readonly string[]> = {};
  for (const m of q.methods) {
    const conditions: Readonly<Record<string, boolean>> = {
      DISABLED: !m.enabled,
      NOT_ALLOWED:
        (q.allow !== null && !new Set(q.allow).has(m.method)) || (m.usesFace && q.mayUseFace === false),
      INSUFFICIENT: rising.indexOf(m.expected) < rising.indexOf(q.required),
      FACE_AVOIDED: m.usesFace && q.avoidFace,
      MISSING_EVIDENCE: lacking(m, q).size > 0,
      TRIED: q.attempts.filter((a) => a.method === m.method).some((a) => a.result !== 'WRONG_CREDENTIAL'),
      UNAVAILABLE: !m.available || m.limited,
      OVER_BUDGET: q.budget !== null && (m.price === null ? 0 : m.price) > q.budget - spent,
      STANDBY: true,
    };
    const verdict = Object.keys(conditions).find((name) => conditions[name]) ?? 'STANDBY';
    verdicts[m.method] = verdict;
    missing[m.method] = verdict === 'MISSING_EVIDENCE' ? [...lacking(m, q)].sort() : [];
  }
  const able = q.methods.filter((m) => verdicts[m.method] === 'STANDBY');
  const rankOf = (m: RoutableMethod) => able.filter((other) => isBefore(other, m, q)).length;
  const ranked: RoutableMethod[] = [];
  for (const m of able) ranked[rankOf(m)] = m;
  const chosen = q.mayChoose ? (ranked[0] ?? null) : null;
  if (chosen) verdicts[chosen.method] = 'CHOSEN';
  const faceless = ranked.filter((m) => m !== chosen && !m.usesFace);
  return {
    chosen: chosen?.method ?? null,
    withoutFace: chosen?.usesFace ? (faceless[0]?.method ?? null) : null,
    verdicts,
    missing,
    order: [
      ...ranked.map((m) => m.method),
      ...q.methods.filter((m) => !able.includes(m)).map((m) => m.method),
    ],
  };
}

function isBefore(a: RoutableMethod, b: RoutableMethod, { order, methods }: RoutingQuestion): boolean {
  if (a.price !== b.price) return b.price === null || (a.price !== null && a.price < b.price);
  if (a.deferred !== b.deferred) return b.deferred;
  if (a.usesFace !== b.usesFace) return b.usesFace;
  const [inOrderA, inOrderB] = [order.indexOf(a.method), order.indexOf(b.method)];
  if (inOrderA >= 0 && inOrderB >= 0) return inOrderA < inOrderB;
  if (inOrderA >= 0 || inOrderB >= 0) return inOrderA >= 0;
  return methods.indexOf(a) < methods.indexOf(b);
}
