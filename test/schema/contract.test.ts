import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contractDifferences } from '../support/contract-differences';
import { ownSchema } from '../support/schema';

const contract = readFileSync(join(__dirname, '../fixtures/contract.graphql'), 'utf8');
const { sdl } = ownSchema();

describe('the schema', () => {
  it('keeps every promise of the contract', () => {
    expect(contractDifferences(contract, sdl)).toEqual([]);
  });
});

describe('a schema that breaks the contract', () => {
  it.each([
    ['a type', 'type PageInfo @shareable {', 'type PageInformation @shareable {', 'PageInfo is missing.'],
    ['a field', 'bsn: String', 'serial: String', 'ProviderReferences.bsn is missing.'],
    ['an enum value', '  TEACHER\n', '  TUTOR\n', 'SchoolRole.TEACHER is missing.'],
    [
      'a kind',
      'scalar JSONObject',
      'enum JSONObject { NONE }',
      'JSONObject is EnumTypeDefinition, not ScalarTypeDefinition.',
    ],
    [
      'nullability',
      'isRealNameVerified: Boolean!',
      'isRealNameVerified: Boolean',
      'User.isRealNameVerified has type Boolean, not Boolean!.',
    ],
    [
      "an input field's nullability",
      'userId: Int!',
      'userId: Int',
      'StartOneNetVerificationInput.userId has type Int, not Int!.',
    ],
    [
      'a new input field that must be sent',
      'userId: Int!',
      'userId: Int!\n  appId: String!',
      'StartOneNetVerificationInput.appId must be sent, which the contract does not say.',
    ],
    [
      'an argument',
      'sinceVersion: Int',
      'since: Int',
      'Subscription.verificationUpdated().sinceVersion is missing.',
    ],
    ['a default', 'first: Int = 20', 'first: Int = 30', 'User.verifications().first has default 30, not 20.'],
    [
      'a directive of a type',
      'type PageInfo @shareable {',
      'type PageInfo {',
      'PageInfo has directives none, not @shareable.',
    ],
    [
      'a directive of a field',
      'verificationMethods: [VerificationMethodInfo!]!',
      'verificationMethods: [VerificationMethodInfo!]! @authenticated',
      'Query.verificationMethods has directives @authenticated, not none.',
    ],
    [
      'scopes',
      '[["realname:reveal"]]',
      '[["realname:read"]]',
      'Mutation.revealPersonalInfo has directives @requiresScopes(scopes: [["realname:read"]]), not @requiresScopes(scopes: [["realname:reveal"]]).',
    ],
    [
      'the federation version',
      'federation/v2.9',
      'federation/v2.8',
      '@link has url "https://specs.apollo.dev/federation/v2.8", not "https://specs.apollo.dev/federation/v2.9".',
    ],
    ['an import', '"@listSize"', '"@override"', '@link import."@listSize" is missing.'],
  ])('is reported for %s', (_what, promised, given, difference) => {
    expect(sdl).toContain(promised);
    expect(contractDifferences(contract, sdl.replaceAll(promised, given))).toContain(difference);
  });

  it('may add what clients need not send, and costs', () => {
    const more = sdl
      .replace('userId: Int!', 'userId: Int!\n  appId: String')
      .replace('bsn: String', 'bsn: String @cost(weight: 2)\n  other: String')
      .replace('  TEACHER\n', '  TEACHER\n  VISITOR\n');

    expect(contractDifferences(contract, more)).toEqual([]);
  });
});
