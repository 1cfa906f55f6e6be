import { askAs } from '../frame/ask';

const createMutation = `mutation ($input: CreateEventDestinationInput!) {
  createEventDestination(input: $input) { destination { id } inputErrors { message } }
}`;

/** Has the service deliver every event to this address. */
export async function createDestination(serviceUrl: string, url: string): Promise<void> {
  await askAs(serviceUrl, 'operator', createMutation, { input: { url } });
}
