import { assuranceLevels } from '../../../src/domain/assurance/levels';
import type { PastAttempt, RoutableMethod, RoutingQuestion } from '../../../src/domain/routing/decision';
import { evidenceFields } from '../../../src/domain/routing/evidence';
import { registry } from '../../../src/providers/registry';

/** The twelve methods, in the order of the enum, as `default/1` sees them and with everything available. */
export const methods: readonly RoutableMethod[] = registry
  .flatMap((provider) => provider.methods)
  .map(({ name, deferred, evidence }) => ({
    method: name,
    enabled: true,
    available: true,
    expected: 'LOW',
    usesFace: false,
    deferred,
    price: null,
    needs: evidence?.needs ?? null,
    credential: evidence?.credential ?? null,
    residentCardOnly: evidence?.residentCardOnly ?? false,
    unfit: [],
    limited: false,
  }));

export const anyQuestion: RoutingQuestion = {
  policy: 'campus/3',
  purpose: 'default',
  required: 'LOW',
  allow: null,
  avoidFace: false,
  budget: null,
  order: [],
  methods,
  evidence: evidenceFields,
  isResidentCard: true,
  attempts: [],
  mayChoose: true,
  askedAt: '2026-09-01T00:00:00.000Z',
};

export function change(name: string, part: Partial<RoutableMethod>): readonly RoutableMethod[] {
  return methods.map((method) => (method.method === name ? { ...method, ...part } : method));
}

/** Random questions in which every verdict is frequent; the same seed gives the same questions. */
export function randomQuestion(random: () => number): RoutingQuestion {
  const isTrue = (share: number) => random() < share;
  const oneOf = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const someOf = <Item>(items: readonly Item[], share: number) => items.filter(() => isTrue(share));
  const names = methods.map(({ method }) => method);
  const results = ['UNSENT', 'NO_VERDICT', 'SILENT', 'WRONG_CREDENTIAL', 'REJECTED', 'ENDED'] as const;
  const attempts: PastAttempt[] = Array.from({ length: Math.floor(random() * 4) }, () => ({
    method: oneOf(names),
    result: oneOf(results),
    cost: Math.floor(random() * 4) * 10,
  }));
  return {
    ...anyQuestion,
    required: oneOf(assuranceLevels),
    allow: isTrue(0.7) ? null : someOf(names, 0.7),
    avoidFace: isTrue(0.3),
    budget: isTrue(0.5) ? null : Math.floor(random() * 8) * 10,
    order: someOf(names, 0.4).sort(() => random() - 0.5),
    methods: methods.map((method) => ({
      ...method,
      enabled: isTrue(0.9),
      available: isTrue(0.9),
      expected: oneOf(assuranceLevels),
      usesFace: isTrue(0.4),
      deferred: isTrue(0.3),
      price: isTrue(0.3) ? null : Math.floor(random() * 5) * 10,
      unfit: isTrue(0.03) ? ['certNo'] : [],
      limited: isTrue(0.05),
    })),
    evidence: someOf(evidenceFields, 0.9),
    isResidentCard: isTrue(0.8),
    attempts,
    mayChoose: isTrue(0.95),
    ...(isTrue(0.2) && { mayUseFace: isTrue(0.3) }),
  };
}

/** mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
