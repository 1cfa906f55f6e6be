import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  type OperationTypeNode,
  parse,
  specifiedRules,
  type ValidationRule,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { Coalescer } from '../domain/coalescer';
import { type Compiled, compile, type Operation } from '../graphql/execution';
import { CostEstimator } from './cost';
import { noIntrospection } from './introspection';
import { limitRules, nestedTooDeeply, type QueryLimits, tooComplex } from './limits';
import { badRequest, type OperationRequest } from './operation-request';
import type { TrustedDocuments } from './trusted-documents';

export interface GateOptions {
  readonly schema: GraphQLSchema;
  readonly limits: QueryLimits;
  readonly introspection: boolean;
  /** Null: any document may run. */
  readonly trusted: TrustedDocuments | null;
  /** After so many times a document is compiled; null: never. */
  readonly compileAfter: number | null;
}

export interface Admitted {
  readonly operation: OperationTypeNode;
  /** As the document has it. */
  readonly name: string | null;
  /** All that is needed to run it but the context. */
  readonly args: Operation;
}

/** An operation of a document that was found valid. */
interface KnownOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly cost: CostEstimator;
  readonly events: Coalescer<ExecutionResult>;
  uses: number;
  compiled: Compiled | null;
}

/** Documents of clients are few, and come again and again; together their texts have at most so many characters. */
const keptCharacters = 4 * 1024 * 1024;

/** What may run, decided in one place for HTTP, WebSocket and SSE. Apollo takes its parts; the others ask `admit`. */
export class Gate {
  readonly schema: GraphQLSchema;
  readonly trusted: TrustedDocuments | null;
  readonly parseOptions: { readonly maxTokens: number };
  /** On top of GraphQL's own. */
  readonly rules: readonly ValidationRule[];
  readonly #limits: QueryLimits;
  readonly #compileAfter: number | null;
  readonly #known = new LRUCache<string, KnownOperation>({
    maxSize: keptCharacters,
    sizeCalculation: (_known, key) => key.length,
  });

  constructor({ schema, limits, introspection, trusted, compileAfter }: GateOptions) {
    this.schema = schema;
    this.trusted = trusted;
    this.parseOptions = { maxTokens: limits.maxTokens };
    this.rules = introspection ? limitRules(limits) : [...limitRules(limits), noIntrospection];
    this.#limits = limits;
    this.#compileAfter = compileAfter;
  }

  /** Everything that Apollo does for HTTP between a request and its execution. */
  admit(request: OperationRequest): Admitted | readonly GraphQLError[] {
    const text = this.trusted ? this.trusted.textOf(request) : request.query;
    if (text === null) return [badRequest('There is no query.')];
    if (text instanceof GraphQLError) return [text];
    const { operationName, variables } = request;
    const known = this.#knownOperation(text, operationName);
    if (!('cost' in known)) return known;
    const fault = this.check(known.cost, variables);
    if (fault) return [fault];
    const { document, operation, events } = known;
    const args = { schema: this.schema, document, operationName };
    known.uses += 1;
    if (known.uses === this.#compileAfter) known.compiled = compile(args);
    return {
      operation: operation.operation,
      name: operation.name?.value ?? null,
      args: { ...args, variableValues: variables, compiled: known.compiled, events },
    };
  }

  /** Parsed and validated, or remembered from before. */
  #knownOperation(text: string, operationName: string | null): KnownOperation | readonly GraphQLError[] {
    const key = `${operationName ?? ''} ${text}`;
    const before = this.#known.get(key);
    if (before) return before;
    const document = this.#parse(text);
    if (document instanceof GraphQLError) return [document];
    const faults = validate(this.schema, document, [...specifiedRules, ...this.rules]);
    if (faults.length > 0) return faults;
    const operation = getOperationAST(document, operationName);
    if (!operation) return [unknownOperation(operationName)];
    const cost = new CostEstimator(this.schema, document, operation);
    const events = new Coalescer<ExecutionResult>();
    const known = { document, operation, cost, events, uses: 0, compiled: null };
    this.#known.set(key, known);
    return known;
  }

  #parse(text: string): DocumentNode | GraphQLError {
    try {
      return parse(text, this.parseOptions);
    } catch (error) {
      return error instanceof GraphQLError ? error : nestedTooDeeply();
    }
  }

  /** What depends on the variables: how much a valid operation can bring. */
  check(estimator: CostEstimator, variables: OperationRequest['variables']): GraphQLError | null {
    const { maxCost, maxEntities } = this.#limits;
    const { cost, entities } = estimator.estimate(variables);
    if (entities > maxEntities) {
      return new GraphQLError(
        `_entities has ${entities} representations; at most ${maxEntities} are allowed (ENTITIES_MAX).`,
        { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } },
      );
    }
    if (cost > maxCost) {
      return tooComplex(`The query can cost ${cost}; at most ${maxCost} is allowed (QUERY_MAX_COST).`);
    }
    return null;
  }
}

function unknownOperation(name: string | null): GraphQLError {
  return new GraphQLError(
    name === null
      ? 'operationName must say which of the operations to run.'
      : 'There is no operation of that name.',
    { extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } } },
  );
}
