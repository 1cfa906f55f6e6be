import { canaries, capability } from '../security/support/canaries';
import { openCanaryService } from '../security/support/canary-service';
import { tour } from '../security/support/canary-tour';
import { findCanaries } from '../security/support/disguises';
import { startTestApp } from '../support/app';
import { closeAfterEach } from '../support/closing';
import { openFakeOneNet } from '../support/fake-onenet';
import { samplePush } from '../support/onenet-push';
import { type Collector, openCollector, type SeenSpan } from './collector';

const opened = closeAfterEach();

/** As a router sends it with a request to a subgraph. */
const router = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' };
const traceparent = `00-${router.traceId}-${router.spanId}-01`;

const start = `mutation StartAtOneNet($input: StartOneNetVerificationInput!) {
  startOneNetVerification(input: $input) { verification { id status } }
}`;
const input = { userId: 38453, phone: '15522223333' };

type Started = { startOneNetVerification: { verification: { id: string } } };

async function scene(collector: Collector, env: Readonly<Record<string, string>> = {}) {
  const oneNet = opened.keep(await openFakeOneNet());
  const sent: Headers[] = [];
  const app = await startTestApp({
    env: {
      ...oneNet.env,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_SERVICE_NAME: 'realname-test',
      ...env,
    },
    fetch: (address, init) => {
      if (!String(address).startsWith(collector.url)) sent.push(new Headers(init?.headers));
      return fetch(address, init);
    },
  });
  return { oneNet, sent, app };
}

const childrenOf = (parent: SeenSpan | undefined, spans: readonly SeenSpan[]) =>
  spans.filter(({ parentSpanId }) => parentSpanId === parent?.spanId);

describe('a trace that a router starts', () => {
  it('connects the operation with the provider and the database', async () => {
    const collector = opened.keep(await openCollector());
    const { app, oneNet } = await scene(collector);

    const { startOneNetVerification } = await app.query<Started>(start, { input }, { traceparent });
    await app.close();

    const { spans } = collector;
    const [root, ...others] = spans.filter(({ parentSpanId }) => parentSpanId === router.spanId);
    expect(others).toEqual([]);
    expect(root).toMatchObject({
      name: 'mutation StartAtOneNet',
      attributes: {
        'graphql.operation.name': 'StartAtOneNet',
        'graphql.operation.type': 'mutation',
        'realname.outcome': 'ok',
        'realname.provider': 'ONENET',
        'realname.method': 'ONENET_PAGE',
        'realname.verification.id': startOneNetVerification.verification.id,
      },
    });
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([router.traceId]));
    expect(
      childrenOf(root, spans).map(({ name, attributes }) => `${name} ${attributes['realname.call']}`),
    ).toEqual([
      'database change verifications.create',
      'ONENET auth_url auth_url',
      'database change verifications.change',
    ]);
    expect(new Set(collector.services)).toEqual(new Set(['realname-test']));
    for (const [place, secret] of Object.entries({
      ...oneNet.env,
      ...oneNet.starts[0],
      phone: input.phone,
    })) {
      if (place === 'userId' || place === 'busiSeq') continue;
      expect([place, collector.bytes.includes(String(secret))]).toEqual([place, false]);
    }
  });

  it('is not propagated to the provider, which is a third party', async () => {
    const collector = opened.keep(await openCollector());
    const { app, sent } = await scene(collector);

    await app.query(start, { input }, { traceparent, tracestate: 'vendor=1' });
    await app.close();

    expect(sent.length).toBeGreaterThan(0);
    for (const headers of sent)
      expect([headers.get('traceparent'), headers.get('tracestate')]).toEqual([null, null]);
  });

  it('is not recorded if the router does not sample it', async () => {
    const collector = opened.keep(await openCollector());
    const { app } = await scene(collector);

    await app.query(start, { input }, { traceparent: `${traceparent.slice(0, -2)}00` });
    await app.close();

    expect(collector.spans).toEqual([]);
  });
});

describe('the trace of a push', () => {
  it('is separate, and links to the verification', async () => {
    const collector = opened.keep(await openCollector());
    const { app, oneNet } = await scene(collector);
    const { startOneNetVerification } = await app.query<Started>(start, { input });
    const [seen] = oneNet.starts;
    if (!seen) throw new Error('nothing was started');

    await fetch(seen.callbackUrl, { method: 'POST', body: JSON.stringify(samplePush(seen)) });
    await app.close();

    const push = collector.spans.find(({ name }) => name === 'push');
    expect(push?.attributes).toMatchObject({
      'realname.provider': 'ONENET',
      'realname.outcome': 'applied',
      'realname.verification.id': startOneNetVerification.verification.id,
    });
    expect(childrenOf(push, collector.spans).map(({ name }) => name)).toEqual(['database change']);
    expect(collector.bytes.includes(new URL(seen.callbackUrl).pathname.split('/').at(-1) ?? '')).toBe(false);
  });
});

describe('traces', () => {
  it('contain no personal data and no secret, whatever is asked and whatever a provider answers', async () => {
    const collector = opened.keep(await openCollector());
    const service = await openCanaryService({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url } });
    await tour(service, 'ONENET_PAGE', 'well');
    await tour(service, 'IMPORT', 'well');
    await tour(service, 'LINKID_PAGE', 'well');
    await tour(service, 'MOBILE_OWNER', 'refusing us a token');
    const doors = service.farEnds.doors.map((door) =>
      capability('door', door.slice(door.lastIndexOf('/') + 1)),
    );

    await service.close();

    const haystack = { name: 'the traces', place: null, bytes: collector.bytes };
    expect(doors.length).toBeGreaterThan(0);
    expect(collector.spans.length).toBeGreaterThan(20);
    expect(findCanaries([...canaries, ...doors], [haystack])).toEqual([]);
  });

  it('carry the headers of OTEL_EXPORTER_OTLP_HEADERS to the collector, and to no provider', async () => {
    const collector = opened.keep(await openCollector());
    const { app, sent } = await scene(collector, {
      OTEL_EXPORTER_OTLP_HEADERS: 'api-key=collector%20key,x-tenant=campus',
    });

    await app.query<Started>(start, { input });
    await app.close();

    expect(collector.headers.length).toBeGreaterThan(0);
    for (const headers of collector.headers) {
      expect(headers).toMatchObject({
        'api-key': 'collector key',
        'x-tenant': 'campus',
        'content-type': 'application/json',
      });
    }
    expect(sent.some((headers) => headers.has('api-key'))).toBe(false);
  });

  it('cost an operation nothing if no exporter is configured', async () => {
    const gone = await openCollector();
    await gone.close();
    const { app } = await scene(gone);

    const { startOneNetVerification } = await app.query<Started>(start, { input });
    await app.close();

    expect(startOneNetVerification.verification).toMatchObject({ status: 'AWAITING_USER' });
  });
});
