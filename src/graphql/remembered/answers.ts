import { getArgumentValues, getVariableValues, type OperationDefinitionNode } from 'graphql';
import { always, holdsAt, type Span } from '../../domain/assurance/span';
import type { Verification } from '../../domain/verification/verification';
import { judgedAlike } from '../../service/reading/read-accounts';
import { listRowStates, readRowStates } from '../../service/reading/read-row-states';
import type { RowState } from '../../storage/verifications/contract';
import type { GraphQLContext } from '../context';
import { verificationIdOf } from '../entities';
import { type Executable, run } from '../execution';
import { refuseUnstorableIn } from '../storable-arguments';
import type { PageArgs } from '../verification/page.args';
import { toListQuery, toPageInfo } from '../verification/paging';
import type { Rememberable } from './rememberable';
import type { RememberedRows } from './rows';
import type { PagePart, Shape } from './shape';

type Args = Executable & { readonly contextValue: GraphQLContext };

/**
 * Answers a query from rows that are remembered as JSON, which saves reading the rest of each row, checking its seal,
 * opening its sealed values and running the operation. The same operation as ever reads the other rows, and their texts
 * are taken from its answer. The fuzz compares both ways byte by byte.
 *
 * Rights are judged for every answer, by the accounts of the rows as the database has them now. A text with a judgement
 * is shown until the next moment at which an approval lapses, and only while the account is as it was before the judged
 * evidence was read.
 */
export class RememberedAnswers {
  constructor(private readonly rows: RememberedRows) {}

  /** The JSON of the answer's `data`; null if the operation must be run as ever. */
  async answer(args: Args, rememberable: Rememberable): Promise<string | null> {
    const { shape, operation, benefit } = rememberable;
    if (!args.contextValue.caller || !benefit.isLikely) return null;
    const answer = new Answer(this.rows, args, rememberable);
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
    private readonly rememberable: Rememberable,
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
    const { tools, caller, loaders } = this.args.contextValue;
    const query = toListQuery(pageArgsOf(this.args, field, operation));
    const page = await listRowStates(tools, caller, query, loaders.readsAccounts);
    const nodes = parts.find(({ kind }) => kind === 'nodes');
    if (!page || !nodes) return null;
    const texts = page.items.map(this.#textOf());
    this.rememberable.benefit.note(texts.length, texts.filter((text) => text !== undefined).length);
    if (!areKnown(texts)) {
      // A page is read as a whole: its rows are found by its conditions.
      const read = await this.#run({}, (data) => {
        const connection = data[name] as Readonly<Record<string, readonly unknown[]>>;
        return connection[nodes.name] ?? [];
      });
      if (read) for (const at of read.records.keys()) this.#keep(read, at, page.items[at]);
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
    const { tools, caller, loaders } = this.args.contextValue;
    const states = await readRowStates(tools, caller, ids, loaders.readsAccounts);
    if (!states) return null;
    const missing: number[] = [];
    const textOf = this.#textOf();
    const texts = ids.map((_id, at) => {
      const state = states[at];
      // Unknown, or not the caller's: the same null.
      if (!state) return 'null';
      const known = textOf(state);
      if (known === undefined) missing.push(at);
      return known ?? 'null';
    });
    this.rememberable.benefit.note(ids.length, ids.length - missing.length);
    if (missing.length === 0) return texts;
    const found = await read(missing);
    if (!found) return null;
    for (const [place, at] of missing.entries()) {
      texts[at] = this.#keep(found, place, states[at]);
    }
    return texts;
  }

  /** The remembered text of each row, as of one moment. */
  #textOf(): (state: RowState) => string | undefined {
    const now = this.args.contextValue.tools.now();
    return (state) => this.rows.textOf(this.rememberable.number, state, now);
  }

  /**
   * The JSON of a row that was read. It is kept together with the version that was read, and with the revision that its
   * account had before: evidence that changed in between makes a text that is never shown.
   */
  #keep({ records, values, moment }: Read, place: number, before: RowState | null | undefined): string {
    const value = values[place];
    const text = JSON.stringify(value ?? null);
    const record = records[place];
    if (!record || value == null || before?.id !== record.id) return text;
    const { id, version, guid } = record;
    const span = this.#spanOf(record, moment);
    if (span)
      this.rows.keep(this.rememberable.number, { id, version, guid, revision: before.revision }, text, span);
    return text;
  }

  /** The time in which the text of a row is the same; null if that is not known. */
  #spanOf(record: Verification, moment: Date): Span | null {
    if (!this.rememberable.shape.isJudged) return always;
    const { tools, loaders } = this.args.contextValue;
    const { guid } = record;
    const account = loaders.readsAccounts && guid !== null ? loaders.readOf(guid) : [];
    const span = account && judgedAlike(tools, record, account, moment);
    // Also at the end of the reading: what lapsed meanwhile may be judged either way.
    return span && holdsAt(span, tools.now()) ? span : null;
  }

  /** Runs the operation as ever; null if it has any error, which is worded with the whole operation. */
  async #run(variables: object, valuesOf: (data: Data) => readonly unknown[]): Promise<Read | null> {
    const moment = this.args.contextValue.tools.now();
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
    return values.length === records.length ? { data, values, records, moment } : null;
  }
}

type Data = Readonly<Record<string, unknown>>;

interface Read {
  readonly data: Data;
  /** Each with the record that it shows. */
  readonly values: readonly unknown[];
  readonly records: readonly (Verification | null)[];
  /** When reading began: what is judged was judged then or later. */
  readonly moment: Date;
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
