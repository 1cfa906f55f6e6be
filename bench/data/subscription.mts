/** The subscription of the bench's subscribers: the event and its verification. */
export const subscriptionDocument = `subscription Updated($id: ID!, $sinceVersion: Int) {
  verificationUpdated(id: $id, sinceVersion: $sinceVersion) {
    version status cause message occurredAt
    verification { id version provider method status subject { realName identityNo mobileNo } }
  }
}`;

/** Version of a seeded verification; a subscriber that asks for events after the version before it gets one at once. */
export const seededVersion = 2;
