/** How many random cases a property is tried on: `short` in `npm test`, 100,000 in `npm run test:properties`. */
export function randomCases(short: number): number {
  return Number(process.env['RANDOM_CASES'] ?? short);
}
