import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationTypeNode,
  OverlappingFieldsCanBeMergedRule,
  parse,
  specifiedRules,
  type ValidationRule,
  validate,
} from 'graphql';
import { Coalescer } from '../../domain/coalescer';
import { compile, type Operation } from '../../graphql/execution';
import { readsAccounts } from '../../graphql/reads-accounts';
import { rememberable } from '../../graphql/remembered/rememberable';
import { requestError } from '../../graphql/request-error';
import { CostEstimator } from './cost';
import { mergingFault } from './field-merging';
import { noIntrospection } from './introspection';
import { type KnownOperation, KnownOperations, windowMs } from './known-operations';
import { largeVariablesFault } from './large-variables';
import {
  asParseFault,
  documentFault,
  grouped,
  nestedTooDeeply,
  type QueryLimits,
  textFault,
  tooComplex,
} from './limits';
import { refuseNull, strictVariables } from './null-variables';
import { oneOfAKind } from './one-of-a-kind';
import { badRequest, type OperationRequest } from './operation-request';
import { noConditionsAtSubscriptionRoot } from './subscription-root';
import type { TrustedDocuments } from './trusted-documents';

export interface GateOptions {
  readonly schema: GraphQLSchema;
  readonly limits: QueryLimits;
  readonly introspection: boolean;
  /** Null: any document may run. */
  readonly trusted: TrustedDocuments | null;
  /** An operation is compiled when signed-in callers use it this often within a minute; null: never. */
  readonly compileAfter: number | null;
  readonly now: () => Date;
}

export interface Admitted {
  readonly operation: OperationTypeNode;
  /** As the document has it. */
  readonly name: string | null;
  /** As cost.ts estimates it. */
  readonly cost: number;
  /** Everything needed to run it except the context. */
  readonly args: Operation;
  /**
   * The same after its caller has proved to be signed in: the operation is kept for such callers, and this use counts
   * towards compiling it.
   */
  signedIn(): Operation;
}

const otherRules = specifiedRules.filter((rule) => rule !== OverlappingFieldsCanBeMergedRule);

/** A client can act on the first few errors only, and finding more costs time. */
const maxErrors = 20;

/** Decides which operations may run, in one place for every transport. */
export class Gate {
  readonly #options: GateOptions;
  readonly #ownRules: readonly ValidationRule[];
  readonly #known = new KnownOperations();

  constructor(options: GateOptions) {
    this.#options = options;
    this.#ownRules = options.introspection
      ? [noConditionsAtSubscriptionRoot, oneOfAKind]
      : [noConditionsAtSubscriptionRoot, oneOfAKind, noIntrospection];
  }

  /** An operation that may run, or why it may not. Takes no longer for a refused document than for an admitted one. */
  admit(request: OperationRequest): Admitted | readonly GraphQLError[] {
    const { trusted } = this.#options;
    const text = trusted ? trusted.textOf(request) : request.query;
    if (text === null) return [badRequest('There is no query.')];
    if (text instanceof GraphQLError) return [text];
    const { operationName, variables } = request;
    const known = this.#knownOperation(text, operationName);
    if (!('cost' in known)) return known;
    const { schema } = this.#options;
    const { document, operation, events } = known;
    const cost =
      refuseNull(variables, known.strict) ??
      largeVariablesFault(schema, operation, variables) ??
      this.#costOf(known, variables);
    if (cost instanceof GraphQLError) return [cost];
    const args = {
      schema,
      document,
      operationName,
      variableValues: variables,
      events,
      readsAccounts: known.readsAccounts,
    };
    return {
      operation: operation.operation,
      name: operation.name?.value ?? null,
      cost,
      args: { ...args, compiled: known.compiled, rememberable: known.rememberable },
      signedIn: () => {
        this.#use(known, operationName);
        return { ...args, compiled: known.compiled, rememberable: known.rememberable };
      },
    };
  }

