import { caseScenario } from './case.mts';
import { dutyScenarios } from './duties.mts';
import { entitiesScenario } from './entities.mts';
import { erasureScenario } from './erasure.mts';
import { eventLatencyScenario } from './event-latency.mts';
import { fanOutScenario } from './fan-out.mts';
import { feedScenario } from './feed.mts';
import { growthScenario } from './growth.mts';
import { judgedScenario } from './judged.mts';
import { loggedScenario } from './logged.mts';
import { manySocketsScenario } from './many-sockets.mts';
import { mobileOwnerScenario } from './mobile-owner.mts';
import { pageScenario } from './page.mts';
import { postgresScenario } from './postgres.mts';
import { pushIntakeScenario } from './push-intake.mts';
import type { Scenario } from './scenario.mts';
import { startScenario } from './start.mts';
import { unrememberedScenario } from './unremembered.mts';
import { verificationScenario } from './verification.mts';
import { webhooksScenario } from './webhooks.mts';

export const scenarios: readonly Scenario[] = [
  verificationScenario,
  entitiesScenario,
  pageScenario,
  mobileOwnerScenario,
  pushIntakeScenario,
  eventLatencyScenario,
  manySocketsScenario,
  fanOutScenario,
  startScenario,
  postgresScenario,
  growthScenario,
  judgedScenario,
  loggedScenario,
  erasureScenario,
  caseScenario,
  feedScenario,
  webhooksScenario,
  ...dutyScenarios,
  unrememberedScenario,
];
