import { InputChecker, type MethodInput, type ValueCheck } from '../../../src/domain/input/input-check';

function checkShort(value: unknown): ValueCheck<string> {
  return typeof value === 'string' && value.length <= 3
    ? { ok: true, value: value.toUpperCase() }
    : { ok: false, code: 'TOO_LONG', message: { words: 'Expected at most 3 characters.' } };
}

function checkPair(input: MethodInput) {
  const checker = new InputChecker(input);
  const name = checker.required('name', checkShort);
  const role = checker.optional('role', checkShort);
  return checker.finish(() => ({ name, role }));
}

describe('InputChecker', () => {
  it('builds the value from normalised fields when every check passed', () => {
    expect(checkPair({ name: 'abc', role: 'x' })).toEqual({ ok: true, value: { name: 'ABC', role: 'X' } });
  });

  it.each([undefined, null])(
    'reads an optional field that is %p as undefined, without checking it',
    (role) => {
      expect(checkPair({ name: 'abc', role })).toEqual({ ok: true, value: { name: 'ABC', role: undefined } });
    },
  );

  it.each([undefined, null, '', ' \t\u3000'])('requires a required field that is %j', (name) => {
    expect(checkPair({ name })).toEqual({
      ok: false,
      errors: [
        { path: ['name'], code: 'REQUIRED', message: { code: 'FIELD_REQUIRED', values: { field: 'name' } } },
      ],
    });
  });

  it.each([0, false])('passes %p to the check because the field is present', (name) => {
    const checker = new InputChecker({ name });
    const value = checker.required('name', (given): ValueCheck<unknown> => ({ ok: true, value: given }));
    expect(checker.finish(() => value)).toEqual({ ok: true, value: name });
  });

  it('collects every fault, in the order of the checks, with its path', () => {
    expect(checkPair({ name: 'abcd', role: 'efgh' })).toEqual({
      ok: false,
      errors: [
        { path: ['name'], code: 'TOO_LONG', message: { words: 'Expected at most 3 characters.' } },
        { path: ['role'], code: 'TOO_LONG', message: { words: 'Expected at most 3 characters.' } },
      ],
    });
  });

  it('builds nothing after a fault, including one that the caller reported', () => {
    const checker = new InputChecker<{ name: string; role?: string }>({ name: 'abc' });
    checker.required('name', checkShort);
    checker.fault('role', 'NOT_ALLOWED', { words: 'Only staff may have a role.' });
    const build = jest.fn();

    expect(checker.finish(build)).toEqual({
      ok: false,
      errors: [{ path: ['role'], code: 'NOT_ALLOWED', message: { words: 'Only staff may have a role.' } }],
    });
    expect(build).not.toHaveBeenCalled();
  });
});
