import type { FastifyRequest } from 'fastify';
import { type ApplicationClient, ApplicationTokens } from '../application-tokens';
import { json, sendAnswer } from '../exchange';
import type { Twin, TwinTools } from '../twin';
import { createAppRealTwin } from './appreal-twin';
import { createFaceTwin } from './face-twin';

export interface LinkIdTwinOptions extends ApplicationClient {
  /** The token that LinkID sends to a third-party data source. */
  readonly sourceToken: string;
  /** Lifetime of an application token, in seconds. Default 7200. */
  readonly tokenLifetimeSeconds?: number;
}

/** LinkID's twin (linkid.md): `/sso` for tokens, `/linkid-server` for faces, `/appreal-server` for applications. */
export function createLinkIdTwin(tools: TwinTools, options: LinkIdTwinOptions): Twin[] {
  const tokens = new ApplicationTokens(tools.now, options, options.tokenLifetimeSeconds ?? 7200);
  return [
    createSsoTwin(tools, tokens, options),
    createFaceTwin(tools, tokens, options.sourceToken),
    createAppRealTwin(tools),
  ];
}

function createSsoTwin(tools: TwinTools, tokens: ApplicationTokens, options: LinkIdTwinOptions): Twin {
  return {
    prefix: '/sso',
    environment: () => ({
      LINKID_BASE_URL: `${tools.baseUrl()}/linkid-server`,
      LINKID_SSO_URL: `${tools.baseUrl()}/sso`,
      APPREAL_BASE_URL: `${tools.baseUrl()}/appreal-server`,
      LINKID_CLIENT_ID: options.clientId,
      LINKID_CLIENT_SECRET: options.clientSecret,
      LINKID_SOURCE_TOKEN: options.sourceToken,
    }),
    register(server) {
      server.get('/oauth2.0/accessToken', (request, reply) => {
        const accepted = accepts(tokens, request);
        return sendAnswer(
          reply,
          accepted
            ? json({
                access_token: tokens.issue(),
                token_type: 'Bearer',
                expires_in: tokens.lifetimeSeconds,
              })
            : wrongClient,
        );
      });
      // The same from a campus sign-on of an older release: LINKID_SSO_URL with /form at its end.
      server.get('/form/oauth2.0/accessToken', (request, reply) => {
        if (!accepts(tokens, request)) return sendAnswer(reply, wrongClient);
        const form = new URLSearchParams({
          access_token: tokens.issue(),
          expires_in: String(tokens.lifetimeSeconds),
        });
        return reply.type('text/plain; charset=utf-8').send(form.toString());
      });
    },
  };
}

const wrongClient = json({ code: 401, message: 'client_id 或 client_secret 错误', data: null }, 401);

function accepts(tokens: ApplicationTokens, request: FastifyRequest): boolean {
  return tokens.accepts(new URL(request.url, 'http://sso').searchParams);
}
