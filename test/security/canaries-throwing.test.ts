import { canaries, canaryPerson, canarySecrets } from './support/canaries';
import { canaryStarts } from './support/canary-inputs';
import { type CanaryService, openCanaryService } from './support/canary-service';
import { findCanaries } from './support/disguises';
import { type BreakingPlace, breakingPlaces, throwingRegistry } from './support/throwing-providers';

const { name, identityNo, mobileNo } = canaryPerson;
const everything = `${name} ${identityNo} ${mobileNo} ${canarySecrets.cardPassword}`;

/** Errors as careless code throws them. */
const faults: Readonly<Record<string, () => unknown>> = {
  'an error that repeats the input': () => new Error(`cannot handle ${everything}`),
  'an error of many lines that look like a trace': () =>
    new Error(`failed\n    at ${name} (/${identityNo}/${mobileNo}.js:1:2)\n    at ${everything}`),
  'an error with the input for its name and code': () =>
    Object.assign(new TypeError(everything), { name: everything, code: everything, input: { everything } }),
  'an error behind an error': () => new Error('outer', { cause: new Error(everything) }),
  'many errors at once': () => new AggregateError([new Error(everything)], everything),
  text: () => everything,
  'an object': () => ({ message: everything, toString: () => everything }),
  'what JSON made of it': () => JSON.parse(JSON.stringify({ name, identityNo })),
};

/** Does with every provider what there is to do, whatever comes of it. */
async function useEverything(using: CanaryService, place: BreakingPlace, guid: string): Promise<void> {
  const { farEnds } = using;
  // A token of another account is refused before anything else is done with it.
  const token: Record<string, string> = place === 'tokenOwner' ? {} : { 'x-ucenter-access-token': '' };
  const attempt = (rootField: string, variables: object) =>
    using.ask(rootField, variables, { 'x-dev-guid': guid, ...token }).catch(() => undefined) as Promise<
      { readonly verification?: { readonly id: string } | null } | undefined
    >;
  for (const method of ['ONENET_PAGE', 'ECARD', 'MOBILE_OWNER', 'LINKID_PAGE', 'LINKID_PHOTO']) {
    farEnds.mood = method === 'ECARD' && place === 'merge' ? 'taken' : 'well';
    const start = canaryStarts[method];
    const started = await attempt(`Mutation.${start?.mutation}`, { input: start?.input });
    const id = started?.verification?.id;
    if (id === undefined) continue;
    await attempt('Mutation.refreshVerification', { id });
    await attempt('Mutation.mergeAccount', {
      input: { verificationId: id, code: canarySecrets.mergeCode, confirmIrreversible: true },
    });
    await attempt('Query.verification', { id });
  }
  for (const door of farEnds.doors.slice(-2)) {
    const { pathname } = new URL(door);
    const auditResult = { auditStatus: '0', busiSeq: farEnds.busiSeqs.at(-1), phone: mobileNo };
    const body = JSON.stringify({ auditResult, auditInfo: { custName: name } });
    if (pathname.startsWith('/callbacks')) await using.request(pathname, { method: 'POST', body });
    else await using.request(`${pathname}?at=${canarySecrets.at}`);
  }
  await attempt('Query.linkIdAppResult', { appId: 'app-1', platform: 'PC' });
}

describe.each(breakingPlaces)("an exception in a provider's adapter in %s", (place) => {
  let fault = (): unknown => new Error('not yet');
  let service: CanaryService;
  beforeAll(async () => {
    service = await openCanaryService({ registry: throwingRegistry(place, () => fault()) });
  });
  afterAll(() => service.close());

  it.each(Object.entries(faults))('with %s discloses no personal data', async (what, make) => {
    let thrown = 0;
    fault = () => {
      thrown += 1;
      return make();
    };
    const faultsLogged = () => service.log().split('"fault":{').length - 1;
    const before = faultsLogged();

    await useEverything(service, place, what);

    expect(thrown).toBeGreaterThan(0);
    expect(faultsLogged()).toBeGreaterThan(before);
    expect(findCanaries(canaries, await service.said())).toEqual([]);
  });

  it('writes no personal data to a file', async () => {
    expect(findCanaries(canaries, await service.haystacks())).toEqual([]);
  });
});
