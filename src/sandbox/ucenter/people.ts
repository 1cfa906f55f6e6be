import type { Claim } from './request';
import { defaultSchoolCode, digitsOf } from './school';

/** The key of an identity, so that two accounts that claim the same one meet. */
export type IdentityKey = string;

/** The ID number if the pattern has one, otherwise the card, the phone, or the named relative of a pupil. */
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

/** The account that holds each identity. An identity has one holder; an account may hold several. */
export class People {
  readonly #holders = new Map<IdentityKey, string>();
  readonly #mobiles = new Map<string, string>();
  readonly #merged = new Map<string, readonly string[]>();

  holderOf(identity: IdentityKey): string | undefined {
    return this.#holders.get(identity);
  }

  holdsAny(guid: string): boolean {
    return [...this.#holders.values()].includes(guid);
  }

  hold(identity: IdentityKey, guid: string): void {
    this.#holders.set(identity, guid);
    if (identity.startsWith('mobile:')) this.#mobiles.set(guid, identity.slice('mobile:'.length));
  }

  /** Gives an identity without a holder to an invented account, the same one each time. */
  plantHolder(identity: IdentityKey): string {
    const holder = this.#holders.get(identity);
    if (holder !== undefined) return holder;
    const invented = `11${digitsOf(identity, 18)}`;
    this.hold(identity, invented);
    this.#mobiles.set(invented, '18000000011');
    return invented;
  }

  /** Moves everything that one account has verified to the other (用户合并认证: 继承全部实名信息). */
  merge(oldGuid: string, newGuid: string): void {
    for (const [identity, guid] of this.#holders) if (guid === oldGuid) this.hold(identity, newGuid);
    this.#mobiles.delete(oldGuid);
    this.#merged.set(newGuid, [...this.mergedInto(newGuid), oldGuid, ...this.mergedInto(oldGuid)]);
  }

  /** The accounts whose data moved to this one. */
  mergedInto(guid: string): readonly string[] {
    return this.#merged.get(guid) ?? [];
  }

  /** The account's verified number, or an invented one: in the sandbox every account has registered a number. */
  maskedMobile(guid: string): string {
    const mobile = this.#mobiles.get(guid) ?? `18${digitsOf(guid, 9)}`;
    return `${mobile.slice(0, 3)}******${mobile.slice(-2)}`;
  }
}