  /** Parsed and validated, or remembered from before. */
  #knownOperation(text: string, operationName: string | null): KnownOperation | readonly GraphQLError[] {
    const key = `${operationName ?? ''} ${text}`;
    const before = this.#known.find(key) ?? this.#known.refusalOf(key);
    if (before) return before;
    const { schema, compileAfter } = this.#options;
    const document = this.#read(text);
    const operation = 'kind' in document ? getOperationAST(document, operationName) : null;
    if (!('kind' in document) || !operation) {
      const faults = 'kind' in document ? [unknownOperation(operationName)] : document.map(withoutNodes);
      this.#known.refuse(key, faults);
      return faults;
    }
    const now = this.#options.now().getTime();
    const known: KnownOperation = {
      key,
      document,
      operation,
      cost: new CostEstimator(schema, document, operation),
      strict: strictVariables(schema, document, operation),
      readsAccounts: compileAfter !== null && readsAccounts(schema, document, operation),
      events: new Coalescer<never>(),
      rememberable: null,
      compiled: null,
      isSettled: false,
      uses: 0,
      countedFrom: now,
    };
    if (this.#known.add(known, now)) known.uses = 1;
    return known;
  }

  /** Our limits come first, so that the rules of GraphQL only see documents of a bounded size. */
  #read(text: string): DocumentNode | readonly GraphQLError[] {
    const { limits, schema } = this.#options;
    const tooLong = textFault(text, limits);
    if (tooLong) return [tooLong];
    let document: DocumentNode;
    try {
      document = parse(text, { maxTokens: limits.maxTokens });
    } catch (error) {
      return [asParseFault(error, limits)];
    }
    try {
      const tooLarge = documentFault(document, limits);
      if (tooLarge) return [tooLarge];
      for (const rules of [this.#ownRules, otherRules]) {
        const faults = validate(schema, document, rules, { maxErrors });
        if (faults.length > 0) return faults;
      }
      const fault = mergingFault(schema, document);
      return fault ? [fault] : document;
    } catch (error) {
      if (error instanceof RangeError) return [nestedTooDeeply()];
      throw error;
    }
  }

  #use(known: KnownOperation, operationName: string | null): void {
    const { compileAfter, schema } = this.#options;
    const now = this.#options.now().getTime();
    if (now - known.countedFrom > windowMs) {
      known.uses = 0;
      known.countedFrom = now;
    }
    known.uses += 1;
    const isCompiledNow = !known.isSettled && compileAfter !== null && known.uses >= compileAfter;
    if (isCompiledNow) {
      known.compiled = compile({ schema, document: known.document, operationName });
      known.rememberable = known.compiled && rememberable(schema, known);
      known.isSettled = true;
    }
    if (isCompiledNow || (known.uses > 1 && !this.#known.isKept(known))) this.#known.keep(known);
  }

  /** Estimated for every request, because the cost depends on the variables. */
  #costOf(
    { cost: estimator }: KnownOperation,
    variables: OperationRequest['variables'],
  ): number | GraphQLError {
    const { maxCost, maxEntities } = this.#options.limits;
    const { cost, entities } = estimator.estimate(variables);
    if (entities > maxEntities) {
      return requestError(
        'BAD_USER_INPUT',
        `_entities has ${grouped(entities)} representations; at most ${grouped(maxEntities)} are allowed (ENTITIES_MAX).`,
        { status: 400 },
      );
    }
    if (cost <= maxCost) return cost;
    return tooComplex(
      `Query can cost ${grouped(cost)}; at most ${grouped(maxCost)} is allowed (QUERY_MAX_COST).`,
    );
  }
}

function unknownOperation(name: string | null): GraphQLError {
  return requestError(
    'OPERATION_RESOLUTION_FAILURE',
    name === null
      ? 'operationName must say which of the operations to run.'
      : 'There is no operation of that name.',
    { status: 400 },
  );
}

/**
 * A copy of an error that can be remembered. The original keeps the whole document in memory: through its syntax nodes,
 * through a message that shares the text, and through the objects on its stack.
 */
function withoutNodes({ message, locations, extensions }: GraphQLError): GraphQLError {
  const copied = new GraphQLError(Buffer.from(message).toString(), { extensions });
  return Object.assign(copied, { stack: '' }, locations && { locations });
}
