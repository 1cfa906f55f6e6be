/**
 * The first tabs of GraphiQL. Follow begins before the first change, so that it shows the same whether it is run before or
 * after the decision, and again after a reload.
 */
export const tabs: readonly { readonly query: string; readonly variables?: string }[] = [
  {
    query: `# Run this. Open authUrl in your browser and decide.
# The tab Follow, with the id, shows what happens.
mutation Start {
  startOneNetVerification(
    input: { userId: 38453, phone: "15522223333" }
  ) {
    verification { id status authUrl }
    inputErrors { path code message }
  }
}
`,
  },
  {
    query: `# Every change from the first on, then live.
# Put the id of Start into the variables below.
subscription Follow($id: ID!) {
  verificationUpdated(id: $id, sinceVersion: 0) {
    version
    status
    cause
    occurredAt
    verification {
      subject { realName identityNo }
      auditInfo { auditStatus custCertAddr }
    }
  }
}
`,
    variables: '{\n  "id": ""\n}',
  },
  {
    query: `# What can be used here, and how.
query Methods {
  verificationMethods {
    method
    provider
    mutation
    enabled
    deferred
  }
}
`,
  },
  {
    query: `# Your account and its last verifications.
query MyVerifications {
  verificationViewer {
    guid
    isRealNameVerified
    verifications(first: 10) {
      nodes { id method status createdAt }
    }
  }
}
`,
  },
];

/** A person with a tick: the page's logo and its icon. */
export const logo =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32" role="img" aria-label="Real-name verification"><rect width="32" height="32" rx="7" fill="#1d4ed8"/><circle cx="13" cy="11" r="5" fill="#fff"/><path d="M4 27c0-6 4-9 9-9s9 3 9 9z" fill="#fff"/><path d="M19 16l3 3 6-7" fill="none" stroke="#86efac" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/></svg>';
