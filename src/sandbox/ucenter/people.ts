import type { Claim } from './request';
import { defaultSchoolCode, digitsOf } from './school';

/** Names an identity, so that two accounts that claim the same one meet. */
export type IdentityKey = string;

/** The ID number where the pattern has one, else the card, the phone, or the named relative of a pupil. */
export function identityKeyOf(claim: Claim): IdentityKey {
  switch (claim.rnAuthPatternCode) {
    case 'IMPORT':
    case 'WECHAT-FACE':
      return `id:${claim.data.identityNo}`;
    case 'UNIONPAY-FACE':
      return `id:${claim.data.certCode}`;
    case 'ECARD':
    case 'IMPORT-ECARD':
      return `card:${claim.data.customerCode ?? defaultSchoolCode}:${claim.data.outid}`;
    case 'MOBILE':
      return `mobile:${claim.data.mobileNo}`;
    case 'RELATION': {
      const { identityNo, customerCode, outid, relation, name } = claim.data;
      if (identityNo !== undefined) return `id:${identityNo}`;
      return `relative:${customerCode ?? defaultSchoolCode}:${outid}:${relation}:${name}`;
    }
  }
}

/** Which account holds which identity. An identity has one holder; an account may hold several. */
export class People {
  readonly #holders = new Map<IdentityKey, string>();
  readonly #mobiles = new Map<string, string>();

  holderOf(identity: IdentityKey): string | undefined {
    return this.#holders.get(identity);
  }

  hold(identity: IdentityKey, guid: string): void {
    this.#holders.set(identity, guid);
    if (identity.startsWith('mobile:')) this.#mobiles.set(guid, identity.slice('mobile:'.length));
  }

  /** Gives an identity that nobody holds to an invented account, the same one each time. */
  plantHolder(identity: IdentityKey): string {
    const holder = this.#holders.get(identity);
    if (holder !== undefined) return holder;
    const invented = `11${digitsOf(identity, 18)}`;
    this.hold(identity, invented);
    this.#mobiles.set(invented, '18000000011');
    return invented;
  }

  /** All that one account has verified goes over to the other (用户合并认证: 继承全部实名信息). */
  merge(oldGuid: string, newGuid: string): void {
    for (const [identity, guid] of this.#holders) if (guid === oldGuid) this.hold(identity, newGuid);
    this.#mobiles.delete(oldGuid);
  }

  /** The account's verified number, or an invented one: in the sandbox every account has registered a number. */
  maskedMobile(guid: string): string {
    const mobile = this.#mobiles.get(guid) ?? `18${digitsOf(guid, 9)}`;
    return `${mobile.slice(0, 3)}******${mobile.slice(-2)}`;
  }
}
