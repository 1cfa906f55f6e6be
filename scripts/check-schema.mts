import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { breakingChanges } from './schema/breaking-changes.mts';

/**
 * Fails where the schema breaks a client or another subgraph, unless CHANGELOG.md announces it: a line of its section
 * "Unreleased", or of the one of the version in package.json, that says "Breaking" and names the place, such as
 * `Verification.authUrl`. On the commit of a release the heading is the version alone, as release.yml wants it.
 *
 *   node scripts/check-schema.mts                      against the last committed schema
 *   node scripts/check-schema.mts --against v1.0.0     against that of a tag, a branch or a commit
 *   node scripts/check-schema.mts --against old.graphql
 */
const { values } = parseArgs({
  options: {
    against: { type: 'string', default: 'HEAD' },
    schema: { type: 'string', default: 'schema/verification.graphql' },
    changelog: { type: 'string', default: 'CHANGELOG.md' },
  },
});

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const before = existsSync(values.against)
  ? readFileSync(values.against, 'utf8')
  : execFileSync('git', ['show', `${values.against}:${values.schema}`], { encoding: 'utf8' });
const announced = announcements(readFileSync(values.changelog, 'utf8'));
const changes = breakingChanges(before, readFileSync(values.schema, 'utf8'));
const silent = changes.filter(({ place }) => !announced.some((line) => line.includes(`\`${place}\``)));

for (const { place, description } of changes) {
  const isSilent = silent.some((change) => change.place === place);
  process.stdout.write(`${isSilent ? 'breaking, not announced' : 'breaking, announced'}: ${description}\n`);
}
if (silent.length > 0) {
  process.stderr.write(
    `\n${silent.length} breaking change(s) of ${values.schema} since ${values.against}. Take them back, or announce each in ${values.changelog} under "## Unreleased" or the version of package.json: - Breaking: \`${silent[0]?.place}\` …\n`,
  );
  process.exitCode = 1;
}

/** The lines under "Unreleased", or under the version of package.json once it is released, that announce a breaking change. */
function announcements(changelog: string): string[] {
  const sections = changelog.split(/^## /m).slice(1);
  const section =
    sections.find((text) => /^\[?Unreleased\b/.test(text) || text.split(/[\s(]/)[0] === version) ?? '';
  return section.split('\n').filter((line) => /\bbreaking\b/i.test(line));
}
