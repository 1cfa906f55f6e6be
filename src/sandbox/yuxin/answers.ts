/** An answer in the document's shape: strings throughout (yuxin.md, 返回数据示例). */
export interface YuxinAnswer {
  readonly errorCode: string | number;
  readonly errorDetail: string;
  readonly errorReason: null;
  readonly info: null;
  readonly returnCode: string | number;
  readonly returnDesc: string | null;
}

/** The table 请求返回码描述; for 305, whose example has other words, the example's. */
const errorDetails: Readonly<Record<string, string>> = {
  '200': '查询成功',
  '201': '部分成功',
  '301': '参数不能为空',
  '302': '请求账号不存在',
  '303': '请求密码不正确',
  '304': '请求帐号被冻结',
  '305': '帐号没有此接口访问权限',
  '306': '请求参数logon为空或格式错误',
  '307': '请求验签失败',
  '308': '请求没有查询到结果',
  '309': '请求重复的请求',
  '310': '请求参数中存在无效数据',
  '311': '权限不足',
  '312': '请求账号余额不足',
  '313': '剩余次数不足',
  '314': '合同时间过期',
  '315': '请求头信息错误',
  '500': '系统错误，服务器异常',
  '501': '查询超时',
  '502': '请求失败',
  '503': '接口未响应',
  '504': '外部数据源异常',
};

/** The answers of the platform's own token check (yuxin.md, 5.2): their returnCode is empty, not "0". */
const tokenErrorDetails: Readonly<Record<string, string>> = {
  '103': '账户已下线',
  '104': '账户余额不足',
  '105': '无效token',
};

/** The table 业务返回码描述. */
const returnDescs: Readonly<Record<string, string>> = {
  '10000': '一致的',
  '10001': '不一致的',
  '10002': '未知的',
};

/** The request was carried out: `errorCode` 200 or 201 with a business result. */
export function resultAnswer(errorCode: '200' | '201', returnCode: string): YuxinAnswer {
  return answer(errorCode, errorDetails[errorCode] ?? '', returnCode, returnDescs[returnCode] ?? '其他');
}

/** The same result with numbers, as the field table types them and the examples do not. */
export function numericResultAnswer(errorCode: '200' | '201', returnCode: string): YuxinAnswer {
  const strings = resultAnswer(errorCode, returnCode);
  return { ...strings, errorCode: Number(errorCode), returnCode: Number(returnCode) };
}

/** The request was not carried out. */
export function errorAnswer(errorCode: string): YuxinAnswer {
  const tokenDetail = tokenErrorDetails[errorCode];
  if (tokenDetail !== undefined) return answer(errorCode, tokenDetail, '', '');
  return answer(errorCode, errorDetails[errorCode] ?? '其他错误', '0', null);
}

/** 306 for a parameter by name: 请求参数{$1}为空或格式错误. */
export function malformedAnswer(parameter: string): YuxinAnswer {
  return answer('306', `请求参数${parameter}为空或格式错误`, '0', null);
}

function answer(
  errorCode: string,
  errorDetail: string,
  returnCode: string,
  returnDesc: string | null,
): YuxinAnswer {
  return { errorCode, errorDetail, errorReason: null, info: null, returnCode, returnDesc };
}
