import type { Application } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { sortApplications } from './sortApplications';

function app(name: string, more: Partial<Application>): Application {
  return {
    hub: 'hub-eu',
    namespace: 'argocd',
    name,
    exists: true,
    role: 'addon',
    expected: true,
    conditions: [],
    sync: 'Synced',
    health: 'Healthy',
    ...more,
  };
}

describe('sortApplications', () => {
  it('puts what needs attention first', () => {
    const items = [
      app('well', {}),
      app('moving', { health: 'Progressing' }),
      // An application with a bad path is Healthy: its condition is what tells.
      app('unreadable', {
        conditions: [{ type: 'ComparisonError', bad: true }],
      }),
      app('absent', { exists: false }),
      app('broken', { health: 'Degraded' }),
    ];
    expect(sortApplications(items).map(item => item.name)).toEqual([
      'absent',
      'broken',
      'unreadable',
      'moving',
      'well',
    ]);
    expect(items[0].name).toBe('well');
  });
});
