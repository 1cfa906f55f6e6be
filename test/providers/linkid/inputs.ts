import { facePhoto, inventedIdentityNo } from '../samples';

/** One right input for every method, without what may be left out. */
export const inputs = {
  LINKID_PAGE: {
    name: '高远',
    certType: 'RESIDENT_ID_CARD',
    certNo: inventedIdentityNo,
    redirectUri: 'https://app.example/done?step=2',
  },
  LINKID_PHOTO: { name: '高远', certType: 'PASSPORT', certNo: 'K1234567', idPicture: facePhoto },
  LINKID_APP: {
    appId: '62397d04cf978600013ee242',
    service: 'https://app.example/',
    userId: 'gaoyuan01',
    platform: 'PC',
  },
} as const;
