import { CustomResourceDefinition } from '../CustomResourceDefinition';
import { defineCrd } from './defineCrd';
import { openObject } from './schemas';

function kind(
  name: string,
  plural: string,
  shortName: string,
): CustomResourceDefinition {
  return defineCrd({
    group: 'argoproj.io',
    kind: name,
    plural,
    scope: 'Namespaced',
    shortNames: [shortName],
    versions: [
      {
        name: 'v1alpha1',
        status: true,
        // As published: Argo Events describes no field below these.
        fields: { spec: openObject, status: openObject },
        required: ['metadata', 'spec'],
      },
    ],
  });
}

/** Argo Events 1.9. */
export const argoEventsCrds = [
  kind('EventBus', 'eventbus', 'eb'),
  kind('EventSource', 'eventsources', 'es'),
  kind('Sensor', 'sensors', 'sn'),
];
