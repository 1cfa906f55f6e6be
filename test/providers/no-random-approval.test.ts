import fc from 'fast-check';
import { Secret } from '../../src/domain/privacy/secret';
import type { Provider } from '../../src/providers/provider';
import { fixture, recordTools } from '../support/far-end';
import type { ProviderCase } from './contract/cases';
import { shared, start } from './contract/harness';
import { linkId } from './contract/linkid';
import { oneNet } from './contract/onenet';
import { ucenter } from './contract/ucenter';
import { yuxin } from './contract/yuxin';
import { verificationWith } from './samples';

/** An answer of a far end, as it can be without a socket. */
interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly location?: string;
}

type Block = Readonly<Record<string, unknown>>;

/** The marks of the documents, looked for by other means than the readers'. */
const text = (value: unknown) =>
  typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
const isTrue = (value: unknown) => [true, 'true', 1, '1'].includes(value as string);
function block(value: unknown): Block {
  const open = typeof value === 'string' ? parsed(value) : value;
  return typeof open === 'object' && open !== null ? (open as Block) : {};
}
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function create(provider: ProviderCase, answer: Answer): Provider {
  const made = provider.entry.configure(provider.env('http://provider.example'), shared, []);
  if (!made) throw new Error('it is switched off');
  return made.create({
    ...recordTools(),
    fetch: async (input) => {
      if (/access_?token/i.test(String(input))) return Response.json({ access_token: 't', expires_in: 7200 });
      const headers = answer.location === undefined ? {} : { location: answer.location };
      const body = answer.body === undefined ? '' : JSON.stringify(answer.body);
      return new Response(body, { status: answer.status, headers });
    },
  });
}

interface Reader {
  readonly name: string;
  /** An answer that approves, from which the others are made. */
  readonly approves: Answer;
  isApproved(answer: Answer): Promise<boolean>;
  hasMark(answer: Answer): boolean;
}

