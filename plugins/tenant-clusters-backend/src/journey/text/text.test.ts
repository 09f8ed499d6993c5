import { SENTENCES } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { cleanText, quote, say, shortenAccounts } from '.';

describe('cleanText', () => {
  it.each([
    { reason: 'line breaks and tabs', text: 'a\n\tb', clean: 'a b' },
    { reason: 'terminal escapes', text: 'a\u001b[31mb', clean: 'a [31mb' },
    { reason: 'reversed text', text: 'a\u202eb', clean: 'a b' },
    { reason: 'a byte order mark', text: '\ufeffa', clean: 'a' },
    { reason: 'markup, which is text', text: '<b>&amp;', clean: '<b>&amp;' },
  ])('$reason', ({ text, clean }) => {
    expect(cleanText(text)).toBe(clean);
  });

  it('does not cut a character in two', () => {
    expect(cleanText('😀😀😀😀', 3)).toBe('😀😀…');
  });
});

describe('shortenAccounts', () => {
  it.each([
    {
      text: 'arn:aws:iam::111122224821:role/x',
      short: 'arn:aws:iam::…4821:role/x',
    },
    { text: 'account 111122224821.', short: 'account …4821.' },
    { text: 'id 1111222248219', short: 'id 1111222248219' },
    { text: '6f2f-111122224821', short: '6f2f-111122224821' },
  ])('$text', ({ text, short }) => {
    expect(shortenAccounts(text)).toBe(short);
  });

  it('is done to quotes', () => {
    expect(quote('denied for 111122224821')).toBe('denied for …4821');
  });
});

describe('say', () => {
  it('puts values in, and takes none for a placeholder', () => {
    expect(
      say('stage.requested.done', { requester: '{{request}}', request: '#1' }),
    ).toEqual({
      id: 'stage.requested.done',
      text: '{{request}} opened #1',
      values: { requester: '{{request}}', request: '#1' },
    });
  });

  it('has no sentence with half a placeholder', () => {
    for (const text of Object.values(SENTENCES)) {
      expect(text.replace(/\{\{\w+\}\}/g, '')).not.toMatch(/[{}]/);
    }
  });
});
