import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readStartAnswer, startBody } from '../../../src/providers/onenet/wire';

const fixtures = join(__dirname, '../../fixtures/onenet');
const sample = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(fixtures, `${name}.json`), 'utf8'));

const request = {
  userId: 38453,
  phone: '15522223333',
  callbackUrl: 'https://realname.example/callbacks/onenet/tOkEn-0123456789abcdef',
};
const answer = (body: unknown, status = 200) => ({ kind: 'answer', status, body, location: null }) as const;
const good = { busi_seq: 'OneNET1', auth_url: 'https://onenet.example/page?a=1' };

describe('startBody', () => {
  it("writes the document's sample request", () => {
    const { callback_url: callbackUrl } = sample('auth-url-request');
    const body = startBody({ ...request, callbackUrl: String(callbackUrl) });
    expect(JSON.parse(body)).toEqual(sample('auth-url-request'));
  });
});

describe('readStartAnswer', () => {
  it("returns the page of the document's sample answer", () => {
    const body = sample('auth-url-answer');
    expect(readStartAnswer(answer(body))).toMatchObject({
      kind: 'awaitingUser',
      references: { busiSeq: 'OneNET20200411180717000126' },
      authUrl: (body['data'] as { auth_url: string }).auth_url,
    });
  });

  it.each([
    ['errno as text', { errno: '0', error: 'succ', data: good }],
    ['busi_seq as a number', { errno: 0, error: 'succ', data: { ...good, busi_seq: 77 } }],
    [
      'no error text and more fields than documented',
      { errno: 0, data: { ...good, more: 1 }, request_id: 'x' },
    ],
  ])('reads %s', (_case, body) => {
    expect(readStartAnswer(answer(body))).toMatchObject({ kind: 'awaitingUser' });
  });

  it.each([
    [{ errno: 10403, error: 'auth failed' }, 200, '10403', 'auth failed'],
    [{ errno: '-3', error: 1 }, 200, '-3', '1'],
    [{ errno: 3, error: null, data: null }, 401, '3', null],
    [{ errno: 3, data: good }, 400, '3', null],
    [{ message: 'Unauthorized' }, 401, 'HTTP 401', null],
    [undefined, 403, 'HTTP 403', null],
    [[], 404, 'HTTP 404', null],
  ])('reads %j with HTTP %d as a refusal with code %s', (body, status, providerCode, providerMessage) => {
    expect(readStartAnswer(answer(body, status))).toEqual({
      kind: 'failed',
      failure: {
        code: 'PROVIDER_REFUSED',
        message: { code: 'REQUEST_REFUSED' },
        providerCode,
        providerMessage,
        retryable: false,
      },
    });
  });

  it('masks before it truncates, so that no part of a number is left at the end', () => {
    const outcome = readStartAnswer(answer({ errno: 9, error: `${'x'.repeat(494)}15522223333` }));
    expect(outcome).toMatchObject({ failure: { providerMessage: `${'x'.repeat(494)}155***` } });
  });

  it.each([
    ['a body that is not JSON', answer(undefined)],
    ['a list', answer([])],
    ['no errno', answer({ data: good })],
    ['an errno that is no number', answer({ errno: 'none', data: good })],
    ['success without data', answer({ errno: 0, error: 'succ' })],
    ['success without busi_seq', answer({ errno: 0, data: { auth_url: good.auth_url } })],
    ['success with a blank busi_seq', answer({ errno: 0, data: { ...good, busi_seq: ' ' } })],
    ['success with an endless busi_seq', answer({ errno: 0, data: { ...good, busi_seq: '9'.repeat(129) } })],
    ['success without auth_url', answer({ errno: 0, data: { busi_seq: 'OneNET1' } })],
    ['a script for an address', answer({ errno: 0, data: { ...good, auth_url: 'javascript:alert(1)' } })],
    ['half an address', answer({ errno: 0, data: { ...good, auth_url: '/edcreg/page' } })],
    ['two addresses', answer({ errno: 0, data: { ...good, auth_url: 'https://a.example b' } })],
    ['a redirect', answer(undefined, 302)],
    ['no answer', { kind: 'silent', reason: 'timeout' } as const],
  ])('reads %s as no answer', (_case, given) => {
    expect(readStartAnswer(given)).toEqual({ kind: 'silent' });
  });
});
