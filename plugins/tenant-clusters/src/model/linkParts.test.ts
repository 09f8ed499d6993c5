import type { Evidence } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { linkParts } from './linkParts';

const evidence = (label: string): Evidence => ({ type: 'object', label });

const show = (text: string, ...labels: string[]) =>
  linkParts(text, labels.map(evidence)).map(part =>
    part.evidence ? `[${part.text}]` : part.text,
  );

describe('linkParts', () => {
  it.each([
    {
      labels: ['a#1'],
      parts: ['Ana opened ', '[a#1]', ' today'],
      reason: 'named',
    },
    { labels: ['b#2'], parts: ['Ana opened a#1 today'], reason: 'not named' },
    {
      labels: ['a', 'a#1'],
      parts: ['An', '[a]', ' opened ', '[a#1]', ' today'],
      reason: 'the longest label first',
    },
    { labels: [''], parts: ['Ana opened a#1 today'], reason: 'an empty label' },
  ])('$reason', ({ labels, parts }) => {
    expect(show('Ana opened a#1 today', ...labels)).toEqual(parts);
  });
});
