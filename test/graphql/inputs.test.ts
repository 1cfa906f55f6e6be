import { graphql } from 'graphql';
import { StartLinkIdVerificationInput } from '../../src/graphql/linkid/inputs';
import { VerificationFilter } from '../../src/graphql/verification/inputs';
import { buildTypesSchema, type TypesContext } from './types-schema';

const schema = buildTypesSchema();

async function inputOf(query: string): Promise<unknown> {
  const context: TypesContext = {};
  const { errors } = await graphql({ schema, source: query, contextValue: context });
  expect(errors).toBeUndefined();
  return context.input;
}

describe("a mutation's input object", () => {
  it('has the given fields, its own and the common ones, and no others', async () => {
    const input = await inputOf(`{
      started(input: {
        name: "甄试例", certType: PASSPORT, certNo: "E00000000", redirectUri: "https://app.example/done",
        idempotencyKey: "key-1", guid: null
      })
    }`);

    expect(input).toBeInstanceOf(StartLinkIdVerificationInput);
    expect(Object.entries(input as object).sort()).toEqual([
      ['certNo', 'E00000000'],
      ['certType', 'PASSPORT'],
      ['guid', null],
      ['idempotencyKey', 'key-1'],
      ['name', '甄试例'],
      ['redirectUri', 'https://app.example/done'],
    ]);
  });

  it('has a Date for a DateTime of the contract', async () => {
    const input = await inputOf(
      '{ filtered(filter: { createdAfter: "2025-03-01T16:30:00+08:00", status: [APPROVED] }) }',
    );

    expect(input).toBeInstanceOf(VerificationFilter);
    expect({ ...(input as VerificationFilter) }).toEqual({
      createdAfter: new Date('2025-03-01T08:30:00.000Z'),
      status: ['APPROVED'],
    });
  });
});
