import type { FactAsking } from './JourneyFacts';
import type { JudgementLog } from './JudgementLog';
import type { JourneyInput } from './types';
import type { ResourceTree } from './walk/ResourceTree';

/**
 * How the facts about a cluster ask for more.
 *
 * @param options.cluster - the name under which the clock follows it
 */
export function askingOf(options: {
  input: JourneyInput;
  hub: string;
  cluster: string;
  tree: ResourceTree;
  log: JudgementLog;
}): FactAsking {
  const { input, hub, cluster, tree, log } = options;
  const { clock } = input;
  return {
    log,
    resources() {
      log.lookAtResources();
      return tree;
    },
    dependOn: (...objects) =>
      objects.forEach(object => {
        if (object && !tree.indexOf.has(object.uid)) {
          log.dependOn(object.uid);
        }
      }),
    recheckAt: at => log.askAgainAt(at),
    observe(type, subject, value, hint) {
      if (value === 'standing') {
        log.stand(subject);
      }
      const since = clock.since(
        { hub, cluster, type, subject },
        value,
        type === 'condition' && log.wasWell(subject) ? undefined : hint,
      );
      if (type === 'condition') {
        log.follow(subject, since);
      }
      return since;
    },
    ever: (type, subject, value) =>
      clock.ever?.({ hub, cluster, type, subject }, value),
  };
}
