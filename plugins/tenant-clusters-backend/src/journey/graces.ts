const SECOND = 1000;
const MINUTE = 60 * SECOND;

/**
 * How long something may look bad before the cluster's state says so, in milliseconds. All of them stand here, since together
 * they decide how nervous the fleet's page is.
 */
export const GRACES = {
  /** Ready of a claim flips for seconds at each recomposition, and every provider polls at least each minute. */
  claimNotReady: 2 * MINUTE,
  /** A managed resource is observed again within the provider's poll interval; one failed call is no news. */
  resourceFailing: 2 * MINUTE,
  /** Health goes to Progressing at each sync, and a rollout of a few replicas takes minutes. */
  applicationNotHealthy: 5 * MINUTE,
  /** Argo CD compares each three minutes by default and then heals drift by itself. */
  applicationNotSynced: 5 * MINUTE,
} as const;

/**
 * A cluster that has been registered for this long has been through its first delivery, even where no history tells: what
 * fails on it afterwards is a degradation, not a hindrance on its way.
 */
export const SETTLED_AFTER = 60 * MINUTE;

/**
 * How long after a change came through it is believed that its event would have been written anew, in milliseconds: the XR and
 * its event are read over two watches, and the news of one may be ahead of the other.
 */
export const EVENT_REWRITTEN_AFTER = 10 * SECOND;

/** How long a cluster that was removed can still be read, in milliseconds: long enough for whoever asked to see that it went. */
export const REMOVED_KEPT = 7 * 24 * 60 * MINUTE;

/** Conditions of Crossplane objects are stamped in whole seconds, and events a moment apart from them. */
export const EVENT_SLACK = 2 * SECOND;
