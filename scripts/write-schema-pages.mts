import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { pages } from './schema/pages.mts';

/** Writes docs/schema from the schema, a page for each concept; with --check, only compares, and fails if they differ. */
const folder = 'docs/schema';
const schema = buildSchema(readFileSync('schema/verification.graphql', 'utf8'), { assumeValidSDL: true });
const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter(
  (type) => type !== undefined && type !== null,
);
const types = Object.values(schema.getTypeMap())
  .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
  .filter((type) => !roots.some((root) => root === type));

const pageOf = (name: string, kind: 'roots' | 'types') => pages.find((page) => page[kind].test(name));
const cell = (text: string | null | undefined) => (text ?? '').replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** The type as it is written, which leads to its description. */
function link(type: GraphQLType): string {
  const { name } = getNamedType(type);
  const written = `\`${type}\``;
  return types.some((own) => own.name === name)
    ? `[${written}](${pageOf(name, 'types')?.file}#${name.toLowerCase()})`
    : written;
}

function fallback({ defaultValue }: GraphQLArgument): string {
  return defaultValue === undefined
    ? ''
    : ` By default \`${JSON.stringify(defaultValue).replaceAll('"', '')}\`.`;
}

function argumentsOf({ args }: GraphQLField<unknown, unknown>): string {
  const rows = args.map((arg) => [`\`${arg.name}\``, link(arg.type), cell(arg.description) + fallback(arg)]);
  return args.length === 0 ? '' : `\n\n${table(['argument', 'type', 'meaning'], rows)}`;
}

function operation(kind: string, field: GraphQLField<unknown, unknown>): string {
  return `### ${field.name}\n\n${kind}, answers ${link(field.type)}. ${cell(field.description)}${argumentsOf(field)}`;
}

function typeSection(type: GraphQLNamedType): string {
  const head = `### ${type.name}\n\n${cell(type.description)}`;
  if (isEnumType(type)) {
    const rows = type.getValues().map(({ name, description }) => [`\`${name}\``, cell(description)]);
    return `${head}\n\n${table(['value', 'meaning'], rows)}`;
  }
  if (!isObjectType(type) && !isInputObjectType(type)) return head;
  const rows = Object.values(type.getFields()).flatMap((field) => [
    [`\`${field.name}\``, link(field.type), cell(field.description)],
    ...('args' in field ? field.args : []).map((arg: GraphQLArgument) => [
      `\`${field.name}(${arg.name}:)\``,
      link(arg.type),
      cell(arg.description) + fallback(arg),
    ]),
  ]);
  return `${head}\n\n${table(['field', 'type', 'meaning'], rows)}`;
}

const note = '<!-- written by npm run schema:pages from schema/verification.graphql -->';
const texts = new Map(
  pages.map((page) => {
    const operations = roots.flatMap((root) =>
      Object.values(root.getFields())
        .filter(({ name }) => pageOf(name, 'roots') === page)
        .map((field) => operation(root.name, field)),
    );
    const own = types.filter(({ name }) => pageOf(name, 'types') === page).map(typeSection);
    const parts = [`# ${page.title}`, note, page.about, '## Operations', ...operations, '## Types', ...own];
    return [page.file, `${parts.join('\n\n')}\n`] as const;
  }),
);
const list = pages.map(({ file, title, about }) => `- [${title}](${file}). ${about}`).join('\n');
texts.set('README.md', `# The schema by concept\n\n${note}\n\n${list}\n`);

mkdirSync(folder, { recursive: true });
for (const [file, text] of texts) {
  if (!process.argv.includes('--check')) writeFileSync(`${folder}/${file}`, text);
  else if (readFileSync(`${folder}/${file}`, 'utf8') !== text) {
    process.stderr.write(`${folder}/${file} is not what the schema says. Run: npm run schema:pages\n`);
    process.exitCode = 1;
  }
}
