import { buildSchema } from '../../src/graphql/schema';
import { Gate } from '../../src/http/gate';
import { startTestApp } from '../support/app';
it('x', async () => {
  const { schema } = buildSchema();
  const limits = (maxTokens: number) => ({ maxDepth: 15, maxAliases: 100, maxTokens, maxDirectives: 50, maxCost: 200000, maxEntities: 1000 });
  const time = (name: string, query: string, tokens = 5000) => {
    const gate = new Gate({ schema, limits: limits(tokens), introspection: true, trusted: null });
    const s = performance.now();
    let out: any; try { out = gate.admit({ query, documentId: null, operationName: null, variables: {} }); } catch (e) { out = [e]; }
    console.log(name, query.length, Math.round(performance.now() - s), Array.isArray(out) ? out.slice(0,3).map((e: any) => String(e.message).slice(0, 150)) : 'ok');
  };
  time('same', `{ verificationMethods { ${'method '.repeat(4900)} } }`);
  time('same obj', `{ ${'verificationMethods{method}'.repeat(1200)} }`);
  time('frags', `{ verificationMethods { ${Array.from({ length: 800 }, (_, i) => `...f${i}`).join(' ')} } } ${Array.from({ length: 400 }, (_, i) => `fragment f${i} on VerificationMethodInfo{method}`).join(' ')}`);
  time('frags2', `{ verificationMethods { ...f0 } } ${Array.from({ length: 300 }, (_, i) => `fragment f${i} on VerificationMethodInfo{method ...f${i + 1} ...f${i + 1}}`).join(' ')} fragment f300 on VerificationMethodInfo{method}`);
  time('inline', `{ verificationMethods { ${'...{method}'.repeat(1000)} } }`);
  time('deep', `${'{a'.repeat(2400)}${'}'.repeat(2400)}`);
  time('deep20k', `${'{a'.repeat(24000)}${'}'.repeat(24000)}`, 100000);
  time('list20k', `{a(b:${'['.repeat(40000)}${']'.repeat(40000)})}`, 100000);
  time('list', `{a(b:${'['.repeat(2400)}${']'.repeat(2400)})}`);
  time('args', `{ ${Array.from({ length: 600 }, (_, i) => `verification(id: ${i}){id}`).join(' ')} }`);
  time('toolong', '{ ' + '{'.repeat(2_800_000));
  time('vars', `query(${Array.from({ length: 1000 }, (_, i) => `$v${i}:Int`).join(' ')}) { verificationMethods{method} }`);
  time('ops', `${Array.from({ length: 900 }, (_, i) => `{a}`).join(' ')}`);
  time('cross', `{ ${Array.from({ length: 100 }, (_, i) => `verification(id:1){ ...F${i} }`).join('')} } ${Array.from({ length: 100 }, (_, i) => `fragment F${i} on Verification { id ${Array.from({ length: 30 }, (_, j) => `...F${(i+j) % 100}`).join(' ')} }`).join(' ')}`);
  time('cross2', `{ ${Array.from({ length: 60 }, (_, i) => `verification(id:1){ ...F${i} }`).join('')} } ${Array.from({ length: 60 }, (_, i) => `fragment F${i} on Verification { id ${Array.from({ length: 60-i-1 }, (_, j) => `...F${(i+j+1)}`).join(' ')} }`).join(' ')}`);
}, 100000);
