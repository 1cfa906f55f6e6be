import { type Spread, spreadOf } from '../measure/spread.mts';

/** One figure of a server in one round; the names are the table's columns. */
export type Round = Readonly<Record<string, number>>;

export interface ServerResult {
  readonly server: string;
  readonly figures: Readonly<Record<string, Spread>>;
  /** The compared figures relative to the first server, as `ratio` says; empty for the first server. */
  readonly ratios: Readonly<Record<string, number>>;
}

/** The result of one scenario, or of one variant of it. */
export interface Result {
  /** Letter of the scenario, with its variant: "b 100". */
  readonly id: string;
  readonly title: string;
  /** The names of the compared figures; empty if there is nothing to compare. */
  readonly compared: readonly string[];
  readonly ratio: Ratio;
  readonly servers: readonly ServerResult[];
}

/** `first / this`: ours relative to each peer. `this / first`: the growth. */
export type Ratio = 'first / this' | 'this / first';

/** The first server is the one that the others are compared with. */
export function resultOf(
  id: string,
  title: string,
  compared: readonly string[],
  rounds: ReadonlyMap<string, readonly Round[]>,
  ratio: Ratio = 'first / this',
): Result {
  const all = [...rounds].map(([server, each]) => ({ server, figures: figuresOf(each) }));
  const [first] = all;
  return {
    id,
    title,
    compared,
    ratio,
    servers: all.map((result) => ({
      ...result,
      ratios:
        first === undefined || result === first
          ? {}
          : ratiosOf(compared, ...ordered(ratio, first.figures, result.figures)),
    })),
  };
}

type Figures = Readonly<Record<string, Spread>>;

function ordered(ratio: Ratio, first: Figures, own: Figures): [Figures, Figures] {
  return ratio === 'first / this' ? [first, own] : [own, first];
}

function ratiosOf(compared: readonly string[], aboves: Figures, belows: Figures): Record<string, number> {
  return Object.fromEntries(
    compared.flatMap((name) => {
      const [above, below] = [aboves[name]?.median, belows[name]?.median];
      return above === undefined || below === undefined ? [] : [[name, above / below]];
    }),
  );
}

function figuresOf(rounds: readonly Round[]): Record<string, Spread> {
  const names = [...new Set(rounds.flatMap((round) => Object.keys(round)))];
  return Object.fromEntries(
    names.map((name) => [
      name,
      spreadOf(rounds.flatMap((round) => (round[name] === undefined ? [] : [round[name]]))),
    ]),
  );
}
