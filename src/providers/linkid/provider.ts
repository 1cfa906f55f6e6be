import { z } from 'zod';
import type { Outcome } from '../../domain/outcome';
import type { Verification } from '../../domain/verification';
import { HttpClient } from '../http-client';
import { answerStep } from '../probe';
import type { ProbeStep, Provider, ProviderTools, QueryCall } from '../provider';
import { AppReal } from './app-real';
import { LinkIdDataSource, type LinkIdSettings } from './data-source';
import { wireIdentityOf } from './identity';
import { appMethod, pageMethod, photoMethod } from './methods';
import { isPathSegment } from './path-segment';

export type { LinkIdSettings } from './data-source';
export { linkIdMethodInfos } from './methods';

const appCheckSchema = z.object({ appId: z.string(), userId: z.string(), platform: z.enum(['PC', 'PHONE']) });

/** LinkID (实名核身): face checks by third-party identity sources, and the checks of applications behind its SSO. */
export function createLinkIdProvider(settings: LinkIdSettings, tools: ProviderTools): Provider {
  const source = new LinkIdDataSource(settings, tools);
  const appReal = settings.apprealBaseUrl === null ? null : new AppReal(settings.apprealBaseUrl, tools);
  return {
    name: 'LINKID',
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
    probe: async () => [...(await source.probe()), ...(await probeAppReal(settings.apprealBaseUrl, tools))],
    ...(appReal && {
      appResult: (appId, platform) =>
        isPathSegment(appId) ? appReal.result(appId, platform) : Promise.resolve(null),
    }),
  };
}

function queryPage(
  source: LinkIdDataSource,
  { references, personal }: Verification,
  call: QueryCall,
): Promise<Outcome> | null {
  const at = call.at ?? references.at;
  if (at === undefined || !isPathSegment(at)) return null;
  return source.queryResult(at, wireIdentityOf(personal.subject?.reveal()));
}

function queryApp(appReal: AppReal | null, { personal }: Verification): Promise<Outcome> | null {
  const check = appCheckSchema.safeParse(personal.memo?.reveal());
  return appReal && check.success ? appReal.outcome(check.data) : null;
}

/** 查询实名核身结果日志 (section 五) of an application that nobody has: whatever it answers, it is there. */
async function probeAppReal(baseUrl: string | null, tools: ProviderTools): Promise<readonly ProbeStep[]> {
  if (baseUrl === null) return [];
  const answer = await new HttpClient('LINKID', baseUrl, tools).send('appreal-result', {
    method: 'GET',
    path: '/appreal/public/result/realname-doctor',
    query: { platform: 'PC' },
  });
  return [answerStep({ call: 'appreal-result', settings: ['APPREAL_BASE_URL'] }, answer, () => true)];
}
