import { z } from 'zod';
import type { Outcome } from '../../domain/verification/outcome';
import type { Verification } from '../../domain/verification/verification';
import type { Provider, ProviderTools, QueryCall } from '../provider';
import { AppReal } from './app-real';
import { LinkIdDataSource, type LinkIdSettings } from './data-source';
import { wireIdentityOf } from './identity';
import { appMethod, linkIdInfo, pageMethod, photoMethod } from './methods';
import { isPathSegment } from './path-segment';
import { linkIdReturn } from './return';

const appCheckSchema = z.object({
  appId: z.string(),
  service: z.url(),
  userId: z.string(),
  platform: z.enum(['PC', 'PHONE']),
});

/** LinkID (实名核身): face checks by third-party identity sources, and the checks of applications behind its SSO. */
export function createLinkIdProvider(settings: LinkIdSettings, tools: ProviderTools): Provider {
  const source = new LinkIdDataSource(settings, tools);
  const appReal =
    settings.apprealBaseUrl === null
      ? null
      : new AppReal(settings.apprealBaseUrl, settings.redirectAllowlist, tools);
  return {
    name: linkIdInfo.name,
    returns: linkIdReturn,
    isAvailable: () => source.isAvailable,
    methods: [
      pageMethod(source, settings, tools.now),
      photoMethod(source, settings, tools.now),
      ...(appReal ? [appMethod(appReal, settings)] : []),
    ],
    query(verification, call) {
      return verification.method === 'LINKID_APP'
        ? queryApp(appReal, verification)
        : queryPage(source, verification, call);
    },
    probe: async () => [...(await source.probe()), ...((await appReal?.probe()) ?? [])],
    ...(appReal && {
      applicationResult: (appId, platform) =>
        isPathSegment(appId) ? appReal.result(appId, platform) : Promise.resolve(null),
    }),
  };
}

function queryPage(
  source: LinkIdDataSource,
  { references, personal }: Verification,
  call: QueryCall,
): Promise<Outcome> | null {
  const at = call.brought?.['at'] ?? references['at'];
  if (at === undefined || !isPathSegment(at)) return null;
  return source.queryResult(at, wireIdentityOf(personal.subject?.reveal()));
}

function queryApp(appReal: AppReal | null, { personal }: Verification): Promise<Outcome> | null {
  const check = appCheckSchema.safeParse(personal.memo?.reveal());
  return appReal && check.success ? appReal.outcome(check.data) : null;
}
