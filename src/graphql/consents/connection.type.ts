import { Field } from 'type-graphql';
import type * as domain from '../../domain/consent/consent';
import type { ConsentPage } from '../../storage/consents/contract';
import { OutputType } from '../output-type';
import { PageInfo } from '../verification/connection.type';
import { Consent } from './consent.type';
import { encodeConsentCursor } from './cursor';

@OutputType({ description: 'A consent and its place in a list.' })
export class ConsentEdge {
  constructor(private readonly record: domain.Consent) {}

  @Field(() => String, { description: 'Opaque place in the list, to pass as after.' })
  get cursor(): string {
    return encodeConsentCursor(this.record);
  }

  @Field(() => Consent, { description: 'The consent at this place.' })
  get node(): Consent {
    return new Consent(this.record);
  }
}

@OutputType({ description: 'One page of consents, newest first.' })
export class ConsentConnection {
  constructor(
    private readonly page: ConsentPage,
    private readonly isCutBefore: boolean,
  ) {}

  @Field(() => [ConsentEdge], { description: 'The consents with their cursors.' })
  get edges(): readonly ConsentEdge[] {
    return this.page.items.map((record) => new ConsentEdge(record));
  }

  @Field(() => [Consent], { description: 'The consents alone, in the same order.' })
  get nodes(): readonly Consent[] {
    return this.page.items.map((record) => new Consent(record));
  }

  @Field(() => PageInfo, { description: 'The place of this page in the list.' })
  get pageInfo(): PageInfo {
    const { items, hasMore } = this.page;
    const [first, last] = [items.at(0), items.at(-1)];
    return new PageInfo(
      {
        startCursor: first ? encodeConsentCursor(first) : null,
        endCursor: last ? encodeConsentCursor(last) : null,
      },
      { hasNextPage: hasMore, hasPreviousPage: this.isCutBefore },
    );
  }
}
