import { Directive, Field } from 'type-graphql';
import type * as domain from '../../domain/verification';
import { OutputType } from '../output-type';
import { encodePageCursor } from './cursor';
import { Verification } from './verification.type';

@Directive('@shareable')
@OutputType({ description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'True when more follow after endCursor.' })
  readonly hasNextPage: boolean;

  @Field(() => Boolean, { description: 'True when there are some before startCursor.' })
  readonly hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first edge; null on an empty page.' })
  readonly startCursor: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last edge, to pass as after; null on an empty page.',
  })
  readonly endCursor: string | null;

  constructor(cursors: readonly string[], around: Surroundings) {
    this.hasNextPage = around.hasNextPage;
    this.hasPreviousPage = around.hasPreviousPage;
    this.startCursor = cursors.at(0) ?? null;
    this.endCursor = cursors.at(-1) ?? null;
  }
}

/** What lies beyond the two ends of a page. */
export interface Surroundings {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

@OutputType({ description: 'A verification and its place in a list.' })
export class VerificationEdge {
  @Field(() => String, { description: 'Opaque place in the list, to pass as after.' })
  readonly cursor: string;

  @Field(() => Verification, { description: 'The verification at this place.' })
  readonly node: Verification;

  constructor(record: domain.Verification) {
    this.cursor = encodePageCursor(record);
    this.node = new Verification(record);
  }
}

@OutputType({ description: 'One page of verifications, newest first.' })
export class VerificationConnection {
  @Field(() => [VerificationEdge], { description: 'The verifications with their cursors.' })
  readonly edges: readonly VerificationEdge[];

  @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
  readonly pageInfo: PageInfo;

  /** `records` are one page, newest first. */
  constructor(records: readonly domain.Verification[], around: Surroundings) {
    this.edges = records.map((record) => new VerificationEdge(record));
    this.pageInfo = new PageInfo(
      this.edges.map((edge) => edge.cursor),
      around,
    );
  }

  @Field(() => [Verification], { description: 'The verifications alone, in the same order.' })
  get nodes(): readonly Verification[] {
    return this.edges.map((edge) => edge.node);
  }
}
