import { getArgumentValues, getVariableValues, type OperationDefinitionNode } from 'graphql';
import type { Verification } from '../../domain/verification/verification';
import { listRowStates, readRowStates } from '../../service/reading/read-row-states';
import type { GraphQLContext } from '../context';
import { verificationIdOf } from '../entities';
import { type Executable, run } from '../execution';
import { refuseUnstorableIn } from '../storable-arguments';
import type { PageArgs } from '../verification/page.args';
import { toListQuery, toPageInfo } from '../verification/paging';
import type { Benefit, Rememberable } from './rememberable';
import type { RememberedRows } from './rows';
import type { PagePart, Shape } from './shape';

type Args = Executable & { readonly contextValue: GraphQLContext };

/**
 * Answers a query from rows that are remembered as JSON, which saves reading the rest of each row, checking its seal,
 * opening its sealed values and running the operation. The same operation as ever reads the other rows, and their texts
 * are taken from its answer. The fuzz compares both ways byte by byte.
 *
 * Rights are judged for every answer, by the accounts of the rows as the database has them now.
 */
export class RememberedAnswers {
  constructor(private readonly rows: RememberedRows) {}

  /** The JSON of the answer's `data`; null if the operation must be run as ever. */
  async answer(args: Args, { shape, operation, number, benefit }: Rememberable): Promise<string | null> {
    if (!args.contextValue.caller || !benefit.isLikely) return null;
    const answer = new Answer(this.rows, args, number, benefit);
    try {
      const text = await textOfShape(answer, shape, operation);
      return text === null ? null : `{${JSON.stringify(shape.name)}:${text}}`;
    } catch {
      // The operation as ever meets the same fault, and reports it in its place.
      return null;
    }
  }
}

function textOfShape(
  answer: Answer,
  shape: Shape,
  operation: OperationDefinitionNode,
): Promise<string | null> {
  switch (shape.kind) {
    case 'one':
      return answer.one(shape);
    case 'entities':
      return answer.entities(shape);
    case 'page':
      return answer.page(shape, operation);
  }
}

type ShapeOf<Kind extends Shape['kind']> = Extract<Shape, { readonly kind: Kind }>;
type Texts = readonly string[] | null;

class Answer {
  constructor(
    private readonly rows: RememberedRows,
    private readonly args: Args,
    private readonly number: number,
    private readonly benefit: Benefit,
  ) {}

  async one({ name, variable }: ShapeOf<'one' | 'entities'>): Promise<string | null> {
    const id = this.args.variableValues?.[variable];
    if (typeof id !== 'string') return null;
    refuseUnstorableIn({ id });
    const texts = await this.#texts([id], () => this.#run({}, (data) => [data[name]]));
    return texts?.[0] ?? null;
  }

