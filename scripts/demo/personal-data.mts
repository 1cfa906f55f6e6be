import { inventPerson, type Person } from './person.mts';
import { after, type Chapter, expect, type Tour } from './tour.mts';
import { sent } from './ucenter.mts';
import { type DemoVerification, submitId } from './verification.mts';

const approved = ['PENDING', 'APPROVED'];
const redacted = [...approved, 'APPROVED'];

/** Masked everywhere, revealed on purpose, destroyed on request. At the end nothing of the run's accounts is left. */
export const personalDataChapter: Chapter = {
  title: 'Personal data: masked, revealed for a purpose, destroyed',
  async play(tour) {
    const person = inventPerson();
    const first = await verified(tour, person);
    await tour.scene({
      method: 'IMPORT',
      operation: 'revealPersonalInfo',
      done: 'read in plain text, for a purpose',
      path: approved,
      async act() {
        await reveal(tour, after(first).id, person);
        return after(first);
      },
    });
    await tour.scene({
      method: 'IMPORT',
      operation: 'redactVerification',
      done: 'destroy what it holds',
      path: redacted,
      act: async () => submitId(tour.client, 'redactVerification', after(first).id),
      check: nothingIsLeft,
    });
    const second = await verified(tour, inventPerson());
    await tour.scene({
      method: 'IMPORT',
      operation: 'redactUser',
      done: "destroy all of this run's accounts",
      path: redacted,
      async act() {
        for (const guid of [tour.guid, tour.otherGuid]) await redactUser(tour, guid);
        return after(second);
      },
      check: nothingIsLeft,
    });
  },
};

function verified(tour: Tour, { name, identityNo, outid }: Person): Promise<DemoVerification | null> {
  return tour.scene({
    ...sent(tour, 'IMPORT', 'verifyByImport', { name, identityNo, outid }),
    done: 'the answer shows the person masked',
    path: approved,
    check({ subject }) {
      expect('subject.realName', subject.realName, `${name.charAt(0)}**`);
      expect('subject.identityNo', subject.identityNo, `4${'*'.repeat(15)}${identityNo.slice(-2)}`);
    },
  });
}

interface Revealed {
  readonly revealPersonalInfo: {
    readonly personalInfo: { readonly realName: string | null; readonly identityNo: string | null } | null;
  };
}

async function reveal({ client }: Tour, id: string, { name, identityNo }: Person): Promise<void> {
  const purpose = 'Demonstration: reads an invented person back.';
  const { revealPersonalInfo } = await client.ask<Revealed>(
    `mutation Reveal($input: RevealPersonalInfoInput!) {
      revealPersonalInfo(input: $input) { personalInfo { realName identityNo } }
    }`,
    { input: { verificationId: id, purpose } },
  );
  const { personalInfo } = revealPersonalInfo;
  // The values must not appear in the table, even if they are wrong.
  expect('the revealed name', personalInfo?.realName === name ? 'theirs' : 'another', 'theirs');
  expect('the revealed ID number', personalInfo?.identityNo === identityNo ? 'theirs' : 'another', 'theirs');
  const { verification } = await client.ask<{
    readonly verification: { readonly reveals: readonly { readonly purpose: string }[] } | null;
  }>('query Reveals($id: ID!) { verification(id: $id) { reveals { purpose } } }', { id });
  expect('the recorded purpose', verification?.reveals.at(-1)?.purpose, purpose);
}

/** A second call finds nothing left to destroy. */
async function redactUser({ client }: Tour, guid: string): Promise<void> {
  const redact = async () => {
    const data = await client.ask<{ readonly redactUser: { readonly redacted: number } }>(
      'mutation Redact($guid: ID!) { redactUser(guid: $guid) { redacted } }',
      { guid },
    );
    return data.redactUser.redacted;
  };
  expect('that something was destroyed', (await redact()) > 0, true);
  expect('what a second redactUser destroyed', await redact(), 0);
}

function nothingIsLeft({ subject }: DemoVerification): void {
  expect('subject.realName', subject.realName, null);
  expect('subject.identityNo', subject.identityNo, null);
}
