import { readTrailers } from './trailers';

describe('readTrailers', () => {
  it.each([
    { body: undefined, expected: { claims: [] }, reason: 'no body' },
    { body: null, expected: { claims: [] }, reason: "GitHub's empty body" },
    {
      body: 'A cluster\r\n\r\nSpokeport-Requester: user:default/ana.souza\r\nSpokeport-Hub: hub-eu\r\nSpokeport-Claim: g/K/n/a\r\nSpokeport-Claim: g/K/n/b',
      expected: {
        requester: 'user:default/ana.souza',
        hub: 'hub-eu',
        claims: ['g/K/n/a', 'g/K/n/b'],
      },
      reason: 'the trailers, with the line ends that browsers send',
    },
    {
      body: 'Spokeport-Hub: hub-eu\n\nSigned-off-by: a bot\n<!-- more -->',
      expected: { hub: 'hub-eu', claims: [] },
      reason: 'text after them does no harm',
    },
    {
      body: 'see Spokeport-Hub: hub-eu and Spokeport-Hub:hub-us',
      expected: { claims: [] },
      reason: 'in the middle of a line it is prose',
    },
    {
      body: 'Spokeport-Hub:   \nSpokeport-Requester: ',
      expected: { claims: [] },
      reason: 'a key without a value states nothing',
    },
    {
      body: `Spokeport-Hub: a${' '.repeat(60_000)}b`,
      expected: { hub: `a${' '.repeat(60_000)}b`, claims: [] },
      reason: 'a body made to take long takes no longer',
    },
  ])('$reason', ({ body, expected }) => {
    expect(readTrailers(body)).toEqual(expected);
  });
});
