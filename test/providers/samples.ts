import type { InputError, MethodInput } from '../../src/domain/input/input-check';
import type { Verification } from '../../src/domain/verification/verification';
import type { PreparedRequest, Provider } from '../../src/providers/provider';
import type { ProviderResponse } from '../../src/providers/provider-response';
import { unremarkable } from '../graphql/invented';

/** Nobody's number, with a right check digit. */
export const inventedIdentityNo = '330102198503072112';

/** A small PNG's first bytes, padded to 120 bytes. */
export const facePhoto = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  Buffer.alloc(112, 7),
]).toString('base64');

const createdAt = new Date('2030-05-06T07:00:00Z');

/** A verification as the store would give it, with what a test needs changed. */
export function verificationWith(changes: Partial<Verification>): Verification {
  return {
    id: '0b0f2f6e-0000-4000-8000-000000000001',
    version: 2,
    guid: 'guid-of-gao-yuan',
    provider: 'UCENTER',
    method: 'IMPORT',
    status: 'PENDING',
    secondInspection: null,
    references: {},
    failure: null,
    personal: {},
    ruling: null,
    inspection: null,
    createdAt,
    updatedAt: createdAt,
    expiresAt: null,
    decidedAt: null,
    redactedAt: null,
    ...unremarkable,
    ...changes,
  };
}

export function answered(body: unknown, status = 200, location: string | null = null): ProviderResponse {
  return { kind: 'answer', status, body, location };
}

/** The attempt that a method of a provider makes of an input that is right. */
export function attemptOf(provider: Provider, method: string, input: MethodInput): PreparedRequest {
  const checked = provider.methods.find(({ name }) => name === method)?.check(input);
  if (!checked?.ok) throw new Error(`${method} refused its input: ${JSON.stringify(checked)}`);
  return checked.value;
}

/** The faults that a method of a provider finds, as "path code". */
export function faultsOf(provider: Provider, method: string, input: MethodInput): string[] {
  const checked = provider.methods.find(({ name }) => name === method)?.check(input);
  if (!checked || checked.ok) return [];
  return checked.errors.map(({ path, code }: InputError) => `${path.join('.')} ${code}`);
}
