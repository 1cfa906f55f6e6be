import { Directive, Field, Int } from 'type-graphql';
import type * as domain from '../../domain/verification/verification';
import { OutputType } from '../output-type';

@Directive('@key(fields: "customerCode deptId", resolvable: false)')
@OutputType({
  description: 'A department of a school. Only its key is known here; another subgraph owns the rest.',
})
export class Department {
  @Field(() => String, {
    description: 'The school (ucenter customerCode, 学校唯一标识). As ucenter gives it, of any length.',
  })
  readonly customerCode: string;

  @Field(() => Int, {
    description: 'The department within the school (ucenter deptId, 组织机构id). -2147483647 to 2147483647.',
  })
  readonly deptId: number;

  constructor(customerCode: string, deptId: number) {
    this.customerCode = customerCode;
    this.deptId = deptId;
  }
}

@OutputType({
  description: 'The place of the person, or of a relative, in a department of a school.',
})
export class DeptInfo {
  constructor(private readonly place: domain.DeptInfo) {}

  @Field(() => Int, {
    description: 'The department within the school (ucenter deptId, 组织机构id). -2147483647 to 2147483647.',
  })
  get deptId(): number {
    return this.place.deptId;
  }

  @Field(() => String, {
    description: "The department's name (ucenter deptName). As ucenter gives it, of any length.",
  })
  get deptName(): string {
    return this.place.deptName;
  }

  @Field(() => Boolean, {
    nullable: true,
    description: 'True when the person manages this department. Null when ucenter does not say.',
  })
  get supervisor(): boolean | null {
    return this.place.supervisor;
  }

  @Field(() => String, {
    nullable: true,
    description:
      "The person's position, e.g. 语文老师 (ucenter position, 职位); null when there is none. As ucenter gives it, of any length.",
  })
  get position(): string | null {
    return this.place.position;
  }

  @Field(() => String, {
    description:
      "The department's school (ucenter customerCode, 学校唯一标识). As ucenter gives it, of any length.",
  })
  get customerCode(): string {
    return this.place.customerCode;
  }

  @Field(() => Boolean, {
    nullable: true,
    description:
      "True when the department's school uses campus cards (一卡通). Null when ucenter does not say.",
  })
  get ecardSchool(): boolean | null {
    return this.place.ecardSchool;
  }

  @Field(() => Department, { description: 'The department itself, for other subgraphs to extend.' })
  get department(): Department {
    return new Department(this.place.customerCode, this.place.deptId);
  }
}
