import { randomBytes } from 'node:crypto';
import { startTestApp, type TestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { approve, code, openFakeUcenter, type React, takenBy } from '../../support/fake-ucenter';
import { openFileDatabase } from '../../support/file-database';
import { openSocket } from '../../support/socket';
import { as, faultsOf, operationOf, submit, submitted } from '../../support/ucenter';
import { ucenterMethods } from '../../support/ucenter-inputs';

const opened = closeAfterEach();
const me = as('account-of-gao');
const mutation = 'verifyByUnionPayFace';

const png: Buffer = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const jpeg: Buffer = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);

/** A picture of so many bytes, as far as its first ones tell. */
function picture(bytes: number, start = png): Buffer {
  return Buffer.concat([start, Buffer.alloc(bytes - start.length, 7)]);
}

const base64 = (bytes: number, start = png): string => picture(bytes, start).toString('base64');
const inputWith = (faceImage: string) => ({ ...ucenterMethods.UNIONPAY_FACE.full, faceImage });

async function open(verify: React = approve, env: Record<string, string> = {}) {
  const ucenter = opened.keep(await openFakeUcenter({ verify }));
  const app = opened.keep(await startTestApp({ env: { ...ucenter.env, ...env } }));
  return { app, ucenter };
}

describe('a face image', () => {
  const limits = { FACE_IMAGE_MIN_BYTES: '100', FACE_IMAGE_MAX_BYTES: '2000' };

  it.each([
    ['a PNG of the least size', base64(100)],
    ['a JPEG of the least size', base64(100, jpeg)],
    ['one of the greatest size', base64(2000)],
    ['one with two characters of padding', base64(103)],
    ['one with one character of padding', base64(104)],
  ])('is accepted: %s', async (_what, faceImage) => {
    const { app, ucenter } = await open(approve, limits);

    expect(await submitted(app, mutation, inputWith(faceImage), me)).toMatchObject({ status: 'APPROVED' });
    expect(JSON.parse(ucenter.verifications[0]?.body ?? '')).toMatchObject({ data: { faceImage } });
  });

  it.each([
    ['in a data URL', `data:image/jpeg;base64,${base64(100, jpeg)}`],
    ['in a data URL of another type', `data:;base64,${base64(100, jpeg)}`],
    ['in the URL-safe alphabet, without padding', picture(103).toString('base64url')],
    ['in lines', base64(120).replace(/.{76}/g, '$&\r\n')],
  ])('[2] is accepted %s, and sent as it was signed', async (_what, faceImage) => {
    const { app, ucenter } = await open(approve, limits);

    expect(await submitted(app, mutation, inputWith(faceImage), me)).toMatchObject({ status: 'APPROVED' });
    expect(JSON.parse(ucenter.verifications[0]?.body ?? '')).toMatchObject({ data: { faceImage } });
  });

  it.each([
    ['too small', base64(99), 'OUT_OF_RANGE'],
    ['too large by a byte', base64(2001), 'TOO_LONG'],
    ['much too large', base64(90_000), 'TOO_LONG'],
    ['a GIF', base64(100, Buffer.from('GIF89a')), 'MALFORMED'],
    ['a page', base64(100, Buffer.from('<svg>')), 'MALFORMED'],
    ['no base64', `${base64(120)}!`, 'MALFORMED'],
    [
      'a data URL of text',
      `data:text/plain;base64,${Buffer.from('x'.repeat(200)).toString('base64')}`,
      'MALFORMED',
    ],
    ['an address', 'https://images.example/face.png', 'MALFORMED'],
    ['empty', '', 'REQUIRED'],
    ['a data URL without an image', 'data:image/png;base64,', 'REQUIRED'],
  ])('is refused if it is %s', async (_what, faceImage, fault) => {
    const { app, ucenter } = await open(approve, limits);

    const { verification, inputErrors } = await submit(app, mutation, inputWith(faceImage), me);

    expect(verification).toBeNull();
    expect(inputErrors).toEqual([
      { path: ['faceImage'], code: fault, message: expect.stringMatching(/\.$/) },
    ]);
    if (faceImage !== '') expect(JSON.stringify(inputErrors)).not.toContain(faceImage.slice(0, 12));
    expect(ucenter.verifications).toEqual([]);
  });

  it('may have 10 KiB to 2 MiB by default', async () => {
    const { app, ucenter } = await open();
    const kib = 1024;

    expect(await submitted(app, mutation, inputWith(base64(10 * kib)), me)).toMatchObject({
      status: 'APPROVED',
    });
    expect(await submitted(app, mutation, inputWith(base64(2 * kib * kib)), me)).toMatchObject({
      status: 'APPROVED',
    });
    expect(await faultsOf(app, mutation, inputWith(base64(10 * kib - 1)), me)).toEqual([
      'faceImage OUT_OF_RANGE',
    ]);
    expect(await faultsOf(app, mutation, inputWith(base64(2 * kib * kib + 1)), me)).toEqual([
      'faceImage TOO_LONG',
    ]);
    expect(ucenter.verifications).toHaveLength(2);
  });

  it('[2] of 2.2 MB is refused at its field', async () => {
    const { app, ucenter } = await open();

    const { inputErrors } = await submit(app, mutation, inputWith(base64(2_200_000, jpeg)), me);

    expect(inputErrors).toEqual([
      {
        path: ['faceImage'],
        code: 'TOO_LONG',
        message: 'The photo must have at most 2097152 bytes.',
      },
    ]);
    expect(ucenter.verifications).toEqual([]);
  });
});

