import { startTestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { refusals, type TransportRequest, transports } from '../../support/transports';

const opened = closeAfterEach();

const filtered = 'query ($f: VerificationFilter) { verifications(filter: $f) { nodes { id } } }';
const withStatuses =
  'query ($s: [VerificationStatus!]) { verifications(filter: { status: $s }) { nodes { id } } }';
const byFace = `mutation ($i: VerifyByUnionPayFaceInput!) {
  verifyByUnionPayFace(input: $i) { inputErrors { code } }
}`;
const entities = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on User { guid } } }';

const members = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`unknown${n}`, { of: [n] }]));

/** graphql-js names fifty errors, and repeats the whole value in the text of each before it is taken out again. */
const refused: readonly (readonly [string, TransportRequest, RegExp])[] = [
  [
    'thousands of unknown fields',
    { query: filtered, variables: { f: members(3000) } },
    /^Variable "\$f" got an invalid value; Field "unknown0" is not defined by type "VerificationFilter"/,
  ],
  [
    'thousands of invalid items',
    { query: withStatuses, variables: { s: Array(3000).fill('APPROVEX') } },
    /^Variable "\$s" got an invalid value at "s\[0\]"; The value does not exist in "VerificationStatus" enum/,
  ],
  [
    'a long text but not the required fields',
    { query: byFace, variables: { i: { faceImage: 'x'.repeat(20_000) } } },
    /^Variable "\$i" got an invalid value; Field "token" of required type "String!" was not provided\.$/,
  ],
  [
    'many members in a place where a text is expected',
    { query: filtered, variables: { f: { guid: members(1000) } } },
    /^Variable "\$f" got an invalid value at "f\.guid"; ID cannot represent value\.$/,
  ],
];

describe.each(transports)('over %s, large variables', (_transport, run) => {
  it.each(refused)(
    'are refused with their first error when they hold %s',
    async (_case, request, message) => {
      const { url } = opened.keep(await startTestApp());

      const answer = await run(url, request);

      expect(refusals(answer)).toEqual([{ code: 'BAD_USER_INPUT', message: expect.stringMatching(message) }]);
      expect(answer.data).toBeUndefined();
    },
  );

  it('are accepted when they fit', async () => {
    const { url } = opened.keep(await startTestApp());

    const answer = await run(url, {
      query: entities,
      variables: { r: Array(500).fill({ __typename: 'User', guid: 'dev-user', more: { of: [1] } }) },
    });

    expect(answer).toEqual({ data: { _entities: Array(500).fill({ guid: 'dev-user' }) } });
  });
});
