/** What is measured: its unit (UCUM, as OpenTelemetry wants it), what it is, and every attribute that it carries. */
export interface Instrument {
  type: 'counter' | 'gauge' | 'histogram' | 'upDownCounter';
  unit: string;
  description: string;
  attributes: readonly string[];
}

const define = <Name extends string>(instruments: Record<Name, Instrument>) =>
  instruments;

/**
 * Everything that the plugin measures. No attribute holds what people or tenants can make more of at will: hubs and
 * repositories are configured, kinds are installed by the platform team, states and doors are of a fixed list.
 */
export const INSTRUMENTS = define({
  'tenant_clusters.hub.state': {
    type: 'gauge',
    unit: '1',
    description:
      '1 for the state that the hub is in, 0 for those it was in before',
    attributes: ['hub', 'state'],
  },
  'tenant_clusters.hub.staleness': {
    type: 'gauge',
    unit: 's',
    description: 'Since the hub was last heard',
    attributes: ['hub'],
  },
  'tenant_clusters.hub.lag': {
    type: 'histogram',
    unit: 's',
    description: 'From the creation of an object on a hub until it is known',
    attributes: ['hub'],
  },
  'tenant_clusters.hub.kinds': {
    type: 'gauge',
    unit: '{kind}',
    description: 'Watched kinds by state',
    attributes: ['hub', 'state'],
  },
  'tenant_clusters.hub.objects': {
    type: 'gauge',
    unit: '{object}',
    description: 'Objects that are held in memory',
    attributes: ['hub', 'group', 'kind'],
  },
  'tenant_clusters.hub.objects.size': {
    type: 'gauge',
    unit: 'By',
    description:
      'What the objects of a kind take in memory, estimated from a sample',
    attributes: ['hub', 'group', 'kind'],
  },
  'tenant_clusters.hub.events': {
    type: 'counter',
    unit: '{event}',
    description: 'Changes that watches told',
    attributes: ['hub', 'group', 'kind'],
  },
  'tenant_clusters.hub.changes': {
    type: 'counter',
    unit: '{change}',
    description: 'Changes that mean something, which are passed on',
    attributes: ['hub', 'group', 'kind'],
  },
  'tenant_clusters.hub.lists': {
    type: 'counter',
    unit: '{list}',
    description: 'Complete lists: the first of a kind, and every relist',
    attributes: ['hub', 'group', 'kind'],
  },
  'tenant_clusters.hub.faults': {
    type: 'counter',
    unit: '{object}',
    description: 'Objects that could not be taken in',
    attributes: ['hub', 'group', 'kind'],
  },
  'tenant_clusters.hub.restores': {
    type: 'counter',
    unit: '{restore}',
    description: 'Times that the hub was seen to be another or an older one',
    attributes: ['hub'],
  },
  'tenant_clusters.api.request.duration': {
    type: 'histogram',
    unit: 's',
    description: 'How long the doors take to answer, the stream left out',
    attributes: [
      'http.route',
      'http.request.method',
      'http.response.status_code',
    ],
  },
  'tenant_clusters.api.streams': {
    type: 'upDownCounter',
    unit: '{stream}',
    description: 'Streams that are open',
    attributes: [],
  },
  'tenant_clusters.history.write.failures': {
    type: 'counter',
    unit: '{failure}',
    description: 'Times that the database did not take what was to be written',
    attributes: [],
  },
  'tenant_clusters.history.queue': {
    type: 'gauge',
    unit: '{observation}',
    description: 'Observations that wait to be written',
    attributes: [],
  },
  'tenant_clusters.repository.staleness': {
    type: 'gauge',
    unit: 's',
    description: 'Since the platform repository was last read',
    attributes: ['hub', 'repository'],
  },
  'tenant_clusters.repository.rate_limit.remaining': {
    type: 'gauge',
    unit: '{call}',
    description: 'Calls that GitHub still allows these credentials this hour',
    attributes: ['hub', 'repository'],
  },
});

export type InstrumentName = keyof typeof INSTRUMENTS;
