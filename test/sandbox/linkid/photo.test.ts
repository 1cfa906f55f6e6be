import { type OpenLinkId, openLinkId, photo, photoCheck, realname } from '../support/linkid-client';

describe('the photo check of the LinkID twin', () => {
  let linkId: OpenLinkId;
  beforeEach(async () => {
    linkId = await openLinkId();
  });
  afterEach(() => linkId.close());

  it.each([
    ['JPEG', photo],
    ['PNG', Buffer.from('89504e470d0a1a0a00', 'hex').toString('base64')],
  ])('passes a %s', async (_, idPicture) => {
    expect((await linkId.post(`${realname}/validate`, photoCheck({ idPicture }))).body).toEqual({
      code: 200,
      message: 'OK',
      data: { realNameResult: true },
    });
  });

  it.each([
    ['type', { ...photoCheck(), type: '2' }],
    ['parameters', { type: 2 }],
    ['parameters.certType', photoCheck({ certType: '99' })],
    ['parameters.face', photoCheck({ face: photo })],
    ['parameters.idPicture', photoCheck({ idPicture: `data:image/jpeg;base64,${photo}` })],
    ['parameters.idPicture', photoCheck({ idPicture: Buffer.from('GIF89a').toString('base64') })],
    ['parameters.idPicture', photoCheck({ idPicture: `${photo}\n` })],
    ['parameters.idPicture', photoCheck({ idPicture: '' })],
  ])('refuses a wrong %s and names it', async (field, body) => {
    expect(await linkId.post(`${realname}/validate`, body)).toMatchObject({
      status: 400,
      body: { code: 400, message: `参数错误：${field}` },
    });
  });
});
