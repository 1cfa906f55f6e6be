import { isUtf8 } from 'node:buffer';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import type { Reaction } from '../../support/far-end';
import { gbk } from '../../support/gbk';

type Answer = Exclude<Reaction, string>;

const json = 'application/json';

/** Ways in which servers write one JSON text; none of them changes what it says. */
const encodings: Readonly<Record<string, (text: string) => Pick<Answer, 'raw' | 'headers'>>> = {
  'a byte order mark': (text) => ({ raw: `\ufeff${text}` }),
  'UTF-16 with its mark': (text) => ({ raw: Buffer.from(`\ufeff${text}`, 'utf16le') }),
  'GBK by name': (text) => ({ raw: gbk(text), headers: { 'content-type': `${json};charset=GBK` } }),
  'GB18030 by name': (text) => ({ raw: gbk(text), headers: { 'content-type': `${json};charset=GB18030` } }),
  'GBK without its name': (text) => ({ raw: gbk(text), headers: { 'content-type': json } }),
  gzip: (text) => ({ raw: gzipSync(text), headers: { 'content-encoding': 'gzip' } }),
  deflate: (text) => ({ raw: deflateSync(text), headers: { 'content-encoding': 'deflate' } }),
  'deflate without its header': (text) => ({
    raw: deflateRawSync(text),
    headers: { 'content-encoding': 'deflate' },
  }),
  'JSON in a JSON string': (text) => ({ raw: JSON.stringify(text) }),
};

/** Some Chinese words in GBK are by chance valid UTF-8 as well: without a name, nothing says which was meant. */
const isAmbiguous = (name: string, text: string) => name === 'GBK without its name' && isUtf8(gbk(text));

/** The same answer in every encoding, each with its name; none if the answer has no JSON. */
export function encoded(answer: Reaction): readonly (readonly [name: string, answer: Reaction])[] {
  if (typeof answer === 'string' || answer.json === undefined) return [];
  const { json: body, ...rest } = answer;
  const text = JSON.stringify(body);
  return Object.entries(encodings)
    .filter(([name]) => !isAmbiguous(name, text))
    .map(([name, write]) => [name, { ...rest, ...write(text) }]);
}
