export * from '../generated/operations.ts';
export type { Answer, AnswerError } from './answer.ts';
export { RequestRefused } from './ask.ts';
export { type ConnectOptions, connect, type RealnameClient } from './connect.ts';
export type { Print, TypedDocument, TypedText } from './document.ts';
export type { Endpoint } from './endpoint.ts';
export { StreamRefused, type StreamSettings } from './event-stream.ts';
export { type Finality, FollowingEnded, finalityOf } from './final.ts';
export { DocumentMisfit, type FollowOptions } from './follow.ts';
export type { CaseSubscription, FollowCaseOptions, LeastCase } from './follow-case.ts';
export type {
  FollowVerificationOptions,
  LeastEvent,
  VerificationSubscription,
} from './follow-verification.ts';
export type { Pauses } from './pause.ts';
export type { SocketSettings } from './sockets.ts';
export type { ResultSink } from './subscribe.ts';
