import { ConfigError } from '../../../src/config/config-error';
import { startTestApp, type TestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { openIdentityProvider } from '../../support/identity-provider';

const opened = closeAfterEach();

async function guarded(env: Record<string, string> = {}): Promise<TestApp> {
  const login = opened.keep(await openIdentityProvider());
  return opened.keep(await startTestApp({ env: { ...login.env, ...env } }));
}

async function statusOf(address: string): Promise<number> {
  const response = await fetch(address);
  const text = await response.text();
  expect(text.includes('process_cpu_seconds_total')).toBe(response.status === 200);
  return response.status;
}

describe('the metrics endpoint', () => {
  it('is on the main port in development', async () => {
    const app = opened.keep(await startTestApp());

    expect(app.metricsUrl).toBe(`${app.url}/metrics`);
    expect(await statusOf(app.metricsUrl)).toBe(200);
  });

  it('is alone on a loopback port in production', async () => {
    const app = await guarded();
    const { origin, hostname } = new URL(app.metricsUrl);

    expect(hostname).toBe('127.0.0.1');
    expect(origin).not.toBe(app.url);
    expect(await statusOf(app.metricsUrl)).toBe(200);
    expect(await statusOf(`${app.url}/metrics`)).toBe(404);
    for (const path of ['/', '/graphql', '/healthz']) expect(await statusOf(`${origin}${path}`)).toBe(404);
  });

  it('is on the main port in production with METRICS_PORT=main', async () => {
    const app = await guarded({ METRICS_PORT: 'main' });

    expect(app.metricsUrl).toBe(`${app.url}/metrics`);
    expect(await statusOf(app.metricsUrl)).toBe(200);
  });

  it('listens on METRICS_PORT; if the port is taken, the start fails and names the setting', async () => {
    const first = await guarded();
    const { port } = new URL(first.metricsUrl);

    const second = startTestApp({ env: { METRICS_PORT: port } });

    await expect(second).rejects.toThrow(ConfigError);
    await expect(second).rejects.toThrow(
      new RegExp(`METRICS_PORT: .+127\\.0\\.0\\.1:${port} .+another program`),
    );
  });

  it('closes with the service', async () => {
    const login = opened.keep(await openIdentityProvider());
    const app = await startTestApp({ env: login.env });

    await app.close();

    await expect(fetch(app.metricsUrl)).rejects.toThrow();
  });
});
