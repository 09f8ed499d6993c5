import { requestKey, requestLabel, requestNumber } from './requestLabel';

const commit = '1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d';

describe('requestLabel', () => {
  it.each([
    {
      request: { repository: 'acme/platform', number: 409 },
      number: '#409',
      label: 'acme/platform#409',
      key: 'acme/platform#409',
      reason: 'a pull request',
    },
    {
      request: { repository: 'acme/platform', commit },
      number: '@1a2b3c4',
      label: 'acme/platform@1a2b3c4',
      key: `acme/platform@${commit}`,
      reason: 'a direct push; keys never fall together as short names may',
    },
  ])('$reason', ({ request, number, label, key }) => {
    expect(requestNumber(request)).toBe(number);
    expect(requestLabel(request)).toBe(label);
    expect(requestKey(request)).toBe(key);
  });
});
