/** FUZZ_SEED repeats a run; without it every run has documents of its own. */
export function fuzzSeed(): number {
  const set = process.env['FUZZ_SEED'];
  const seed = set === undefined ? Math.floor(Math.random() * 1_000_000_000) : Number(set);
  if (!Number.isSafeInteger(seed)) throw new Error('FUZZ_SEED must be a whole number.');
  process.stdout.write(`Documents begin with seed ${seed}; FUZZ_SEED=${seed} repeats them.\n`);
  return seed;
}
