import { composeServices as composeWithApollo } from '@apollo/composition';
import { composeServices as composeWithTheGuild } from '@theguild/federation-composition';
import { federateSubgraphs, ROUTER_COMPATIBILITY_VERSION_ONE } from '@wundergraph/composition';
import { parse, printSchema } from 'graphql';
import { startTestApp } from '../support/app';
import { openedOnce } from '../support/closing';
import { startSupergraph } from './supergraph';

// Closed in this order.
const neighbours = openedOnce(async () => startSupergraph((await realname()).url));
const realname = openedOnce(() => startTestApp());

interface Subgraph {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

interface ServiceAnswer {
  readonly data: { readonly _service: { readonly sdl: string } };
}

/** As a registry would fetch it: from the running subgraph itself. */
async function fetched(name: string, url: string): Promise<Subgraph> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ _service { sdl } }' }),
  });
  const { data } = (await response.json()) as ServiceAnswer;
  return { name, url, sdl: data._service.sdl };
}

async function subgraphs(): Promise<readonly Subgraph[]> {
  const { addressOf } = await neighbours();
  return Promise.all([
    fetched('realname', `${(await realname()).url}/graphql`),
    fetched('users', addressOf('users')),
    fetched('departments', addressOf('departments')),
  ]);
}

interface Composition {
  readonly faults: readonly string[];
  /** The schema that clients see. */
  readonly schema: string;
}

type Compose = (all: readonly Subgraph[]) => Composition;

const withDocuments = (all: readonly Subgraph[]) =>
  all.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) }));

const composers: readonly (readonly [string, Compose])[] = [
  [
    '@apollo/composition',
    (all) => {
      const { errors = [], supergraphSdl = '' } = composeWithApollo(withDocuments(all));
      return { faults: errors.map(String), schema: supergraphSdl };
    },
  ],
  [
    '@theguild/federation-composition',
    (all) => {
      const { errors = [], supergraphSdl = '' } = composeWithTheGuild(withDocuments(all));
      return { faults: errors.map(String), schema: supergraphSdl };
    },
  ],
  [
    '@wundergraph/composition',
    (all) => {
      const result = federateSubgraphs({
        subgraphs: all.map(({ name, url, sdl }) => ({ name, url, definitions: parse(sdl) })),
        version: ROUTER_COMPATIBILITY_VERSION_ONE,
      });
      return result.success
        ? { faults: [], schema: printSchema(result.federatedGraphClientSchema) }
        : { faults: result.errors.map(String), schema: '' };
    },
  ],
];

/** The names of the fields of an object type, wherever they come from. */
function fieldsOf(schema: string, type: string): readonly string[] {
  for (const definition of parse(schema).definitions) {
    if (definition.kind === 'ObjectTypeDefinition' && definition.name.value === type) {
      return (definition.fields ?? []).map(({ name }) => name.value).sort();
    }
  }
  return [];
}

describe.each(composers)('%s', (_name, compose) => {
  it('composes our subgraph with its neighbours', async () => {
    const { faults, schema } = compose(await subgraphs());

    expect(faults).toEqual([]);
    expect(fieldsOf(schema, 'User')).toEqual([
      'assurance',
      'consents',
      'departmentRole',
      'departments',
      'email',
      'facts',
      'guid',
      'headersAtDepartments',
      'isRealNameVerified',
      'latestVerification',
      'meets',
      'name',
      'registeredAt',
      'verifications',
    ]);
    expect(fieldsOf(schema, 'Department')).toEqual(['customerCode', 'deptId', 'members', 'name']);
  });

  it('leaves Role and InputError to the neighbours, and shares PageInfo and DateTime', async () => {
    const { schema } = compose(await subgraphs());

    expect(schema).toMatch(/enum Role\b[^{]*\{\s*HEAD\b[^}]*MEMBER/);
    expect(fieldsOf(schema, 'InputError')).toEqual(['field', 'message']);
    expect(fieldsOf(schema, 'VerificationInputError')).toEqual(['code', 'message', 'path', 'retryAt']);
    expect(fieldsOf(schema, 'PageInfo')).toEqual([
      'endCursor',
      'hasNextPage',
      'hasPreviousPage',
      'startCursor',
    ]);
    expect(schema.match(/^scalar DateTime\b/gm)).toHaveLength(1);
  });

  it('does not compose if our subgraph has an InputError too', async () => {
    const [ours, ...others] = await subgraphs();
    if (!ours) throw new Error('There is no subgraph of ours.');
    const clashing = { ...ours, sdl: ours.sdl.replaceAll(/\bVerificationInputError\b/g, 'InputError') };

    expect(compose([clashing, ...others]).faults.join('\n')).toContain('InputError');
  });
});
