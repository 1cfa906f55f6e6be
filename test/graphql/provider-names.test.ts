import { isEnumType } from 'graphql';
import { buildSubgraph } from '../../src/graphql/schema';
import { registry } from '../../src/providers/registry';

const page = {
  name: 'FIFTH_PAGE',
  summary: 'The page of the fifth.',
  mutation: 'startFifth',
  deferred: true,
  description: { en: 'Needs nothing.', 'zh-CN': '无需任何信息。' },
};
const fifth = { name: 'FIFTH', description: 'The fifth.', methods: [page], references: {} };

/** The values of an enum with their descriptions. */
function valuesOf({ schema }: ReturnType<typeof buildSubgraph>, name: string): Record<string, unknown> {
  const type = schema.getType(name);
  if (!isEnumType(type)) throw new Error(`${name} is no enum`);
  return Object.fromEntries(type.getValues().map((value) => [value.name, value.description]));
}

describe('the enum values of providers and methods', () => {
  it("come from the schema's registry, with their descriptions", () => {
    const own = buildSubgraph(registry);
    const wider = buildSubgraph([...registry, fifth]);

    const [providers, methods] = [valuesOf(own, 'VerificationProvider'), valuesOf(own, 'VerificationMethod')];
    expect(Object.keys(providers)).toEqual(['ONENET', 'UCENTER', 'YUXIN', 'LINKID']);
    expect(Object.keys(methods)).toHaveLength(12);
    expect(valuesOf(wider, 'VerificationProvider')).toEqual({ ...providers, FIFTH: 'The fifth.' });
    expect(valuesOf(wider, 'VerificationMethod')).toEqual({
      ...methods,
      FIFTH_PAGE: 'The page of the fifth.',
    });
  });

  it('are separate for two schemas of one process', () => {
    const wider = buildSubgraph([...registry, fifth]);
    const narrower = buildSubgraph(registry.filter(({ name }) => name === 'YUXIN'));

    expect(Object.keys(valuesOf(narrower, 'VerificationMethod'))).toEqual(['MOBILE_OWNER']);
    expect(Object.keys(valuesOf(wider, 'VerificationMethod'))).toHaveLength(13);
  });
});
