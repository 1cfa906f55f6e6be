import {
  type DocumentNode,
  type ExecutionArgs,
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
import { estimate } from './cost';
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
}

export interface Admitted {
  readonly operation: OperationTypeNode;
  /** All that is needed to run it but the context. */
  readonly args: Pick<ExecutionArgs, 'schema' | 'document' | 'variableValues' | 'operationName'>;
}

/** What may run, decided in one place for HTTP, WebSocket and SSE. Apollo takes its parts; the others ask `admit`. */
export class Gate {
  readonly schema: GraphQLSchema;
  readonly trusted: TrustedDocuments | null;
  readonly parseOptions: { readonly maxTokens: number };
  /** On top of GraphQL's own. */
  readonly rules: readonly ValidationRule[];
  readonly #limits: QueryLimits;

  constructor({ schema, limits, introspection, trusted }: GateOptions) {
    this.schema = schema;
    this.trusted = trusted;
    this.parseOptions = { maxTokens: limits.maxTokens };
    this.rules = introspection ? limitRules(limits) : [...limitRules(limits), noIntrospection];
    this.#limits = limits;
  }

  /** Everything that Apollo does for HTTP between a request and its execution. */
  admit(request: OperationRequest): Admitted | readonly GraphQLError[] {
    const text = this.trusted ? this.trusted.textOf(request) : request.query;
    if (text === null) return [badRequest('There is no query.')];
    if (text instanceof GraphQLError) return [text];
    const document = this.#parse(text);
    if (document instanceof GraphQLError) return [document];
    const faults = validate(this.schema, document, [...specifiedRules, ...this.rules]);
    if (faults.length > 0) return faults;
    const { operationName, variables } = request;
    const operation = getOperationAST(document, operationName);
    if (!operation) return [unknownOperation(operationName)];
    const fault = this.check(document, operation, variables);
    if (fault) return [fault];
    return {
      operation: operation.operation,
      args: { schema: this.schema, document, variableValues: variables, operationName },
    };
  }

  #parse(text: string): DocumentNode | GraphQLError {
    try {
      return parse(text, this.parseOptions);
    } catch (error) {
      return error instanceof GraphQLError ? error : nestedTooDeeply();
    }
  }

  /** What depends on the variables: how much a valid operation can bring. */
  check(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: OperationRequest['variables'],
  ): GraphQLError | null {
    const { maxCost, maxEntities } = this.#limits;
    const { cost, entities } = estimate(this.schema, document, operation, variables);
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
