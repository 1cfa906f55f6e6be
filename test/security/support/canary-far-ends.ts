import { createDecipheriv } from 'node:crypto';
import { type FarEnd, openFarEnd, type Reaction, type Received } from '../../support/far-end';
import { canaryPerson, canaryRelative, canarySecrets } from './canaries';

/** The behaviour of the four providers. Every refusal repeats the request. */
export const moods = [
  'well',
  'taken',
  'taken for good',
  'mismatch',
  'undetermined',
  'refusing with the values in its words',
  'refusing with the request in its words',
  'refusing with the headers in its words',
  'refusing with a value for its code',
  'refusing us a token',
  'talking nonsense',
  'failing',
  'cutting the line',
] as const;

export type Mood = (typeof moods)[number];

export interface CanaryFarEnds extends Pick<FarEnd, 'received' | 'close'> {
  readonly env: Readonly<Record<string, string>>;
  mood: Mood;
  /** Every address of ours that a provider was given. */
  readonly doors: readonly string[];
  /** Every OneNET busi_seq given out, in order. */
  readonly busiSeqs: readonly string[];
}

const known = [
  ...Object.values(canaryPerson),
  ...Object.values(canaryRelative),
  ...Object.values(canarySecrets),
];

/** All four providers on one socket, in the mood that the test gives them. */
export async function openCanaryFarEnds(): Promise<CanaryFarEnds> {
  const doors: string[] = [];
  const busiSeqs: string[] = [];
  const state = { mood: 'well' as Mood, page: {} as Readonly<Record<string, unknown>>, count: 0 };

  const answer = (request: Received): Reaction => {
    state.count += 1;
    const path = request.url.split('?', 1)[0] ?? '';
    // Every account of the tour brings the same token; were its owner not known, nothing else would be asked.
    if (path.endsWith('/user/base')) return ownerOfEveryAccount;
    const isToken = /accessToken$|access_token$/.test(path);
    const refusal = isToken ? tokenRefusal(state.mood, request) : refusalOf(state.mood, request, path);
    if (refusal) return refusal;
    if (path.endsWith('access_token')) return token(canarySecrets.ucenterAppToken);
    if (path.endsWith('accessToken')) return token(canarySecrets.linkIdAppToken);
    if (path.startsWith('/onenet')) {
      const { callback_url } = JSON.parse(request.body) as { callback_url: string };
      const busiSeq = `OneNET2030050607080${String(state.count).padStart(5, '0')}`;
      doors.push(callback_url);
      busiSeqs.push(busiSeq);
      return { json: { errno: 0, error: 'succ', data: { busi_seq: busiSeq, auth_url: pageUrl } } };
    }
    if (path.startsWith('/ucenter')) return ucenterAnswer(state.mood, request, path, state.count);
    if (path.startsWith('/yuxin')) return yuxinAnswer(state.mood);
    if (path.endsWith('/realname/auth')) {
      const body = JSON.parse(request.body) as { data: Record<string, unknown>; redirectUri: string };
      state.page = body.data;
      doors.push(decodeURIComponent(body.redirectUri));
      return linkId(pageUrl);
    }
    if (path.includes('/realname/query/')) {
      const registerData =
        state.mood === 'undetermined' ? { ...state.page, name: canaryRelative.name } : state.page;
      return linkId({ realNameResult: state.mood !== 'mismatch', registerData });
    }
    if (path.endsWith('/realname/validate')) return linkId({ realNameResult: state.mood !== 'mismatch' });
    return appReal(state.mood, request);
  };

  const farEnd = await openFarEnd(answer);
  const { baseUrl, received } = farEnd;
  return {
    received,
    doors,
    busiSeqs,
    get mood() {
      return state.mood;
    },
    set mood(mood) {
      state.mood = mood;
    },
    env: {
      ONENET_BASE_URL: `${baseUrl}/onenet`,
      ONENET_ACCESS_KEY: Buffer.from(canarySecrets.oneNetKey).toString('base64'),
      UCENTER_BASE_URL: `${baseUrl}/ucenter`,
      UCENTER_CLIENT_ID: 'invented-client',
      UCENTER_CLIENT_SECRET: canarySecrets.ucenterSecret,
      UCENTER_REJECTED_CODES: '422',
      YUXIN_BASE_URL: `${baseUrl}/yuxin`,
      YUXIN_TOKEN: canarySecrets.yuxinToken,
      YUXIN_KEY: canarySecrets.yuxinKey,
      LINKID_BASE_URL: `${baseUrl}/linkid`,
      LINKID_SSO_URL: `${baseUrl}/sso`,
      APPREAL_BASE_URL: `${baseUrl}/app`,
      LINKID_CLIENT_ID: 'invented-client',
      LINKID_CLIENT_SECRET: canarySecrets.linkIdSecret,
      LINKID_SOURCE_TOKEN: canarySecrets.sourceToken,
      LINKID_SOURCE_VIA: 'yuxin',
    },
    close: () => farEnd.close(),
  };
}

