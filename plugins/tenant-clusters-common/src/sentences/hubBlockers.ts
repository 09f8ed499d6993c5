/** What is wrong with a hub, and the words for what no explainer knows. */
export const HUB_BLOCKERS = {
  // Blockers of the hub
  'blocker.hub-unreachable.title': '{{hub}} does not answer',
  'blocker.hub-unreachable.detail': 'What is shown is what was last known.',
  'blocker.hub-unreachable.next':
    'See whether the hub and the way to it are up.',
  'blocker.hub-credentials.title': '{{hub}} refuses our credentials',
  'blocker.hub-credentials.detail':
    'They are wrong or have expired. What is shown is what was last known.',
  'blocker.hub-credentials.next':
    'Renew the credentials of the hub in the configuration.',

  // What no explainer knows
  'blocker.quoted.title': '{{resource}}: {{message}}',
  'blocker.quoted.plain.title': '{{resource}} is not as it should be',
} as const;
