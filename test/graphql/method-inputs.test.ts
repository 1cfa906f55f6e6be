import type { Fits } from '../../src/graphql/verification/submit';
import type { OneNetInputs } from '../../src/providers/onenet/inputs';
import type { UcenterInputs } from '../../src/providers/ucenter/inputs';

/** True if the compiler accepts an input class for a method. */
type Accepted<Given, Input> = Given extends Input
  ? [Fits<Given, Input>] extends [never]
    ? false
    : true
  : false;

interface Right {
  readonly userId: number;
  readonly phone: string;
  readonly idempotencyKey?: string | null;
}
type Renamed = Omit<Right, 'phone'> & { readonly mobile: string };

type Import = UcenterInputs['IMPORT'];
/** Without Fits the compiler would accept this: the method's own name is optional. */
type RenamedOptional = Omit<Import, 'customerCode'> & { readonly schoolCode?: string | null };

// Each line is a compile error if the compiler thinks otherwise: `npm run typecheck` fails.
const right: Accepted<Right, OneNetInputs['ONENET_PAGE']> = true;
const renamed: Accepted<Renamed, OneNetInputs['ONENET_PAGE']> = false;
const optional: Accepted<Import, Import> = true;
const renamedOptional: Accepted<RenamedOptional, Import> = false;

describe('the input of a mutation', () => {
  it('compiles only with the fields that its method reads, including optional ones', () => {
    expect([right, renamed, optional, renamedOptional]).toEqual([true, false, true, false]);
  });
});
