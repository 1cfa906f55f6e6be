import { type AwaitedFacts, identityNoOf, nameOf } from '../data/facts.mts';

/** The `nth` result push for a verification, as OneNET sends it: newer than the ones before, and also a pass. */
export function pushBody({ busiSeq, mobileNo }: AwaitedFacts, nth: number): string {
  const responseTime = firstResponse + nth * 1000;
  const person = Number(busiSeq.slice(-6));
  return JSON.stringify({
    auditResult: {
      auditStatus: '0',
      transactionID: `2300302025030200000${String(nth).padStart(6, '0')}`,
      busiSeq,
      phone: mobileNo,
      responseTime,
      auditMessage: '认证成功',
    },
    custInfo: {
      custName: nameOf(person),
      custCertNo: identityNoOf(person),
      custCertAddr: '浙江省杭州市西湖区试例路1号',
      gender: '1',
      nation: '汉',
      birthday: 631_152_000_000,
      issuingAuthority: '试例公安局',
      certValidDate: 1_577_836_800_000,
      certExpDate: 1_893_456_000_000,
      createTime: responseTime,
      modifyTime: responseTime,
      busiSeq,
      channelId: 'OneNET',
    },
  });
}

const firstResponse = Date.parse('2025-03-02T00:00:00.000Z');
