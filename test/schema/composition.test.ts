import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices as composeWithApollo } from '@apollo/composition';
import { composeServices as composeWithTheGuild } from '@theguild/federation-composition';
import { parse } from 'graphql';

const sdl = readFileSync(join(__dirname, '../../schema/verification.graphql'), 'utf8');
const subgraph = { name: 'realname', url: 'http://127.0.0.1:4001/graphql', typeDefs: parse(sdl) };

describe('the subgraph alone', () => {
  it.each([
    ['@apollo/composition', composeWithApollo],
    ['@theguild/federation-composition', composeWithTheGuild],
  ])('composes with %s', (_name, compose) => {
    const { errors, supergraphSdl } = compose([subgraph]);

    expect(errors ?? []).toEqual([]);
    expect(supergraphSdl).toContain('REALNAME @join__graph(name: "realname"');
    expect(supergraphSdl).toMatch(/type Verification\s+@join__type\(graph: REALNAME, key: "id"\)/);
    expect(supergraphSdl).toContain('@requiresScopes(scopes: [["realname:reveal"]])');
  });

  it.each([
    ['@apollo/composition', composeWithApollo],
    ['@theguild/federation-composition', composeWithTheGuild],
  ])('would not compose with %s if an entity lost its key field', (_name, compose) => {
    const broken = {
      ...subgraph,
      typeDefs: parse(sdl.replace('@key(fields: "guid")', '@key(fields: "gone")')),
    };

    expect(compose([broken]).errors?.length).toBeGreaterThan(0);
  });
});
