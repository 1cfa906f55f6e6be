import { StreamRefused } from '../../client/src/event-stream';
import { finalErrorCodes, finalityOf } from '../../client/src/final';
import { requestErrors } from '../../src/domain/request-errors';

/** What a later attempt can get past. */
const passing = [
  'AUTH_UNAVAILABLE',
  'TOO_MANY_ATTEMPTS',
  'BUSY',
  'TOO_MANY_OPERATIONS',
  'TOO_MANY_CONNECTIONS',
  'TOO_MANY_SUBSCRIPTIONS',
  'SERVICE_STARTING',
  'SERVICE_RESTARTING',
  'INTERNAL_SERVER_ERROR',
];

const errorOf = (code: string) => ({ message: 'A text.', extensions: { code } });

describe('the end of a subscription', () => {
  it('is final or passing for every error code of the service', () => {
    expect([...finalErrorCodes, ...passing].sort()).toEqual(Object.keys(requestErrors).sort());
  });

  it.each([...finalErrorCodes, 'UNAUTHORIZED_FIELD_OR_TYPE'])(
    'is final with the error %s, also among others',
    (code) => {
      expect(finalityOf([errorOf('BUSY'), errorOf(code)])).toEqual({ code, message: 'A text.' });
    },
  );

  it.each(passing)('is passing with the error %s', (code) => {
    expect(finalityOf([errorOf(code)])).toBeNull();
  });

  it.each([4400, 4401, 4403, 4406, 4409])('is final with the close code %d', (code) => {
    expect(finalityOf({ code, reason: 'Why' })).toEqual({
      code: String(code),
      message: 'The socket was closed: Why',
    });
  });

  it.each([1000, 1001, 1006, 1009, 1011, 1012, 1013, 4408, 4429, 4500])(
    'is passing with the close code %d',
    (code) => {
      expect(finalityOf({ code, reason: '' })).toBeNull();
    },
  );

  it.each([
    [400, [], 'HTTP_400'],
    [404, [], 'HTTP_404'],
    [403, [errorOf('FORBIDDEN')], 'FORBIDDEN'],
    [401, [errorOf('AUTH_UNAVAILABLE')], null],
    [408, [], null],
    [429, [], null],
    [429, [errorOf('TOO_MANY_CONNECTIONS')], null],
    [500, [], null],
    [503, [errorOf('BUSY')], null],
    [502, [errorOf('BAD_REQUEST')], 'BAD_REQUEST'],
  ])('with HTTP status %d and errors %j has the final code %s', (status, errors, code) => {
    expect(finalityOf(new StreamRefused(status, errors))?.code ?? null).toBe(code);
  });

  it.each([null, undefined, 'text', new Error('network'), [], [null], [{ message: 'no code' }]])(
    'is passing if it says nothing: %s',
    (cause) => {
      expect(finalityOf(cause)).toBeNull();
    },
  );
});
