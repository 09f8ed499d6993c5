import type { ApplicationResource } from '../../projections/types';

const WITHHELD =
  'The message is withheld: this application also delivers what you may not read.';

/**
 * An Application that several tenants share, for one of them: which of its objects are theirs, and how it does. What it says
 * of others, and every message, since messages quote manifests, is left out.
 *
 * @param isTheirs - whether the caller may read the claim of an entry; entries that are no claims are left out
 */
export function withoutOthers(
  app: Record<string, unknown>,
  isTheirs: (resource: ApplicationResource) => boolean,
): Record<string, unknown> {
  const { metadata, spec, status } = app as {
    metadata?: Record<string, unknown>;
    spec?: Record<string, unknown>;
    status?: Record<string, unknown>;
  };
  const own = (entries: unknown) =>
    Array.isArray(entries)
      ? entries.filter(entry => isTheirs(entry as ApplicationResource))
      : undefined;
  const operation = status?.operationState as
    | { phase?: unknown; startedAt?: unknown; finishedAt?: unknown }
    | undefined;
  const sync = status?.sync as { status?: unknown; revision?: unknown };
  const health = status?.health as { status?: unknown } | undefined;
  return {
    apiVersion: app.apiVersion,
    kind: app.kind,
    metadata: {
      name: metadata?.name,
      namespace: metadata?.namespace,
      uid: metadata?.uid,
      creationTimestamp: metadata?.creationTimestamp,
    },
    spec: {
      project: spec?.project,
      source: pick(spec?.source, ['repoURL', 'path', 'targetRevision']),
      syncPolicy: spec?.syncPolicy,
    },
    status: {
      sync: sync && { status: sync.status, revision: sync.revision },
      health: health && { status: health.status },
      ...(operation && {
        operationState: {
          phase: operation.phase,
          startedAt: operation.startedAt,
          finishedAt: operation.finishedAt,
          message: WITHHELD,
        },
      }),
      resources: own(status?.resources),
    },
  };
}

function pick(value: unknown, fields: string[]): unknown {
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).filter(([field]) => fields.includes(field)),
      )
    : undefined;
}
