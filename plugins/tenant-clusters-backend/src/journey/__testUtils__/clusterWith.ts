import { claimObject, compositeObject } from './objects';
import { Sample } from './Sample';
import type { WireObject } from './Sample';

/** A sample hub with one cluster whose XR composed the given resources. */
export function clusterWith(
  resources: WireObject[],
  options: {
    now?: string;
    claim?: Parameters<typeof claimObject>[1];
    composite?: Parameters<typeof compositeObject>[2];
  } = {},
): { sample: Sample; claim: WireObject; composite: WireObject } {
  const composite = compositeObject('prod-x1', resources, {
    claim: 'prod',
    ...options.composite,
  });
  const claim = claimObject('prod', { composite, ...options.claim });
  const sample = new Sample(options.now).put(claim, composite, ...resources);
  return { sample, claim, composite };
}
