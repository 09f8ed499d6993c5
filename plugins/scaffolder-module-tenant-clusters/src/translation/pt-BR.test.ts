import { messages } from './messages';
import portuguese from './pt-BR';

const values = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

describe('the Brazilian Portuguese texts', () => {
  const translated = portuguese as Record<string, string>;

  it('are all there', () => {
    expect(Object.keys(translated).sort()).toEqual(
      Object.keys(messages).sort(),
    );
  });

  it.each(Object.entries(messages))('keep the values of %s', (key, text) => {
    expect(translated[key]).not.toBe('');
    expect(values(translated[key])).toEqual(values(text));
  });

  it('differ from the English ones, but for the words of the field', () => {
    const same = Object.entries(messages)
      .filter(([key, text]) => translated[key] === text)
      .map(([key]) => key);
    expect(same).toEqual(['hub.label', 'tenant.label']);
  });
});