  async entities({ name, variable }: ShapeOf<'one' | 'entities'>): Promise<string | null> {
    const given = this.args.variableValues?.[variable];
    if (!Array.isArray(given)) return null;
    const ids = given.map(verificationIdOf);
    if (!areTexts(ids)) return null;
    const texts = await this.#texts(ids, (places) =>
      this.#run({ [variable]: places.map((at) => given[at]) }, (data) => data[name] as readonly unknown[]),
    );
    return texts && `[${texts.join()}]`;
  }

  async page(
    { name, field, parts }: ShapeOf<'page'>,
    operation: OperationDefinitionNode,
  ): Promise<string | null> {
    const { tools, caller } = this.args.contextValue;
    const query = toListQuery(pageArgsOf(this.args, field, operation));
    const page = await listRowStates(tools, caller, query);
    const nodes = parts.find(({ kind }) => kind === 'nodes');
    if (!page || !nodes) return null;
    const texts = page.items.map((state) => this.rows.textOf(this.number, state));
    this.benefit.note(texts.length, texts.filter((text) => text !== undefined).length);
    if (!areKnown(texts)) {
      // A page is read as a whole: its rows are found by its conditions.
      const read = await this.#run({}, (data) => {
        const connection = data[name] as Readonly<Record<string, readonly unknown[]>>;
        return connection[nodes.name] ?? [];
      });
      if (read) for (const [at, record] of read.records.entries()) this.#keep(record, read.values[at]);
      return read && JSON.stringify(read.data[name]);
    }
    const pageInfo = toPageInfo(page, query);
    return `{${parts.map((part) => `${JSON.stringify(part.name)}:${textOf(part, texts, pageInfo)}`).join()}}`;
  }

  /** The texts of rows, in the order of their ids; null if the operation must be run as ever. */
  async #texts(
    ids: readonly string[],
    read: (places: readonly number[]) => Promise<Read | null>,
  ): Promise<Texts> {
    const { tools, caller } = this.args.contextValue;
    const states = await readRowStates(tools, caller, ids);
    if (!states) return null;
    const missing: number[] = [];
    const texts = ids.map((_id, at) => {
      const state = states[at];
      // Unknown, or not the caller's: the same null.
      if (!state) return 'null';
      const known = this.rows.textOf(this.number, state);
      if (known === undefined) missing.push(at);
      return known ?? 'null';
    });
    this.benefit.note(ids.length, ids.length - missing.length);
    if (missing.length === 0) return texts;
    const found = await read(missing);
    if (!found) return null;
    for (const [place, at] of missing.entries()) {
      texts[at] = this.#keep(found.records[place], found.values[place]);
    }
    return texts;
  }

  /** The JSON of a row that was read. It is kept together with the version that was read. */
  #keep(record: Verification | null | undefined, value: unknown): string {
    const text = JSON.stringify(value ?? null);
    if (record && value != null) this.rows.keep(this.number, record, text);
    return text;
  }

  /** Runs the operation as ever; null if it has any error, which is worded with the whole operation. */
  async #run(variables: object, valuesOf: (data: Data) => readonly unknown[]): Promise<Read | null> {
    let records: Read['records'] = [];
    const noteRead = (found: Read['records']) => {
      records = found;
    };
    const { data, errors } = await run({
      ...this.args,
      variableValues: { ...this.args.variableValues, ...variables },
      contextValue: { ...this.args.contextValue, noteRead },
    });
    if (errors || !data) return null;
    const values = valuesOf(data);
    return values.length === records.length ? { data, values, records } : null;
  }
}

type Data = Readonly<Record<string, unknown>>;

interface Read {
  readonly data: Data;
  /** Each with the record that it shows. */
  readonly values: readonly unknown[];
  readonly records: readonly (Verification | null)[];
}

type Page = ReturnType<typeof toPageInfo>;

function textOf(part: PagePart, texts: readonly string[], pageInfo: Page): string {
  if (part.kind === 'nodes') return `[${texts.join()}]`;
  return JSON.stringify(Object.fromEntries(part.fields.map(([name, field]) => [name, pageInfo[field]])));
}

/** The arguments of a list, as graphql-js passes them to the resolver. Throws for those that are refused. */
function pageArgsOf(
  { schema, variableValues }: Pick<Args, 'schema' | 'variableValues'>,
  field: ShapeOf<'page'>['field'],
  { variableDefinitions = [] }: OperationDefinitionNode,
): PageArgs {
  const { coerced } = getVariableValues(schema, variableDefinitions, variableValues ?? {});
  const definition = schema.getQueryType()?.getFields()[field.name.value];
  if (!coerced || !definition) throw new TypeError('The variables do not match.');
  const args = getArgumentValues(definition, field, coerced);
  refuseUnstorableIn(args);
  return args as unknown as PageArgs;
}

function areTexts(ids: readonly (string | null)[]): ids is readonly string[] {
  return ids.every((id) => id !== null);
}

function areKnown(texts: readonly (string | undefined)[]): texts is readonly string[] {
  return texts.every((text) => text !== undefined);
}
