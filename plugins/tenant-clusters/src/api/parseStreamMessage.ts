import type { StreamMessage } from '@spokeport/backstage-plugin-tenant-clusters-common';

/** The data of a stream event; undefined for what is none, so that a broken message leads to a new read and not to a broken page. */
export function parseStreamMessage(data: string): StreamMessage | undefined {
  try {
    const value: unknown = JSON.parse(data);
    if (typeof value !== 'object' || value === null) {
      return undefined;
    }
    const {
      clusters,
      removed,
      hubs,
      requestsChanged,
      applicationsChanged,
      workflowsChanged,
    } = value as Partial<StreamMessage>;
    return {
      clusters: Array.isArray(clusters) ? clusters : [],
      removed: Array.isArray(removed) ? removed : [],
      hubs: Array.isArray(hubs) ? hubs : [],
      requestsChanged: requestsChanged === true,
      applicationsChanged: applicationsChanged === true,
      workflowsChanged: workflowsChanged === true,
    };
  } catch {
    return undefined;
  }
}