const service = 'https://app.example/';
const leadsToService = ({ status, location = '' }: Answer) =>
  status >= 300 &&
  status < 400 &&
  /^https:\/\/app\.example\/?([?#]|$)/i.test(location) &&
  !/[?&#](reason|realNameUrl|qrUrl)=/.test(location);

const startOf = (
  provider: ProviderCase,
  name: string,
  approves: Answer,
  hasMark: Reader['hasMark'],
): Reader => ({
  name: `the start of ${name}`,
  approves,
  isApproved: async (answer) =>
    (await start(create(provider, answer), name, provider.methods[name]?.input ?? {})).kind === 'approved',
  hasMark,
});

const queryOf = (provider: ProviderCase, approves: Answer, hasMark: Reader['hasMark']): Reader => ({
  name: `the query of ${provider.entry.name}`,
  approves,
  isApproved: async (answer) => {
    const { verification } = provider.query ?? {};
    if (!verification) throw new Error('it cannot be asked');
    return (await create(provider, answer).query?.(verification, {}))?.kind === 'approved';
  },
  hasMark,
});

const ok = (body: unknown): Answer => ({ status: 200, body });
const sample = fixture('ucenter/rnauth-approved') as { readonly data: Block };
/** The sample about the account that is verified; as it stands it names another one. */
const ucenterApproved = { ...sample, data: { ...sample.data, guid: 'guid-of-somebody' } };
const codeIs200 = ({ body }: Answer) => text(block(body)['code']) === '200';
const { personal } = linkId.query?.verification ?? verificationWith({});
const { realName: name, identityNo: certNo } = personal.subject?.reveal() ?? {};

const readers: readonly Reader[] = [
  startOf(yuxin, 'MOBILE_OWNER', ok(fixture('yuxin/consistent')), ({ body }) => {
    const { errorCode, returnCode } = block(body);
    return ['200', '201'].includes(text(errorCode)) && text(returnCode) === '10000';
  }),
  startOf(
    linkId,
    'LINKID_PHOTO',
    ok({ code: 200, data: { realNameResult: true } }),
    (answer) => codeIs200(answer) && isTrue(block(block(answer.body)['data'])['realNameResult']),
  ),
  startOf(linkId, 'LINKID_APP', { status: 302, body: undefined, location: service }, leadsToService),
  queryOf(
    linkId,
    ok({ code: 200, data: { realNameResult: true, registerData: { name, certType: '1', certNo } } }),
    (answer) => {
      const data = block(block(answer.body)['data']);
      const registered = block(data['registerData']);
      return (
        codeIs200(answer) &&
        isTrue(data['realNameResult']) &&
        registered['name'] === name &&
        registered['certNo'] === certNo
      );
    },
  ),
  {
    name: 'the result of an application',
    approves: { status: 302, body: undefined, location: service },
    isApproved: async (answer) =>
      (await create(linkId, answer).applicationResult?.('1', 'PC'))?.passed === true,
    hasMark: ({ status, location = '' }) =>
      status >= 300 &&
      /^https:\/\/app\.example([/?#]|$)/.test(location) &&
      !/(reason|realNameUrl|qrUrl)=/.test(location),
  },
  {
    name: "OneNET's push",
    approves: ok(fixture('onenet/result-push')),
    isApproved: async ({ body }) => {
      const reading = create(oneNet, ok({})).push?.read(body, new Date('2030-05-06T07:08:10Z'));
      return reading?.kind === 'push' && reading.outcome.kind === 'approved';
    },
    hasMark: ({ body }) => ['0', '3'].includes(text(block(block(body)['auditResult'])['auditStatus'])),
  },
  ...Object.keys(ucenter.methods).map((method) =>
    startOf(
      ucenter,
      method,
      ok(ucenterApproved),
      (answer) => codeIs200(answer) && block(answer.body)['data'] !== null,
    ),
  ),
  queryOf(
    ucenter,
    ok(fixture('ucenter/result')),
    (answer) => codeIs200(answer) && isTrue(block(block(answer.body)['data'])['result']),
  ),
  {
    name: 'the merge of ucenter',
    approves: ok({ code: 200, message: 'OK', data: null }),
    isApproved: async (answer) => {
      const conflict = verificationWith({
        status: 'CONFLICT',
        personal: {
          holder: Secret.of({ mobileNo: '180******11', guid: 'old-guid', mergeable: true }),
          replay: Secret.of('{"rnAuthPatternCode":"IMPORT"}'),
        },
      });
      return (await create(ucenter, answer).merge?.(conflict, '123456', {}))?.kind === 'approved';
    },
    hasMark: codeIs200,
  },
];

/** Values that look like a mark, and those that come when one is absent. */
const nearMisses = fc.constantFrom<unknown>(
  ...[undefined, null, '', ' ', '0', 0, 1, -0, true, false, 'true', 'TRUE', [], {}, [true], { value: true }],
  ...[
    '200',
    200,
    '200 ',
    '2000',
    '0200',
    200.5,
    201,
    '10000',
    10000,
    '１００００',
    '10000x',
    '100',
    'OK',
    'ok',
  ],
  ...['{}', '[]', 'null', '{"code":200}', '{"realNameResult":true}', 'APPROVED', 3, '3', '03', 9, '通过'],
);
const noise = fc.oneof(nearMisses, fc.jsonValue());

/** The body with some of its values replaced or removed, at any depth. */
function near(body: unknown): fc.Arbitrary<unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return fc.oneof({ weight: 3, arbitrary: fc.constant(body) }, noise);
  }
  const fields = Object.fromEntries(Object.entries(body).map(([field, value]) => [field, near(value)]));
  return fc.oneof(
    { weight: 6, arbitrary: fc.record(fields, { requiredKeys: [] }) },
    { weight: 1, arbitrary: fc.record(fields, { requiredKeys: [] }).map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: noise },
  );
}

const place = fc.constantFrom(
  ...[
    service,
    'http://app.example/',
    'https://app.example',
    'https://app.example/login?service=x',
    '//app.example/',
  ],
  ...[
    'https://app.example.evil/',
    'https://app.example:444/',
    'https://me@app.example/',
    '/',
    '?reason=',
    '',
  ],
  ...[`${service}?reason=`, `${service}#/i?qrUrl=`, `${service}?x=1`, 'https://sso.example/?realNameUrl=x'],
);

function answers({ approves }: Reader): fc.Arbitrary<Answer> {
  return fc
    .record({
      status: fc.constantFrom(
        200,
        200,
        200,
        approves.status,
        approves.status,
        201,
        301,
        302,
        307,
        400,
        401,
        500,
      ),
      body: fc.oneof({ weight: 4, arbitrary: near(approves.body) }, { weight: 1, arbitrary: noise }),
      location: fc.option(fc.oneof(place, fc.webUrl({ withQueryParameters: true })), { nil: undefined }),
    })
    .map(({ location, ...answer }) => ({ ...answer, ...(location !== undefined && { location }) }));
}

describe('[2] a verdict is recognised by what it has, never by what it lacks', () => {
  it.each(readers)('$name approves what its document shows', async ({ approves, isApproved, hasMark }) => {
    expect(hasMark(approves)).toBe(true);
    expect(await isApproved(approves)).toBe(true);
  });

  it.each(readers)("$name approves no random or near answer without the document's mark", async (reader) => {
    await fc.assert(
      fc.asyncProperty(answers(reader), async (answer) => {
        if (await reader.isApproved(answer)) expect(reader.hasMark(answer)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['LINKID_PAGE', linkId],
    ['ONENET_PAGE', oneNet],
  ] as const)('the start of %s approves nothing at all', async (method, provider) => {
    const reader = startOf(
      provider,
      method,
      ok({ code: 200, errno: 0, data: { realNameResult: true } }),
      () => false,
    );
    await fc.assert(
      fc.asyncProperty(answers(reader), async (answer) => {
        expect(await reader.isApproved(answer)).toBe(false);
      }),
      { numRuns: 100 },
    );
  });
});