const pageUrl = 'https://page.example/verify';

function token(value: string): Reaction {
  return { json: { access_token: value, token_type: 'bearer', expires_in: 7200 } };
}

/** A token server that talks too much: the secret it was shown, and its own token, in the place of an error's code. */
function tokenRefusal(mood: Mood, request: Received): Reaction | null {
  if (mood !== 'refusing us a token') return null;
  return { status: 400, json: { error: valuesIn(request).join(' ') || 'invalid_client' } };
}

function refusalOf(mood: Mood, request: Received, path: string): Reaction | null {
  switch (mood) {
    case 'refusing with the values in its words':
      return refuse(path, 1234, `不通过: ${valuesIn(request).join(' ')}`);
    case 'refusing with the request in its words':
      return refuse(path, 1234, plainBody(request, path) + request.url);
    case 'refusing with the headers in its words':
      return refuse(path, 1234, JSON.stringify(request.headers));
    case 'refusing with a value for its code':
      return refuse(path, valuesIn(request).at(0) ?? 'no code', 'no');
    case 'refusing us a token':
      return { status: 401, json: { code: 401, message: valuesIn(request).join(' ') } };
    case 'talking nonsense':
      return { raw: `<html>${valuesIn(request).join(' ')} ${request.body}` };
    case 'failing':
      return { status: 500, raw: `Error: ${valuesIn(request).join(' ')} ${request.body}` };
    case 'cutting the line':
      return 'cut';
    default:
      return null;
  }
}

/** A refusal in the frame of the provider that the path belongs to. */
function refuse(path: string, code: number | string, words: string): Reaction {
  if (path.startsWith('/onenet'))
    return { json: { errno: typeof code === 'number' ? code : 9, error: words } };
  if (path.startsWith('/yuxin')) {
    const errorCode = typeof code === 'number' ? '306' : code;
    return { json: { errorCode, errorDetail: words, returnCode: '0', returnDesc: words } };
  }
  if (path.startsWith('/app')) return intercept({ realNameUrl: '', reason: words });
  return { json: { code, message: words, data: null } };
}

const ownerOfEveryAccount: Reaction = {
  json: {
    code: 200,
    message: 'OK',
    data: {
      guid: 'account',
      merged: true,
      mergedGuid: [
        'dev-user',
        'account-to-forget',
        'account-to-keep',
        ...Array.from({ length: 2000 }, (_, index) => `account-${index}`),
      ].join(','),
    },
  },
};