describe('a request with a face image far over the limit', () => {
  const env = { FACE_IMAGE_MIN_BYTES: '100', FACE_IMAGE_MAX_BYTES: '20000' };
  const body = (app: TestApp, bytes: number) =>
    fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...me },
      body: JSON.stringify({ query: operationOf(mutation), variables: { input: inputWith(base64(bytes)) } }),
    });

  it('is refused with HTTP 413, and nothing is sent', async () => {
    const { app, ucenter } = await open(approve, env);

    const answer = await body(app, 8 * 1024 * 1024);
    const text = await answer.text();

    expect(answer.status).toBe(413);
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(text).toMatch(/too large/i);
    expect(text.length).toBeLessThan(500);
    expect(ucenter.verifications).toEqual([]);
    // The service is none the worse for it.
    expect((await body(app, 20_000)).status).toBe(200);
  });

  it('closes a WebSocket', async () => {
    const { app, ucenter } = await open(approve, env);
    const socket = await openSocket(app.url, { params: me });
    await socket.next();

    const payload = { query: operationOf(mutation), variables: { input: inputWith(base64(1024 * 1024)) } };
    socket.send({ type: 'subscribe', id: '1', payload });

    expect(await socket.closed).toMatchObject({ code: 1009 });
    expect(ucenter.verifications).toEqual([]);
  });
});

describe('the stored traces of a face image', () => {
  it('are unreadable: in files, log and answers', async () => {
    const database = opened.keep(openFileDatabase());
    const reactions: readonly React[] = [
      approve,
      () => takenBy('old-account'),
      ({ body }) => code(499, `无法处理 ${body}`),
      () => 'cut',
    ];
    const { app } = await open(
      (request, count) => (reactions[count - 1] ?? approve)(request, count),
      database.env,
    );
    const image = Buffer.concat([jpeg, randomBytes(12_000)]);
    const faceImage = image.toString('base64');

    const answers = [];
    for (const _reaction of reactions) answers.push(await submit(app, mutation, inputWith(faceImage), me));
    answers.push(await submit(app, mutation, inputWith(`${faceImage.slice(0, -1)}!`), me));

    expect(answers.map(({ verification }) => verification?.status)).toEqual([
      'APPROVED',
      'CONFLICT',
      'FAILED',
      'FAILED',
      undefined,
    ]);
    const traces = [
      image.subarray(6000, 6030),
      ...[6000, 6001, 6002].map((at) => Buffer.from(faceImage.slice(at, at + 40))),
    ];
    const places = [...database.files(), Buffer.from(JSON.stringify([answers, app.logLines]))];
    for (const trace of traces) expect(places.filter((place) => place.includes(trace))).toEqual([]);
  });
});
