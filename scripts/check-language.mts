import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { patterns } from './language/patterns.mts';
import { type Text, textsOfCode, textsOfMarkdown, titlesOfTests } from './language/texts.mts';

/**
 * Fails when a comment, a string, a document or a test's title holds a turn of phrase that stops readers. English only.
 *
 *   node scripts/check-language.mts             all code and documents
 *   node scripts/check-language.mts src/cli     the files below a folder
 *   node scripts/check-language.mts file.ts     one file
 */
const [place] = process.argv.slice(2);

/** The words of the public contract are not ours to change. */
const contract = readFileSync('test/fixtures/contract.graphql', 'utf8').replaceAll(/\s+/g, ' ');

/** Chinese, generated code, and files that quote what the check finds or what documents quote. */
const skipped =
  /\.zh\.md$|\/generated\/|^docs\/schema\/|^scripts\/language\/|^test\/faults\/long\/|^test\/docs\/plain-english\./;

const findings = filesToCheck().flatMap((file) => {
  const source = readFileSync(file, 'utf8');
  return textsOf(file, source).flatMap((text) =>
    findingsIn(text).map((finding) => `${file}:${text.line}: ${finding}`),
  );
});

for (const finding of findings) process.stdout.write(`${finding}\n`);
if (findings.length > 0) {
  process.stderr.write(
    `\n${findings.length} turn(s) of phrase to replace; rules: scripts/language/patterns.mts\n`,
  );
  process.exitCode = 1;
}

function textsOf(file: string, source: string): readonly Text[] {
  if (file.endsWith('.md')) return textsOfMarkdown(source);
  return /^test\/|\.test\.ts$/.test(file) ? titlesOfTests(source) : textsOfCode(source);
}

function filesToCheck(): readonly string[] {
  if (place !== undefined && existsSync(place) && statSync(place).isFile()) return [place];
  return execFileSync('git', ['ls-files', place ?? '.'], { encoding: 'utf8' })
    .split('\n')
    .filter(
      (file) =>
        /^(?:client|src|scripts|bench|examples|ops|test)\/.*\.m?tsx?$|\.md$/.test(file) && existsSync(file),
    )
    .filter((file) => !skipped.test(file));
}

function findingsIn({ kind, text }: Text): readonly string[] {
  // A string without a blank is a name.
  if (kind === 'string' && !text.includes(' ')) return [];
  const words = withoutCode(kind === 'string' ? withoutContract(text) : text);
  return patterns
    .filter(
      ({ only }) =>
        only === undefined ||
        (only === 'titles'
          ? kind === 'title'
          : kind === 'comment' || kind === 'prose' || words.endsWith('.')),
    )
    .flatMap(({ finds, advice }) => {
      const found = finds.exec(words)?.[0];
      return found === undefined ? [] : [`"${shortened(found)}": ${advice}`];
    });
}

function withoutContract(text: string): string {
  const sentences = text
    .split(/(?<=\.) /)
    .filter((sentence) => !contract.includes(sentence.replace(/\.$/, '')));
  return sentences.join(' ');
}

/** Names in code spans are not prose. */
function withoutCode(text: string): string {
  return text.replaceAll(/`[^`]*`/g, '`_`');
}

function shortened(found: string): string {
  return found.length > 60 ? `${found.slice(0, 57)}…` : found;
}
