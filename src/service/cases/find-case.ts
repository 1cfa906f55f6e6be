import type { IdentityCase } from '../../domain/routing/case';
import type { Caller } from '../access/caller';
import type { ServiceTools } from '../tools';
import { acceptedCase, type CaseAnswer, unknownCase } from './case-answer';

/** The refusal is the same if the case does not exist and if it is not the caller's to act on. */
export async function findCase(tools: ServiceTools, caller: Caller, id: string): Promise<CaseAnswer> {
  const identityCase = (await tools.store.cases.find([id])).get(id);
  return identityCase && mayChangeCase(caller, identityCase) ? acceptedCase(identityCase) : unknownCase;
}

export function maySeeCase(caller: Caller, { guid }: IdentityCase): boolean {
  return guid === caller.guid || caller.scopes.has('realname:read');
}

function mayChangeCase(caller: Caller, { guid }: IdentityCase): boolean {
  return guid === caller.guid || caller.scopes.has('realname:write');
}
