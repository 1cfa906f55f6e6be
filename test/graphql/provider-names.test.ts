import { isEnumType } from 'graphql';
import {
  VerificationMethod,
  VerificationProvider,
  verificationMethodValues,
  verificationProviderValues,
} from '../../src/graphql/verification/enums';
import { buildTypesSchema } from './types-schema';

describe('a fifth provider', () => {
  it('adds its name and its methods, with their descriptions, before the schema is built', () => {
    VerificationProvider['FIFTH'] = 'FIFTH';
    verificationProviderValues['FIFTH'] = { description: 'The fifth.' };
    VerificationMethod['FIFTH_PAGE'] = 'FIFTH_PAGE';
    verificationMethodValues['FIFTH_PAGE'] = { description: 'The page of the fifth.' };

    const schema = buildTypesSchema();

    expect(enumValue('VerificationProvider', 'FIFTH')).toMatchObject({
      value: 'FIFTH',
      description: 'The fifth.',
    });
    expect(enumValue('VerificationMethod', 'FIFTH_PAGE')).toMatchObject({
      value: 'FIFTH_PAGE',
      description: 'The page of the fifth.',
    });

    function enumValue(typeName: string, value: string): unknown {
      const type = schema.getType(typeName);
      return isEnumType(type) ? type.getValue(value) : undefined;
    }
  });
});
