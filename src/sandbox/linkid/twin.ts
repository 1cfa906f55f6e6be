import { type ApplicationClient, ApplicationTokens } from '../application-tokens';
import { json, sendAnswer } from '../exchange';
import type { Twin, TwinTools } from '../twin';
import { createAppRealTwin } from './appreal-twin';
import { createFaceTwin } from './face-twin';

export interface LinkIdTwinOptions extends ApplicationClient {
  /** What LinkID shows a third-party data source. */
  readonly sourceToken: string;
  /** How long an application token lives, in seconds. Default 7200. */
  readonly tokenLifetimeSeconds?: number;
}

/** LinkID's imitation (linkid.md): `/sso` for tokens, `/linkid-server` for faces, `/appreal-server` for applications. */
export function createLinkIdTwin(tools: TwinTools, options: LinkIdTwinOptions): Twin[] {
  const tokens = new ApplicationTokens(tools.now, options, options.tokenLifetimeSeconds ?? 7200);
  return [
    createSsoTwin(tokens),
    createFaceTwin(tools, tokens, options.sourceToken),
    createAppRealTwin(tools),
  ];
}

function createSsoTwin(tokens: ApplicationTokens): Twin {
  return {
    prefix: '/sso',
    register(server) {
      server.get('/oauth2.0/accessToken', (request, reply) => {
        const accepted = tokens.accepts(new URL(request.url, 'http://sso').searchParams);
        return sendAnswer(
          reply,
          accepted
            ? json({
                access_token: tokens.issue(),
                token_type: 'Bearer',
                expires_in: tokens.lifetimeSeconds,
              })
            : json({ code: 401, message: 'client_id 或 client_secret 错误', data: null }, 401),
        );
      });
    },
  };
}