function ucenterAnswer(mood: Mood, request: Received, path: string, count: number): Reaction {
  const { name: realName, identityNo, mobileNo } = canaryPerson;
  if (path.endsWith('/result')) {
    const result = mood !== 'mismatch';
    const data = { result, deviceId: 'D1', memberId: `G${identityNo}`, finishTime: 1, realName, identityNo };
    return { json: { code: 200, message: 'OK', data } };
  }
  if (mood === 'taken') {
    const data = { mobileNo: '180******11', guid: 'account-of-old' };
    return { json: { code: 409, message: `当前认证信息已被 ${mobileNo} 占用`, data } };
  }
  if (mood === 'taken for good') {
    return { json: { code: 410, message: `当前认证信息已被（${mobileNo}）占用，请联系人工客服`, data: {} } };
  }
  // Only the values of the request: a name that we do not know cannot be masked in a message.
  const words = `${valuesIn(request).join('，')} 不匹配`;
  if (mood === 'mismatch') return { json: { code: 422, message: words, data: null } };
  if (mood === 'undetermined') return { json: { code: 499, message: words, data: null } };
  const place = {
    deptId: 228,
    deptName: '2030级1班',
    supervisor: false,
    position: '学生',
    customerCode: '1001',
    ecardSchool: true,
  };
  const { name, ...relative } = canaryRelative;
  return {
    json: {
      code: 200,
      message: 'OK',
      data: {
        // The account that was asked for; a person's own token names none.
        guid: accountIn(request),
        rnAuthTicket: `T_203005${String(count).padStart(6, '0')}`,
        deviceId: 'D1',
        role: 1,
        customerCode: '1001',
        customerName: '试例中学',
        memberId: `G${identityNo}`,
        serialNo: '150940',
        ecardCustomerId: mobileNo,
        deptInfo: [place],
        relativeInfo: [
          {
            ...relative,
            realName: name,
            relation: 'D',
            outid: relative.identityNo,
            serialNo: relative.mobileNo,
            deptInfo: [place],
          },
        ],
      },
    },
  };
}

function accountIn({ body }: Received): string {
  return /"guid":"([^"]+)"/.exec(body)?.[1] ?? 'account';
}

function yuxinAnswer(mood: Mood): Reaction {
  const { name, identityNo, mobileNo } = canaryPerson;
  const returnCode = mood === 'mismatch' ? '10001' : mood === 'undetermined' ? '10002' : '10000';
  const returnDesc = `${name} ${identityNo} ${mobileNo}`;
  return { json: { errorCode: '200', errorDetail: returnDesc, returnCode, returnDesc } };
}

function linkId(data: unknown): Reaction {
  return { json: { code: 200, message: 'OK', data } };
}

function appReal(mood: Mood, { url }: Received): Reaction {
  const service = URL.parse(url, 'http://far-end.example')?.searchParams.get('service');
  if (mood === 'well') return { status: 302, location: service ?? 'https://app.example/portal' };
  const userId = canarySecrets.appUserId;
  return intercept({ realNameUrl: mood === 'taken' ? pageUrl : '', userId, reason: `${userId} 未实名` });
}

function intercept(parameters: Readonly<Record<string, string>>): Reaction {
  return { status: 302, location: `https://linkid.example/intercept?${new URLSearchParams(parameters)}` };
}

/** Every canary that a request carries, in whatever form, as it was before that. */
function valuesIn(request: Received): readonly string[] {
  const path = request.url.split('?', 1)[0] ?? '';
  const text = [request.url, JSON.stringify(request.headers), plainBody(request, path)].join('\n');
  return known.filter((value) =>
    [
      value,
      JSON.stringify(value).slice(1, -1),
      encodeURIComponent(value),
      new URLSearchParams({ v: value }).toString().slice(2),
    ].some((form) => text.includes(form)),
  );
}

/** The request as the provider reads it: Yuxin decrypts it first. */
function plainBody({ body }: Received, path: string): string {
  if (!path.startsWith('/yuxin')) return body;
  const form = new URLSearchParams(body);
  const iv = Buffer.from(form.get('iv') ?? '', 'base64');
  const decipher = createDecipheriv('aes-128-cbc', Buffer.from(canarySecrets.yuxinKey), iv);
  const sealed = Buffer.from(form.get('logon') ?? '', 'base64');
  const logon = Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
  return `${logon} ${form.get('token')}`;
}
