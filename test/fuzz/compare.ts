import { type DocumentNode, parse } from 'graphql';
import { isCompilable } from '../../src/graphql/compilable';
import { type RandomOperation, randomOperation } from './documents';
import { type Random, randomOf } from './random';
import type { Headers, Scene } from './scene';

/** A document that was answered in different ways, with everything that repeats it. */
export interface Difference {
  readonly seed: number;
  readonly query: string;
  readonly variables: unknown;
  readonly headers: Headers;
  readonly answers: Readonly<Record<string, string>>;
}

export interface Report {
  readonly compiled: number;
  readonly differences: readonly Difference[];
}

const callers: readonly Headers[] = [{}, { 'x-dev-scopes': 'none' }, { 'x-dev-guid': 'other-account' }];

export interface CompareOptions {
  /** The comparison stops after so many differences. Default 3. */
  readonly most?: number;
  /** As `DocumentOptions.holds`. */
  readonly holds?: RegExp;
  /** Documents that are worth comparing. Default: all. */
  readonly only?: (document: DocumentNode) => boolean;
}

/** Runs one random document for each seed from `first` on, each in every way; stops after a few differences. */
export async function compareDocuments(
  scene: Scene,
  first: number,
  count: number,
  { most = 3, holds, only = () => true }: CompareOptions = {},
): Promise<Report> {
  const differences: Difference[] = [];
  let compiled = 0;
  for (let seed = first; seed < first + count && differences.length < most; seed += 1) {
    const random = randomOf(seed);
    const operation = randomOperation(random, { ...scene, ...(holds && { holds }) });
    if (!only(parse(operation.query))) continue;
    const { difference, isCompiled } = await compare(scene, seed, random, operation);
    if (difference) differences.push(difference);
    if (isCompiled) compiled += 1;
  }
  return { compiled, differences };
}

async function compare(
  scene: Scene,
  seed: number,
  random: Random,
  operation: RandomOperation,
): Promise<{ readonly difference: Difference | null; readonly isCompiled: boolean }> {
  const headers = random.pick(callers);
  const overSocket = () => scene.overSocket(operation, headers);
  const once = operation.kind === 'subscription' ? overSocket : () => scene.overHttp(operation, headers);
  // A mutation takes effect here: every later run of it has the same answer.
  if (operation.kind === 'mutation') await scene.alone(operation, headers);
  const answers: Record<string, string> = {
    'graphql-js': await scene.alone(operation, headers),
    'first use, interpreted': await once(),
    'second use, compiled': await once(),
    ...(random.chance(0.2) && { 'over a WebSocket, compiled': await overSocket() }),
  };
  const [expected, ...others] = Object.values(answers).map(withoutRaces);
  const isSame = others.every((answer) => answer === expected || answer === `[${expected}]`);
  const { query, variables } = operation;
  return {
    difference: isSame ? null : { seed, query, variables, headers, answers },
    isCompiled: isCompilable(scene.schema, parse(query)),
  };
}

/**
 * An error of a non-null root field ends the operation with `data: null`, as the last of the errors. Which errors other
 * fields had met by then is a race, and the specification leaves it open; only the one that ended it is compared.
 */
function withoutRaces(answer: string): string {
  const parsed = JSON.parse(answer) as Answer | readonly Answer[];
  const last = (one: Answer) =>
    one.data === null && one.errors ? { ...one, errors: one.errors.slice(-1) } : one;
  return JSON.stringify(Array.isArray(parsed) ? parsed.map(last) : last(parsed as Answer));
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
}
