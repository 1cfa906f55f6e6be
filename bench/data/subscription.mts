/** What the subscribers of the bench ask for: the event, and the verification behind it. */
export const subscriptionDocument = `subscription Updated($id: ID!, $sinceVersion: Int) {
  verificationUpdated(id: $id, sinceVersion: $sinceVersion) {
    version status cause message occurredAt
    verification { id version provider method status subject { realName identityNo mobileNo } }
  }
}`;

/** Version of a seeded verification; asking for what comes after the one before, a subscriber hears at once. */
export const seededVersion = 2;
