import type { IdentityCertType } from '../../domain/verification/verification';

/** The input of each method by the method's name. A field that GraphQL names differently does not compile. */
export interface LinkIdInputs {
  readonly LINKID_PAGE: LinkIdIdentity & { readonly redirectUri: string; readonly extra?: object | null };
  readonly LINKID_PHOTO: LinkIdIdentity & { readonly idPicture: string };
  readonly LINKID_APP: {
    readonly appId: string;
    readonly service: string;
    readonly userId: string;
    readonly platform: 'PC' | 'PHONE';
  };
}

/** The person's claimed identity. */
export type LinkIdIdentity = {
  readonly name: string;
  readonly certType: IdentityCertType;
  readonly certNo: string;
};
