import { startTestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { ok, openFakeLinkId } from '../../support/fake-linkid';
import { visit } from './browser';
import { answerTo, facePhoto, faults, started, startedPage } from './operations';

const opened = closeAfterEach();

async function open(options: Parameters<typeof openFakeLinkId>[0] = {}) {
  const linkId = opened.keep(await openFakeLinkId(options));
  return { linkId, app: opened.keep(await startTestApp({ env: linkId.env })) };
}

describe('[2] a LinkID result is for the right person', () => {
  const dotted = { name: '阿卜来提·如则托合提' };
  const latin = { name: 'Anna Muster', certType: 'PASSPORT', certNo: 'C01X00T47' };
  const x = { certNo: '42011119960229109X' };

  it.each([
    ['certNo with a small x', x, { certNo: '42011119960229109x' }],
    ['certType in two digits', {}, { certType: '01' }],
    ['certType that is empty', {}, { certType: '' }],
    ['certType that is absent', {}, { certType: undefined }],
    ['another dot', dotted, { name: '阿卜来提•如则托合提' }],
    ['capital letters', latin, { name: 'ANNA MUSTER' }],
    ['two blanks', latin, { name: 'Anna  Muster' }],
    ['a character beyond the BMP as ?', { name: '王𠮷' }, { name: '王?' }],
  ])('if it comes back with %s', async (_how, sent, changes) => {
    const { linkId, app } = await open({ result: () => linkId.verdict(true, changes) });
    await startedPage(app, sent);

    const { location } = await visit(linkId.returnAddress('at-1'));

    expect(location).toContain('status=APPROVED');
  });

  it('if registerData is JSON text', async () => {
    const { linkId, app } = await open({
      result: () => ok({ realNameResult: true, registerData: JSON.stringify(linkId.pages[0]?.data) }),
    });
    await startedPage(app);

    expect((await visit(linkId.returnAddress('at-1'))).location).toContain('status=APPROVED');
  });

  it.each([
    ['a masked number', { certNo: '3***************39' }],
    ['another number', { certNo: '330102198503072112' }],
    ['another name', { name: '林试四' }],
    ['another kind of certificate', { certType: '15' }],
  ])('and for no other: %s', async (_what, changes) => {
    const { linkId, app } = await open({ result: () => linkId.verdict(true, changes) });
    await startedPage(app);

    expect((await visit(linkId.returnAddress('at-1'))).location).toContain('status=AWAITING_USER');
  });
});

describe('[2] a certificate at LinkID', () => {
  it.each([
    ['HK_MACAO_TRAVEL_PERMIT', 'HA1234567', 'HA1234567'],
    ['HK_MACAO_TRAVEL_PERMIT', 'MA1234567', 'MA1234567'],
    ['HK_MACAO_TRAVEL_PERMIT', 'H12345678(00)', 'H1234567800'],
    ['PASSPORT', 'G1N5X0TR2', 'G1N5X0TR2'],
    ['PASSPORT', 'GC1234567', 'GC1234567'],
    ['PASSPORT', 'AB 123456', 'AB123456'],
    ['PASSPORT', 'AB-123456', 'AB123456'],
    ['PASSPORT', 'E00007730<<', 'E00007730'],
  ])('%s %s is sent as %s', async (certType, typed, certNo) => {
    const { linkId, app } = await open();

    await startedPage(app, { certType, certNo: typed });

    expect(linkId.pages[0]?.data).toMatchObject({ certNo });
  });
});

describe('[2] a photo at LinkID', () => {
  const plain = `${facePhoto.slice(0, -4)}+/+/`;

  it.each([
    ['in lines of 76 characters', plain.replace(/.{76}/g, '$&\n')],
    ['in lines that end with CR LF, one at the end', `${plain.replace(/.{76}/g, '$&\r\n')}\r\n`],
    ['in the URL-safe alphabet', plain.replaceAll('+', '-').replaceAll('/', '_')],
    ['without padding', plain.replace(/=+$/, '')],
    ['in data:;base64', `data:;base64,${plain}`],
    ['in data:application/octet-stream;base64', `data:application/octet-stream;base64,${plain}`],
  ])('%s is sent as plain Base64', async (_how, idPicture) => {
    const { linkId, app } = await open();

    expect((await started(app, 'photo', { idPicture })).status).toBe('APPROVED');

    expect(JSON.parse(linkId.photos[0]?.body ?? '')).toMatchObject({ parameters: { idPicture: plain } });
  });

  it('over the size limit (2.2 MB) is refused at its field, and nothing is sent', async () => {
    const { linkId, app } = await open();
    const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(2_200_000, 7)]);

    expect(faults(await answerTo(app, 'photo', { idPicture: jpeg.toString('base64') }))).toEqual([
      'idPicture TOO_LONG',
    ]);
    expect(linkId.received).toEqual([]);
  });
});
