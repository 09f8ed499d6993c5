import { mockServices } from '@backstage/backend-test-utils';
import { DefaultFleet } from '../fleet';
import { HubStatus } from './HubStatus';

function setUp() {
  const lines: string[] = [];
  const write = (level: string) => (text: string) => {
    lines.push(`${level}: ${text}`);
  };
  const status = new HubStatus({
    name: 'hub-eu',
    title: 'Hub Europe',
    fleet: new DefaultFleet(),
    logger: mockServices.logger.mock({
      info: write('info'),
      warn: write('warn'),
    }),
    interval: 1,
    kinds: () => [],
  });
  return { status, lines };
}

describe('the log of a hub', () => {
  it('has one line for each change of state, and none for each attempt', () => {
    const { status, lines } = setUp();
    status.enter('live');
    for (let attempt = 0; attempt < 3; attempt += 1) {
      status.heard();
      status.enter('live');
    }
    for (let attempt = 0; attempt < 3; attempt += 1) {
      status.enter('unreachable', 'The hub refuses connections.');
      status.enter('unreachable', 'The hub answers with status 503.');
    }
    status.enter('live');
    expect(lines).toEqual([
      'info: Hub hub-eu is live',
      'warn: Hub hub-eu is unreachable: The hub refuses connections.',
      'info: Hub hub-eu is live',
    ]);
  });

  it('says each thing that is wrong with a configuration', () => {
    const { status, lines } = setUp();
    status.enter('misconfigured', 'There is no kubeconfig.');
    status.enter('misconfigured', 'There is no kubeconfig.');
    status.enter('misconfigured', 'The kubeconfig has no current context.');
    expect(lines).toEqual([
      'warn: Hub hub-eu is misconfigured: There is no kubeconfig.',
      'warn: Hub hub-eu is misconfigured: The kubeconfig has no current context.',
    ]);
  });

  it('ends with the watch', () => {
    const { status, lines } = setUp();
    status.stop();
    status.enter('unreachable', 'The hub refuses connections.');
    expect(lines).toEqual([]);
  });
});
