import { buildSchema } from '../../src/graphql/schema';
import { fullSelection } from '../support/full-selection';
import { estimate } from '../../src/http/cost';
import { parse, getOperationAST, GraphQLObjectType } from 'graphql';
import { startTestApp } from '../support/app';
it('x', async () => {
  const { schema } = buildSchema();
  const full = (n: string) => fullSelection(schema.getType(n) as GraphQLObjectType);
  for (const t of ['Verification', 'User']) {
    const q = `query($r: [_Any!]!) { _entities(representations: $r) { ... on ${t} ${full(t)} } }`;
    const doc = parse(q);
    const e = estimate(schema, doc, getOperationAST(doc)!, { r: Array(1000).fill({ __typename: t }) });
    console.log(t, q.length, (doc as any).tokenCount, e);
    if (t==='Verification') console.log(q);
  }
  const app = await startTestApp();
  try {
    const made: any = await app.query('mutation { verifyByRelation(input: {name:"欧阳娜娜", relation: MOTHER, outid:"20200001", childName:"张三丰", source: IMPORT}) { verification { id status relativeInfo { realName deptInfo { deptId } } deptInfo { deptId } history { version } user { guid } } inputErrors { code path message } } }');
    console.log(JSON.stringify(made));
    const id = made.verifyByRelation.verification.id;
    for (const t of ['Verification', 'User']) {
      const q = `query($r: [_Any!]!) { _entities(representations: $r) { ... on ${t} ${full(t)} } }`;
      for (let i = 0; i < 3; i++) {
        const s = performance.now();
        const a = await app.send(q, { r: Array(1000).fill(t === 'User' ? { __typename: t, guid: 'dev-user' } : { __typename: t, id }) });
        console.log(t, performance.now() - s, JSON.stringify(a).length, JSON.stringify(a.errors)?.slice(0, 300));
      }
    }
  } finally { await app.close(); }
}, 100000);
