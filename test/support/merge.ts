import { startTestApp, type TestApp, type TestAppOptions } from './app';
import type { Closing } from './closing';
import { type FakeUcenter, openFakeUcenter, type React, takenBy } from './fake-ucenter';
import { as, type SeenUcenterVerification, submitted } from './ucenter';
import { type Input, ucenterMethods } from './ucenter-inputs';

/** Whose verification meets the conflict. */
export const newAccount = as('new-account');

export interface HeldScene {
  readonly app: TestApp;
  readonly ucenter: FakeUcenter;
  /** How many merges ucenter has seen. */
  merges(): number;
}

export interface ConflictScene extends HeldScene {
  readonly conflict: SeenUcenterVerification;
}

export function isMerge(body: string): boolean {
  return body.startsWith('{"rnAuthPatternCode":"MERGE"');
}

/** A service whose ucenter says of every identity that the old account holds it; merges are the test's to answer. */
export async function openHeld(
  opened: Closing,
  merge: React,
  { env = {}, ...overrides }: TestAppOptions = {},
): Promise<HeldScene> {
  const ucenter = opened.keep(
    await openFakeUcenter({
      verify: (request, count) => (isMerge(request.body) ? merge(request, count) : takenBy('old-account')),
    }),
  );
  const app = opened.keep(await startTestApp({ ...overrides, env: { ...ucenter.env, ...env } }));
  return { app, ucenter, merges: () => ucenter.verifications.filter(({ body }) => isMerge(body)).length };
}

/** The same with a verification that has met the conflict. */
export async function openConflict(
  opened: Closing,
  merge: React,
  options?: TestAppOptions,
): Promise<ConflictScene> {
  const scene = await openHeld(opened, merge, options);
  const conflict = await submitted(scene.app, 'verifyByImport', ucenterMethods.IMPORT.least, newAccount);
  return { ...scene, conflict };
}

/** The input of mergeAccount for a verification. */
export function mergeInput({ id }: { readonly id: string }, input: Input = {}): Input {
  return { verificationId: id, code: '123456', confirmIrreversible: true, ...input };
}
